// SPDX-License-Identifier: Apache-2.0
package io.ramdrive;

import io.ramdrive.fuse.FuseMount;
import io.ramdrive.fuse.FuseOptions;
import io.ramdrive.fuse.NotificationStatistics;
import io.ramdrive.volume.Volume;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** A mount on Linux. */
record FuseView(FuseMount mount) implements MountView {

  static FuseView mount(Volume volume, Path directory, RamDriveOptions options) throws IOException {
    refuse(DriveOption.DIR_INFO_TIMEOUT_MS, options.dirInfoTimeoutMs() >= 0);
    refuse(DriveOption.VOLUME_INFO_TIMEOUT_MS, options.volumeInfoTimeoutMs() >= 0);
    refuse(DriveOption.PURGE_ON_CLOSE, options.purgeOnClose());
    return new FuseView(FuseMount.mount(volume, directory, fuse(options)));
  }

  private static void refuse(DriveOption option, boolean chosen) throws IOException {
    if (chosen) {
      throw new IOException(option.key() + ": this is for Windows; leave it out on Linux");
    }
  }

  private static FuseOptions fuse(RamDriveOptions options) {
    return FuseOptions.builder()
        .label(options.volumeLabel())
        .enableKernelCache(options.enableKernelCache())
        .fileInfoTimeoutMs(options.effectiveTimeoutMs())
        .enableNotifications(options.enableNotifications())
        .exclusive(options.cache() == CacheMode.EXCLUSIVE)
        .transport(FuseOptions.Transport.valueOf(options.transport().name()))
        .passthrough(options.dataPath() == DataPath.PASSTHROUGH)
        .checkPermissions(options.checkPermissions())
        .xattrs(options.enableXattrs())
        .access(options.allowOther() ? FuseOptions.Access.EVERYBODY : FuseOptions.Access.OWNER)
        .build();
  }

  @Override
  public Path mountPoint() {
    return mount.mountPoint();
  }

  @Override
  public boolean isMounted() {
    return mount.isMounted();
  }

  @Override
  public Optional<Transport> transport() {
    return Optional.of(Transport.valueOf(mount.transport().name()));
  }

  @Override
  public String negotiation() {
    return mount.negotiation();
  }

  @Override
  public MountStatistics statistics() {
    NotificationStatistics told = mount.notifications();
    return new MountStatistics(told.sent(), told.failed(), told.merged(), told.overflows());
  }

  @Override
  public void awaitUnmounted() throws InterruptedException {
    mount.awaitUnmounted();
  }

  @Override
  public void close() {
    mount.close();
  }
}
