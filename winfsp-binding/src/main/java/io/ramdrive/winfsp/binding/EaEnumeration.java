// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.binding;

import static io.ramdrive.winfsp.binding.Signature.INT;
import static io.ramdrive.winfsp.binding.Signature.POINTER;
import static io.ramdrive.winfsp.binding.Signature.returning;
import static java.lang.invoke.MethodType.methodType;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;

/**
 * Checks a list of extended attributes, as SetEa and CreateEx are given it, and visits each. Made
 * once for a visitor, which any threads may share; a call allocates nothing.
 */
public final class EaEnumeration {
  /** FSP_FILE_SYSTEM's EnumerateEa of winfsp/winfsp.h: file system, context, attribute. */
  static final FunctionDescriptor VISIT = returning(INT, POINTER, POINTER, POINTER);

  private final MethodHandle enumerateEa;
  private final EaVisitor visitor;
  private final long stub;

  /**
   * An enumeration that lives as long as {@code arena}.
   *
   * @throws WinFspException if the DLL has no FspFileSystemEnumerateEa
   */
  public EaEnumeration(WinFspLibrary library, Arena arena, EaVisitor visitor)
      throws WinFspException {
    this.visitor = visitor;
    enumerateEa = library.link(WinFspFunction.FspFileSystemEnumerateEa);
    try {
      MethodHandle visit =
          MethodHandles.lookup()
              .bind(this, "visit", methodType(int.class, long.class, long.class, long.class));
      stub = Linker.nativeLinker().upcallStub(visit, VISIT, arena).address();
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }

  /**
   * Visits the attributes in order.
   *
   * @param fileSystem {@link FileSystemHost#pointer()}, or null
   * @param context passed on to the visitor
   * @param length of the whole list, in bytes
   * @return an NTSTATUS: the visitor's if that is a failure, STATUS_EA_LIST_INCONSISTENT for a list
   *     that is none
   */
  public int enumerate(long fileSystem, long context, long ea, int length) {
    try {
      return (int) enumerateEa.invokeExact(fileSystem, stub, context, ea, length);
    } catch (Throwable e) {
      throw NativeAccess.unchecked(e);
    }
  }

  int visit(long fileSystem, long context, long singleEa) {
    try {
      return visitor.visit(context, singleEa);
    } catch (Throwable e) {
      return Upcall.answerFailed("EnumerateEa", e);
    }
  }
}
