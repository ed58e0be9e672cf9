// SPDX-License-Identifier: Apache-2.0
package io.ramdrive;

import io.ramdrive.volume.Volume;
import io.ramdrive.winfsp.NotificationStatistics;
import io.ramdrive.winfsp.WinFspMount;
import io.ramdrive.winfsp.WinFspOptions;
import io.ramdrive.winfsp.binding.WinFspLibrary;
import java.io.IOException;
import java.nio.file.Path;

/** A mount on Windows. */
record WinFspView(WinFspMount mount, Path mountPoint) implements MountView {
  static WinFspView mount(
      WinFspLibrary library, Volume volume, String mountPoint, RamDriveOptions options)
      throws IOException {
    WinFspMount mount = WinFspMount.mount(library, volume, mountPoint, winFsp(options));
    return new WinFspView(mount, Platform.WINDOWS.root(mount.mountPoint()).orElseThrow());
  }

  private static WinFspOptions winFsp(RamDriveOptions options) {
    return WinFspOptions.builder()
        .label(options.volumeLabel())
        .enableKernelCache(options.enableKernelCache())
        .fileInfoTimeoutMs(options.effectiveTimeoutMs())
        .enableNotifications(options.enableNotifications())
        .uid(options.uid())
        .gid(options.gid())
        .build();
  }

  @Override
  public boolean isMounted() {
    return mount.isMounted();
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
