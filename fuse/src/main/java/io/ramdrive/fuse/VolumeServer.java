// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

import io.ramdrive.volume.Volume;

/** Serves a volume. */
final class VolumeServer implements MountServer {
  private final FuseFileSystem fileSystem;

  VolumeServer(Volume volume, Negotiation negotiation) {
    fileSystem = new FuseFileSystem(volume, negotiation);
  }

  @Override
  public Runnable dispatcher(KernelChannel channel) {
    return new Dispatcher(channel, fileSystem);
  }

  @Override
  public void unmounted() {
    fileSystem.lookupCounts().releaseAll();
  }
}
