// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

import io.ramdrive.volume.Inode;
import io.ramdrive.volume.Volume;
import io.ramdrive.volume.VolumeOptions;
import java.util.Optional;

/** A volume that is served as a mount in cache mode {@code coherent} serves it, but not mounted. */
final class ServedVolume implements AutoCloseable {
  /** Everything that a kernel can offer. */
  private static final long ALL_FLAGS = -1;

  private static final long CAPACITY = 1L << 30;
  private static final int PAGE_SIZE = 4096;
  private static final int MAX_INODES = 1_000_000;

  private final Volume volume =
      Volume.create(new VolumeOptions(CAPACITY, PAGE_SIZE, MAX_INODES, false, 0, 0, 0755));

  private final FuseFileSystem fileSystem =
      new FuseFileSystem(
          volume,
          new Negotiation(
              Negotiation.MINOR,
              ALL_FLAGS,
              128 << 10,
              FuseOptions.builder().fileInfoTimeoutMs(FuseOptions.FOR_EVER).build(),
              volume.nameMatching(),
              Optional.of("no kernel")));

  Volume volume() {
    return volume;
  }

  /** For one thread. */
  Client connect() {
    return new Client(fileSystem);
  }

  Extents extents(Inode file, long size, int partSize) {
    return new Extents(volume, fileSystem.lookupCounts(), file, size, partSize);
  }

  @Override
  public void close() {
    fileSystem.lookupCounts().releaseAll();
    volume.close();
  }
}
