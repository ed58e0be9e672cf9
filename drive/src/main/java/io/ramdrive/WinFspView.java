// SPDX-License-Identifier: Apache-2.0
package io.ramdrive;

import io.ramdrive.volume.Volume;
import io.ramdrive.winfsp.NotificationStatistics;
import io.ramdrive.winfsp.WinFspMount;
import io.ramdrive.winfsp.WinFspOptions;
import io.ramdrive.winfsp.binding.DebugLog;
import io.ramdrive.winfsp.binding.WinFspLibrary;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** A mount on Windows. */
record WinFspView(WinFspMount mount, Path mountPoint) implements MountView {
  /** Where debugging is asked for, so that WinFsp's own log goes with it. */
  private static final System.Logger LOG = System.getLogger(WinFspMount.class.getName());

  private static final int ALL_REQUESTS = -1;

  static WinFspView mount(
      WinFspLibrary library, Volume volume, String mountPoint, RamDriveOptions options)
      throws IOException {
    boolean debug = LOG.isLoggable(System.Logger.Level.DEBUG);
    if (debug) {
      DebugLog.toStandardError(library);
    }
    WinFspOptions settings = winFsp(options).debugLog(debug ? ALL_REQUESTS : 0).build();
    WinFspMount mount = WinFspMount.mount(library, volume, mountPoint, settings);
    return new WinFspView(mount, Platform.WINDOWS.root(mount.mountPoint()).orElseThrow());
  }

  private static WinFspOptions.Builder winFsp(RamDriveOptions options) {
    return WinFspOptions.builder()
        .label(options.volumeLabel())
        .enableKernelCache(options.enableKernelCache())
        .fileInfoTimeoutMs(options.effectiveTimeoutMs())
        .dirInfoTimeoutMs(options.dirInfoTimeoutMs())
        .volumeInfoTimeoutMs(options.volumeInfoTimeoutMs())
        .flushAndPurgeOnCleanup(options.purgeOnClose())
        .enableNotifications(options.enableNotifications())
        .uid(options.uid())
        .gid(options.gid());
  }

  @Override
  public boolean isMounted() {
    return mount.isMounted();
  }

  @Override
  public Optional<Transport> transport() {
    return Optional.empty();
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
