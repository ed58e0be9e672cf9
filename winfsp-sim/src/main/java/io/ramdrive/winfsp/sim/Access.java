// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.sim;

import java.util.List;

/** Access rights: winnt.h, and who gets them by a descriptor. */
final class Access {
  static final int FILE_WRITE_DATA = 0x0002; // FILE_ADD_FILE
  static final int FILE_APPEND_DATA = 0x0004; // FILE_ADD_SUBDIRECTORY
  static final int FILE_LIST_DIRECTORY = 0x0001;
  static final int FILE_TRAVERSE = 0x0020;
  static final int FILE_DELETE_CHILD = 0x0040;
  static final int FILE_READ_ATTRIBUTES = 0x0080;
  static final int DELETE = 0x0001_0000;
  static final int READ_CONTROL = 0x0002_0000;
  static final int WRITE_DAC = 0x0004_0000;
  static final int WRITE_OWNER = 0x0008_0000;
  static final int MAXIMUM_ALLOWED = 0x0200_0000;
  static final int GENERIC_ALL = 0x1000_0000;
  static final int GENERIC_EXECUTE = 0x2000_0000;
  static final int GENERIC_WRITE = 0x4000_0000;
  static final int GENERIC_READ = 0x8000_0000;
  static final int FILE_ALL_ACCESS = 0x001F_01FF;
  static final int FILE_GENERIC_READ = 0x0012_0089;
  static final int FILE_GENERIC_WRITE = 0x0012_0116;
  static final int FILE_GENERIC_EXECUTE = 0x0012_00A0;

  /** The answer of {@link #check} when access is denied. */
  static final int DENIED = -1;

  private Access() {}

  /** Replaces generic rights by those of files: FspFileGenericMapping. */
  static int mapGeneric(int mask) {
    int mapped = mask & ~(GENERIC_ALL | GENERIC_EXECUTE | GENERIC_WRITE | GENERIC_READ);
    mapped |= (mask & GENERIC_ALL) != 0 ? FILE_ALL_ACCESS : 0;
    mapped |= (mask & GENERIC_READ) != 0 ? FILE_GENERIC_READ : 0;
    mapped |= (mask & GENERIC_WRITE) != 0 ? FILE_GENERIC_WRITE : 0;
    mapped |= (mask & GENERIC_EXECUTE) != 0 ? FILE_GENERIC_EXECUTE : 0;
    return mapped;
  }

  /** The rights that the caller gets, or {@link #DENIED}: AccessCheck. */
  static int check(SecurityDescriptor descriptor, Caller caller, int desired) {
    boolean maximum = (desired & MAXIMUM_ALLOWED) != 0;
    int wanted = desired & ~MAXIMUM_ALLOWED;
    int granted = granted(descriptor, caller);
    if ((wanted & ~granted) != 0) {
      return DENIED;
    }
    return maximum ? granted : wanted;
  }

  private static int granted(SecurityDescriptor descriptor, Caller caller) {
    List<Ace> dacl = descriptor.dacl();
    if (dacl == null) {
      return FILE_ALL_ACCESS;
    }
    int allowed = caller.user().equals(descriptor.owner()) ? READ_CONTROL | WRITE_DAC : 0;
    int denied = 0;
    for (Ace ace : dacl) {
      boolean about = ace.sid().equals(caller.user()) || caller.groups().contains(ace.sid());
      if (ace.has(Ace.INHERIT_ONLY) || !about) {
        continue;
      }
      int mask = mapGeneric(ace.mask());
      if (ace.type() == Ace.ACCESS_ALLOWED) {
        allowed |= mask & ~denied;
      } else if (ace.type() == Ace.ACCESS_DENIED) {
        denied |= mask & ~allowed;
      }
    }
    return allowed;
  }
}
