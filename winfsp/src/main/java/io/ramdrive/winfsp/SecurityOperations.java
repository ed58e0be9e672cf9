// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp;

import static io.ramdrive.winfsp.binding.NtStatus.*;
import static io.ramdrive.winfsp.binding.WinNt.FILE_ATTRIBUTE_DIRECTORY;
import static io.ramdrive.winfsp.binding.WinNt.FILE_ATTRIBUTE_NORMAL;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import io.ramdrive.volume.Inode;
import io.ramdrive.volume.Volume;
import io.ramdrive.winfsp.binding.Pointer;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** GetSecurityByName, GetSecurity, SetSecurity. */
final class SecurityOperations {
  private static final MemorySegment MEMORY = Pointer.MEMORY;

  private final Volume volume;
  private final SecurityDescriptors descriptors;
  private final ServingFunctions functions;

  SecurityOperations(Volume volume, SecurityDescriptors descriptors, ServingFunctions functions) {
    this.volume = volume;
    this.descriptors = descriptors;
    this.functions = functions;
  }

  /** WinFsp asks this before nearly every open: it checks the rights itself. */
  int getSecurityByName(
      Dispatch dispatch, long fileName, long pFileAttributes, long descriptor, long pSize) {
    PathWalk path = dispatch.path;
    int status = path.find(fileName);
    if (status == STATUS_REPARSE && pFileAttributes != Pointer.NULL) {
      MEMORY.set(JAVA_INT_UNALIGNED, pFileAttributes, path.reparseIndex());
    }
    if (status != STATUS_SUCCESS) {
      return status;
    }
    try {
      Inode file = path.file();
      if (pFileAttributes != Pointer.NULL) {
        volume.getattr(dispatch.call, file);
        int attributes = FileInfos.fileAttributes(dispatch.call.attributes());
        if (path.isStream()) {
          attributes &= ~FILE_ATTRIBUTE_DIRECTORY;
        }
        MEMORY.set(
            JAVA_INT_UNALIGNED,
            pFileAttributes,
            attributes == 0 ? FILE_ATTRIBUTE_NORMAL : attributes);
      }
      return pSize == Pointer.NULL ? STATUS_SUCCESS : give(descriptors.of(file), descriptor, pSize);
    } finally {
      path.release();
    }
  }

  int getSecurity(Dispatch dispatch, OpenFile file, long descriptor, long pSize) {
    return give(descriptors.of(file.file()), descriptor, pSize);
  }

  int setSecurity(Dispatch dispatch, OpenFile file, int securityInformation, long modification) {
    byte[] old = descriptors.of(file.file());
    byte[] changed;
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment input = arena.allocateFrom(JAVA_BYTE, old);
      MemorySegment result = arena.allocate(Long.BYTES, Long.BYTES);
      int status =
          functions.setSecurityDescriptor(
              input.address(), securityInformation, modification, result.address());
      if (status < 0) {
        return status;
      }
      long made = result.get(JAVA_LONG_UNALIGNED, 0);
      changed = SecurityDescriptor.copy(MEMORY, made);
      functions.deleteSecurityDescriptor(made);
    }
    return NtStatuses.of(
        volume.windows().setSecurityDescriptor(dispatch.call, file.file(), changed));
  }

  /** Hands out a descriptor, or says how large it is when the room is too small. */
  private static int give(byte[] bytes, long descriptor, long pSize) {
    long room = MEMORY.get(JAVA_LONG_UNALIGNED, pSize);
    MEMORY.set(JAVA_LONG_UNALIGNED, pSize, bytes.length);
    if (Long.compareUnsigned(bytes.length, room) > 0) {
      return STATUS_BUFFER_OVERFLOW;
    }
    if (descriptor != Pointer.NULL) {
      MemorySegment.copy(bytes, 0, MEMORY, JAVA_BYTE, descriptor, bytes.length);
    }
    return STATUS_SUCCESS;
  }
}
