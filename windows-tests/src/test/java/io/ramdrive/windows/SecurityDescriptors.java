// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.windows;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.nio.charset.StandardCharsets.UTF_16LE;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;

/** Reads security descriptors as text, in which accounts have the same names everywhere. */
final class SecurityDescriptors {
  // winnt.h
  private static final int OWNER_SECURITY_INFORMATION = 1;
  private static final int GROUP_SECURITY_INFORMATION = 2;
  private static final int DACL_SECURITY_INFORMATION = 4;
  private static final int ALL =
      OWNER_SECURITY_INFORMATION | GROUP_SECURITY_INFORMATION | DACL_SECURITY_INFORMATION;

  private static final int SDDL_REVISION_1 = 1;
  private static final int CAPACITY = 64 * 1024;

  private static final MethodHandle GET_FILE_SECURITY =
      link(
          "GetFileSecurityW",
          FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT, ADDRESS, JAVA_INT, ADDRESS));
  private static final MethodHandle CONVERT =
      link(
          "ConvertSecurityDescriptorToStringSecurityDescriptorW",
          FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT, ADDRESS, ADDRESS));

  private SecurityDescriptors() {}

  private static MethodHandle link(String name, FunctionDescriptor descriptor) {
    return Linker.nativeLinker()
        .downcallHandle(
            SymbolLookup.libraryLookup("advapi32", Arena.global()).findOrThrow(name), descriptor);
  }

  /** The descriptor of a file in SDDL. */
  static String sddl(Path path) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment name = arena.allocateFrom(path.toString(), UTF_16LE);
      MemorySegment descriptor = arena.allocate(CAPACITY, Long.BYTES);
      MemorySegment length = arena.allocate(JAVA_INT);
      if ((int) GET_FILE_SECURITY.invokeExact(name, ALL, descriptor, CAPACITY, length) == 0) {
        throw new AssertionError("GetFileSecurity " + path + " failed");
      }
      MemorySegment text = arena.allocate(ADDRESS);
      int done = (int) CONVERT.invokeExact(descriptor, SDDL_REVISION_1, ALL, text, length);
      if (done == 0) {
        throw new AssertionError("the descriptor of " + path + " is none");
      }
      // LocalAlloc's memory goes with the process.
      long bytes = (long) length.get(JAVA_INT, 0) * Character.BYTES;
      return text.get(ADDRESS, 0).reinterpret(bytes).getString(0, UTF_16LE);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }
}
