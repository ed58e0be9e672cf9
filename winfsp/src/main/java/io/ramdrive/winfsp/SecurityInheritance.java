// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp;

import static io.ramdrive.winfsp.Ace.CONTAINER_INHERIT_ACE;
import static io.ramdrive.winfsp.Ace.INHERIT_ONLY_ACE;
import static io.ramdrive.winfsp.Ace.NO_PROPAGATE_INHERIT_ACE;
import static io.ramdrive.winfsp.Ace.OBJECT_INHERIT_ACE;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The security descriptor of what was made without one: by another view of the volume, or before
 * the mount. It has what its directory hands down, as if the directory's owner had made it; Windows
 * does the same for what its programs make, and marks no entry as inherited either
 * (CreatePrivateObjectSecurity).
 */
final class SecurityInheritance {
  private static final int GENERIC_ALL = 0x10000000;
  private static final int GENERIC_EXECUTE = 0x20000000;
  private static final int GENERIC_WRITE = 0x40000000;
  private static final int GENERIC_READ = 0x80000000;
  private static final int GENERIC = GENERIC_ALL | GENERIC_EXECUTE | GENERIC_WRITE | GENERIC_READ;

  private final SecurityDescriptor parent;
  private final boolean isDirectory;
  private final List<Ace> entries = new ArrayList<>();

  private SecurityInheritance(SecurityDescriptor parent, boolean isDirectory) {
    this.parent = parent;
    this.isDirectory = isDirectory;
  }

  /** What a new file or directory inherits from a directory with this descriptor. */
  static byte[] inherit(byte[] parentDescriptor, boolean isDirectory) {
    SecurityDescriptor parent = SecurityDescriptor.parse(parentDescriptor);
    return new SecurityInheritance(parent, isDirectory).inherit().toBytes();
  }

  private SecurityDescriptor inherit() {
    int control = SecurityDescriptor.SE_DACL_PRESENT;
    byte[] list = parent.dacl();
    if (list.length > 0) {
      for (Ace entry : AccessControlList.entries(list)) {
        add(entry);
      }
      if (!entries.isEmpty()) {
        list = AccessControlList.of(entries);
      } // else nothing is handed down: whoever may use the directory may use what is in it
    }
    return new SecurityDescriptor(control, parent.owner(), parent.group(), list);
  }

  private void add(Ace entry) {
    boolean propagates = isDirectory && !entry.has(NO_PROPAGATE_INHERIT_ACE);
    int handedOn = entry.flags() & (OBJECT_INHERIT_ACE | CONTAINER_INHERIT_ACE);
    if (entry.has(isDirectory ? CONTAINER_INHERIT_ACE : OBJECT_INHERIT_ACE)) {
      Ace effective = effective(entry);
      boolean same =
          effective.mask() == entry.mask() && Arrays.equals(effective.rest(), entry.rest());
      if (propagates && same) {
        entries.add(with(effective, handedOn));
        return;
      }
      entries.add(with(effective, 0));
      if (propagates) {
        entries.add(with(entry, handedOn | INHERIT_ONLY_ACE));
      }
    } else if (propagates && entry.has(OBJECT_INHERIT_ACE)) {
      entries.add(with(entry, handedOn | INHERIT_ONLY_ACE));
    }
  }

  /** What the entry means for the new object: its owner for CREATOR OWNER, its kind of rights. */
  private Ace effective(Ace entry) {
    byte[] rest = entry.rest();
    if (entry.isPlain()) {
      if (Sid.isAt(rest, 0, Sid.CREATOR_OWNER) && parent.owner().length > 0) {
        rest = parent.owner();
      } else if (Sid.isAt(rest, 0, Sid.CREATOR_GROUP) && parent.group().length > 0) {
        rest = parent.group();
      }
    }
    return new Ace(entry.type(), entry.flags(), specific(entry.mask()), rest);
  }

  private static int specific(int mask) {
    int rights = mask & ~GENERIC;
    rights |= (mask & GENERIC_ALL) == 0 ? 0 : FileRights.FILE_ALL_ACCESS;
    rights |= (mask & GENERIC_READ) == 0 ? 0 : FileRights.FILE_GENERIC_READ;
    rights |= (mask & GENERIC_WRITE) == 0 ? 0 : FileRights.FILE_GENERIC_WRITE;
    return rights | ((mask & GENERIC_EXECUTE) == 0 ? 0 : FileRights.FILE_GENERIC_EXECUTE);
  }

  private static Ace with(Ace entry, int flags) {
    return new Ace(entry.type(), flags, entry.mask(), entry.rest());
  }
}
