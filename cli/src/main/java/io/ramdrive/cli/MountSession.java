// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.cli;

import io.ramdrive.Mount;
import io.ramdrive.RamDrive;
import io.ramdrive.RamDriveOptions;
import io.ramdrive.Transport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A drive from its first mount to its end, whichever comes first: somebody else unmounts the last
 * mount, or a signal or a {@link StopFile} makes this process unmount all.
 */
final class MountSession implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(MountSession.class.getName());

  private final RamDrive drive;
  private final List<Mount> mounts = new ArrayList<>();
  private final SignalHook signalHook = SignalHook.set(this::endBySignal);
  private DriveRecord record;
  private @Nullable DriveRegistry registry;
  private @Nullable StopFile stopFile;
  private boolean closed;

  private MountSession(RamDrive drive, DriveRecord record) {
    this.drive = drive;
    this.record = record;
  }

  /** Mounts an empty drive at all of {@code mountPoints}, or at none. */
  static MountSession begin(
      Host host, List<String> mountPoints, String log, RamDriveOptions options) throws IOException {
    RamDrive drive;
    try {
      drive = RamDrive.create(options);
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(ExitCode.USAGE, String.valueOf(e.getMessage()), e);
    } catch (IllegalStateException | UnsupportedOperationException e) {
      throw new CommandFailure(ExitCode.CANNOT_MOUNT, String.valueOf(e.getMessage()), e);
    }
    List<Path> roots = mountPoints.stream().flatMap(each -> host.root(each).stream()).toList();
    // From here on a signal waits for the end of the mount and then unmounts.
    MountSession session = new MountSession(drive, DriveRecord.of(roots, log, options));
    try {
      // Written before the mount and removed after it: both reach the same directory even if the
      // drive hides it in between.
      session.register(host);
      for (String mountPoint : mountPoints) {
        session.mounts.add(drive.mount(mountPoint));
      }
      session.registerActual();
      return session;
    } catch (IOException | IllegalStateException e) {
      session.close();
      throw new CommandFailure(ExitCode.CANNOT_MOUNT, String.valueOf(e.getMessage()), e);
    }
  }

  private synchronized void register(Host host) {
    try {
      DriveRegistry found = host.registry();
      if (host.usesStopFiles()) {
        found.open();
        stopFile = StopFile.watch(found.stopFile(record.process()), this::end);
      }
      found.add(record);
      registry = found;
    } catch (IOException e) {
      unknown(e);
    }
  }

  /** What the system has chosen is known only now. */
  private synchronized void registerActual() {
    List<Path> actual = mounts.stream().map(Mount::mountPoint).toList();
    String transport =
        mounts.stream()
            .flatMap(mount -> mount.transport().stream())
            .map(Transport::key)
            .distinct()
            .collect(Collectors.joining(", "));
    DriveRecord before = record;
    record = record.as(actual, transport);
    if (registry != null && !record.equals(before)) {
      try {
        registry.add(record);
      } catch (IOException e) {
        unknown(e);
      }
    }
  }

  private static void unknown(IOException e) {
    LOG.log(
        System.Logger.Level.WARNING,
        "'ramdrive status' will not know this drive's options: " + e.getMessage());
  }

  /** Where the drive is mounted, for people. */
  String places() {
    return mounts.stream()
        .map(mount -> mount.mountPoint().toString())
        .collect(Collectors.joining(" and "));
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
      if (stopFile != null) {
        stopFile.close();
      }
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
