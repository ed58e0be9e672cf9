// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import io.ramdrive.winfsp.binding.NtStatus;
import io.ramdrive.winfsp.binding.Operations;
import io.ramdrive.winfsp.binding.Pointer;

/** Views that get security descriptors wrong, or names. */
final class SecurityBugs {
  private SecurityBugs() {}

  /** A descriptor that does not fit is handed out as if it did. */
  static final class NoBufferOverflow extends ForwardingOperations {
    NoBufferOverflow(Operations view) {
      super(view);
    }

    @Override
    public int getSecurityByName(
        long fileName,
        long pFileAttributes,
        long securityDescriptor,
        long pSecurityDescriptorSize) {
      return fits(
          view.getSecurityByName(
              fileName, pFileAttributes, securityDescriptor, pSecurityDescriptorSize));
    }

    @Override
    public int getSecurity(
        long fileContext, long securityDescriptor, long pSecurityDescriptorSize) {
      return fits(view.getSecurity(fileContext, securityDescriptor, pSecurityDescriptorSize));
    }

    private static int fits(int status) {
      return status == NtStatus.STATUS_BUFFER_OVERFLOW ? NtStatus.STATUS_SUCCESS : status;
    }
  }

  /** A missing file and a missing directory are taken for each other. */
  static final class NameForPath extends ForwardingOperations {
    NameForPath(Operations view) {
      super(view);
    }

    @Override
    public int getSecurityByName(
        long fileName,
        long pFileAttributes,
        long securityDescriptor,
        long pSecurityDescriptorSize) {
      int status =
          view.getSecurityByName(
              fileName, pFileAttributes, securityDescriptor, pSecurityDescriptorSize);
      return switch (status) {
        case NtStatus.STATUS_OBJECT_PATH_NOT_FOUND -> NtStatus.STATUS_OBJECT_NAME_NOT_FOUND;
        case NtStatus.STATUS_OBJECT_NAME_NOT_FOUND -> NtStatus.STATUS_OBJECT_PATH_NOT_FOUND;
        default -> status;
      };
    }
  }

  /** No entry of any descriptor is for children. */
  static final class NothingInherited extends ForwardingOperations {
    NothingInherited(Operations view) {
      super(view);
    }

    @Override
    public int getSecurityByName(
        long fileName,
        long pFileAttributes,
        long securityDescriptor,
        long pSecurityDescriptorSize) {
      return stripped(
          view.getSecurityByName(
              fileName, pFileAttributes, securityDescriptor, pSecurityDescriptorSize),
          securityDescriptor);
    }

    @Override
    public int getSecurity(
        long fileContext, long securityDescriptor, long pSecurityDescriptorSize) {
      return stripped(
          view.getSecurity(fileContext, securityDescriptor, pSecurityDescriptorSize),
          securityDescriptor);
    }

    private static int stripped(int status, long descriptor) {
      if (status == 0 && descriptor != 0) {
        long acl = descriptor + Pointer.MEMORY.get(JAVA_INT_UNALIGNED, descriptor + 16);
        long entry = acl + 8;
        for (int i = Pointer.MEMORY.get(JAVA_SHORT_UNALIGNED, acl + 4); i > 0; i--) {
          Pointer.MEMORY.set(JAVA_BYTE, entry + 1, (byte) 0);
          entry += Pointer.MEMORY.get(JAVA_SHORT_UNALIGNED, entry + 2);
        }
      }
      return status;
    }
  }

  /** What the creator wants is not asked. */
  static final class DescriptorForgotten extends ForwardingOperations {
    DescriptorForgotten(Operations view) {
      super(view);
    }

    @Override
    public int createEx(
        long fileName,
        int createOptions,
        int grantedAccess,
        int fileAttributes,
        long securityDescriptor,
        long allocationSize,
        long extraBuffer,
        int extraLength,
        boolean extraBufferIsReparsePoint,
        long pFileContext,
        long fileInfo) {
      return view.createEx(
          fileName,
          createOptions,
          grantedAccess,
          fileAttributes,
          Pointer.NULL,
          allocationSize,
          extraBuffer,
          extraLength,
          extraBufferIsReparsePoint,
          pFileContext,
          fileInfo);
    }

    @Override
    public int create(
        long fileName,
        int createOptions,
        int grantedAccess,
        int fileAttributes,
        long securityDescriptor,
        long allocationSize,
        long pFileContext,
        long fileInfo) {
      return view.create(
          fileName,
          createOptions,
          grantedAccess,
          fileAttributes,
          Pointer.NULL,
          allocationSize,
          pFileContext,
          fileInfo);
    }
  }
}
