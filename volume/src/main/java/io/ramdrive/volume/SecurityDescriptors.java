// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.volume;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * The security descriptors of a volume, each kept once: what is made in a directory inherits the
 * same, so most files of a volume have one of a few. Thread-safe.
 */
final class SecurityDescriptors {
  private final InodeTable inodes;
  private final ConcurrentMap<SecurityDescriptor, SecurityDescriptor> table =
      new ConcurrentHashMap<>();

  SecurityDescriptors(InodeTable inodes) {
    this.inodes = inodes;
  }

  /** The descriptor with these bytes, for one more inode; null when the volume has no room. */
  @Nullable SecurityDescriptor take(byte[] bytes) {
    return table.compute(
        new SecurityDescriptor(bytes),
        (wanted, present) -> {
          SecurityDescriptor taken = present == null ? wanted : present;
          if (present == null && !inodes.charge(Xattrs.units(bytes.length))) {
            return null;
          }
          taken.holders++;
          return taken;
        });
  }

  /** Says that an inode has it no more. */
  void giveBack(@Nullable SecurityDescriptor descriptor) {
    if (descriptor != null) {
      table.computeIfPresent(
          descriptor,
          (key, present) -> {
            if (--present.holders > 0) {
              return present;
            }
            inodes.uncharge(Xattrs.units(present.bytes.length));
            return null;
          });
    }
  }
}
