// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp;

import io.ramdrive.volume.Call;
import io.ramdrive.volume.Inode;
import io.ramdrive.volume.Status;
import io.ramdrive.volume.Volume;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Extended attributes as they were, so that a request that fails half-way changes nothing. */
final class SavedAttributes {
  private final List<Saved> saved = new ArrayList<>();

  /** Keeps what the attribute {@code call.name()} is now, if it is at all. */
  void save(Volume volume, Call call, Inode inode, String name) {
    byte @Nullable [] value = null;
    while (volume.getxattr(call, inode, MemorySegment.NULL, 0, 0) == Status.OK) {
      value = new byte[(int) call.count()];
      MemorySegment copy = MemorySegment.ofArray(value);
      if (value.length == 0
          || volume.getxattr(call, inode, copy, 0, value.length) != Status.RANGE) {
        break;
      }
    }
    saved.add(new Saved(name, value));
  }

  /** Makes all that was saved what it was, the last first. */
  void restore(Volume volume, Call call, Inode inode) {
    for (Saved attribute : saved.reversed()) {
      ExtendedAttributeOperations.pointAt(call, attribute.name);
      byte[] value = attribute.value;
      if (value == null) {
        volume.removexattr(call, inode);
      } else {
        MemorySegment copy = MemorySegment.ofArray(value);
        volume.setxattr(call, inode, copy, 0, value.length, 0, false);
      }
    }
  }

  /** An attribute; null where there was none. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Saved(String name, byte @Nullable [] value) {}
}
