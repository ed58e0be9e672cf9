// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.cli;

import io.ramdrive.Mount;
import io.ramdrive.RamDrive;
import io.ramdrive.RamDriveOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A drive from its first mount to its end, whichever comes first: somebody else unmounts the last
 * mount, or a signal makes this process unmount all.
 */
final class MountSession implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(MountSession.class.getName());

  private final RamDrive drive;
  private final @Nullable DriveRegistry registry;
  private final DriveRecord record;
  private final List<Mount> mounts = new ArrayList<>();
  private final SignalHook signalHook = SignalHook.set(this::endBySignal);
  private boolean closed;

  private MountSession(RamDrive drive, @Nullable DriveRegistry registry, DriveRecord record) {
    this.drive = drive;
    this.registry = registry;
    this.record = record;
  }

  /** Mounts an empty drive at all of {@code mountPoints}, or at none. */
  static MountSession begin(List<Path> mountPoints, String log, RamDriveOptions options)
      throws IOException {
    RamDrive drive;
    try {
      drive = RamDrive.create(options);
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(ExitCode.USAGE, String.valueOf(e.getMessage()), e);
    } catch (IllegalStateException | UnsupportedOperationException e) {
      throw new CommandFailure(ExitCode.CANNOT_MOUNT, String.valueOf(e.getMessage()), e);
    }
    // Written before the mount and removed after it: both reach the same directory even if the
    // drive hides it in between.
    DriveRecord record = DriveRecord.of(mountPoints, log, options);
    // From here on a signal waits for the end of the mount and then unmounts.
    MountSession session = new MountSession(drive, register(record), record);
    try {
      for (Path mountPoint : mountPoints) {
        session.mounts.add(drive.mount(mountPoint));
      }
      return session;
    } catch (IOException | IllegalStateException e) {
      session.close();
      throw new CommandFailure(ExitCode.CANNOT_MOUNT, String.valueOf(e.getMessage()), e);
    }
  }

  private static @Nullable DriveRegistry register(DriveRecord record) {
    try {
      DriveRegistry registry = DriveRegistry.ofUser();
      registry.add(record);
      return registry;
    } catch (IOException e) {
      LOG.log(
          System.Logger.Level.WARNING,
          "'ramdrive status' will not know this drive's options: " + e.getMessage());
      return null;
    }
  }

  /** What was agreed on with the kernel: the same for each mount. */
  String negotiation() {
    return mounts.getFirst().negotiation();
  }

  /** Waits until the last mount is unmounted. */
  void awaitUnmounted() throws InterruptedException {
    for (Mount mount : mounts) {
      mount.awaitUnmounted();
    }
  }

  private void endBySignal() {
    end();
    // The drive is gone as asked for: that is success, not the 143 that the JVM would answer.
    Runtime.getRuntime().halt(ExitCode.OK);
  }

  private synchronized void end() {
    if (!closed) {
      closed = true;
      drive.close();
      if (registry != null) {
        registry.remove(record);
      }
    }
  }

  /** Unmounts, unless that has happened, and gives all memory back. */
  @Override
  public void close() {
    end();
    signalHook.remove();
  }
}
