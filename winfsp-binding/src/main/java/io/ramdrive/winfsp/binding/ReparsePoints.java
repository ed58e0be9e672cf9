// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.binding;

import static io.ramdrive.winfsp.binding.Signature.BYTE;
import static io.ramdrive.winfsp.binding.Signature.INT;
import static io.ramdrive.winfsp.binding.Signature.POINTER;
import static io.ramdrive.winfsp.binding.Signature.returning;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;

/**
 * WinFsp's way to follow symbolic links. Made once for a file system, whose threads share it; a
 * call allocates nothing.
 */
public final class ReparsePoints {
  /** GetReparsePointByName of winfsp/winfsp.h. */
  static final FunctionDescriptor GET =
      returning(INT, POINTER, POINTER, POINTER, BYTE, POINTER, POINTER);

  private final MethodHandle find;
  private final MethodHandle resolve;
  private final MethodHandle canReplace;
  private final ReparsePointByName byName;
  private final long stub;

  /**
   * Lives as long as {@code arena}.
   *
   * @throws WinFspException if the DLL has none of it
   */
  public ReparsePoints(WinFspLibrary library, Arena arena, ReparsePointByName byName)
      throws WinFspException {
    this.byName = byName;
    find = library.link(WinFspFunction.FspFileSystemFindReparsePoint);
    resolve = library.link(WinFspFunction.FspFileSystemResolveReparsePoints);
    canReplace = library.link(WinFspFunction.FspFileSystemCanReplaceReparsePoint);
    try {
      MethodHandle get = MethodHandles.lookup().bind(this, "get", GET.toMethodType());
      stub = Linker.nativeLinker().upcallStub(get, GET, arena).address();
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }

  /**
   * Looks for the first reparse point on a path, for GetSecurityByName.
   *
   * @param fileSystem {@link FileSystemHost#pointer()}, or null
   * @param pReparsePointIndex receives its index in the path
   * @return whether there is one
   */
  public boolean find(long fileSystem, long context, long fileName, long pReparsePointIndex) {
    try {
      byte found = (byte) find.invokeExact(fileSystem, stub, context, fileName, pReparsePointIndex);
      return found != 0;
    } catch (Throwable e) {
      throw NativeAccess.unchecked(e);
    }
  }

  /** Does what the operation ResolveReparsePoints is to do; returns an NTSTATUS. */
  public int resolve(
      long fileSystem,
      long context,
      long fileName,
      int reparsePointIndex,
      boolean resolveLastPathComponent,
      long pIoStatus,
      long buffer,
      long pSize) {
    byte last = (byte) (resolveLastPathComponent ? 1 : 0);
    try {
      return (int)
          resolve.invokeExact(
              fileSystem,
              stub,
              context,
              fileName,
              reparsePointIndex,
              last,
              pIoStatus,
              buffer,
              pSize);
    } catch (Throwable e) {
      throw NativeAccess.unchecked(e);
    }
  }

  /** Whether one {@link ReparseDataBuffer} may replace another: an NTSTATUS. Sizes in bytes. */
  public int canReplace(long current, long currentSize, long replacement, long replacementSize) {
    try {
      return (int) canReplace.invokeExact(current, currentSize, replacement, replacementSize);
    } catch (Throwable e) {
      throw NativeAccess.unchecked(e);
    }
  }

  int get(long fileSystem, long context, long fileName, byte isDirectory, long buffer, long pSize) {
    try {
      return byName.get(context, fileName, Upcall.isTrue(isDirectory), buffer, pSize);
    } catch (Throwable e) {
      return Upcall.answerFailed("GetReparsePointByName", e);
    }
  }
}
