// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.volume;

/** A FIFO, socket or device node: the kernel gives it its meaning, the volume only remembers it. */
final class SpecialFile extends Inode {
  private final int device;

  SpecialFile(Volume volume, long id, Call call, int mode, int device) {
    super(volume, id, call, mode);
    this.device = device;
  }

  @Override
  long size() {
    return 0;
  }

  @Override
  int device() {
    return device;
  }
}
