// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.integration;

import io.ramdrive.fuse.FuseMount;
import io.ramdrive.fuse.FuseOptions;
import io.ramdrive.nio.RamDriveFileSystem;
import io.ramdrive.volume.NameMatching;
import io.ramdrive.volume.Volume;
import io.ramdrive.volume.VolumeOptions;
import io.ramdrive.winfsp.WinFspMount;
import io.ramdrive.winfsp.WinFspOptions;
import io.ramdrive.winfsp.binding.WinFspLibrary;
import io.ramdrive.winfsp.sim.SimSettings;
import io.ramdrive.winfsp.sim.SimVolume;
import io.ramdrive.winfsp.sim.SimWindows;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * One volume that this machine's kernel has mounted, and a simulated Windows too, and Java. Both
 * kernels may cache for ever.
 */
final class LinuxAndWindows implements AutoCloseable {
  private static final long FOR_EVER = 4_294_967_295L;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Volume volume;
  private final Path directory;
  private final FuseMount linux;
  private final SimWindows machine;
  private final WinFspMount mount;
  private final SimVolume windows;
  private final RamDriveFileSystem java;

  LinuxAndWindows(NameMatching names, long seed) throws IOException {
    volume = Volume.create(new VolumeOptions(64 << 20, 4096, 10_000, false, 0, 0, 0755, names));
    directory = Files.createTempDirectory("ramdrive-views-").toRealPath();
    linux =
        FuseMount.mount(
            volume, directory, FuseOptions.builder().fileInfoTimeoutMs(FOR_EVER).build());
    machine = SimWindows.start(new SimSettings().seed(seed));
    mount =
        WinFspMount.mount(
            WinFspLibrary.of(machine.dll()),
            volume,
            "R:",
            WinFspOptions.builder().fileInfoTimeoutMs(FOR_EVER).build());
    windows = machine.volume("R:");
    windows.expectOutsideChanges();
    java = RamDriveFileSystem.over(volume, "views", 0, 0);
  }

  /** Where {@code path}, such as {@code /x}, is on the Linux mount. */
  Path linux(String path) {
    return directory.resolve(path.substring(1));
  }

  /** Where it is for Java. */
  Path java(String path) {
    return java.getPath(path);
  }

  SimVolume windows() {
    return windows;
  }

  /** Waits until both kernels have done what they were told of all changes before. */
  void settle() {
    if (!volume.awaitDelivered(null, System.nanoTime() + PATIENCE.toNanos())) {
      throw new IllegalStateException("a kernel has not been told within " + PATIENCE);
    }
    machine.awaitNotifications();
  }

  @Override
  public void close() {
    try {
      java.close();
      mount.close();
      machine.close();
      linux.close();
      Files.delete(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      volume.close();
    }
  }
}
