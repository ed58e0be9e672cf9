// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.cli;

import io.ramdrive.HostMemory;
import io.ramdrive.MountedDrive;
import io.ramdrive.Platform;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Linux: the kernel's mount table knows the drives, and its programs unmount them. */
final class LinuxHost implements Host {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration PATIENCE_WHEN_LAZY = Duration.ofSeconds(3);

  @Override
  public String placeholder() {
    return "DIR";
  }

  @Override
  public String mountPoints() {
    return "Existing empty directories.";
  }

  @Override
  public String[] mounting() {
    return new String[] {
      "Mount a new, empty drive at DIR and serve it until it is unmounted.",
      "Ctrl-C, SIGTERM, 'ramdrive unmount DIR' and 'umount DIR' end it; its content is gone then."
          + " With several directories all show the same drive, each with a kernel cache of its"
          + " own, and it ends when the last is unmounted.",
      ""
    };
  }

  @Override
  public String mountPoint(String text) {
    try {
      return MountPoint.resolve(Path.of(Platform.LINUX.mountPoint(text))).toString();
    } catch (IOException e) {
      throw new CommandFailure(ExitCode.CANNOT_MOUNT, String.valueOf(e.getMessage()), e);
    }
  }

  @Override
  public Optional<Path> root(String mountPoint) {
    return Optional.of(Path.of(mountPoint));
  }

  @Override
  public String daemonRefusal() {
    return "";
  }

  @Override
  public boolean usesStopFiles() {
    return false;
  }

  @Override
  public DriveRegistry registry() throws IOException {
    return DriveRegistry.ofUser();
  }

  @Override
  public List<MountedDrive> mounted() throws IOException {
    List<MountedDrive> mounted = MountedDrive.all();
    registry().sweep(mounted);
    return mounted;
  }

  @Override
  public MountedDrive drive(String text) {
    return MountPoint.drive(Path.of(text));
  }

  @Override
  public Optional<DriveRecord> record(Path mountPoint) throws IOException {
    return registry().find(mountPoint);
  }

  @Override
  public DriveSpace space(Path mountPoint) throws IOException {
    return DriveSpace.of(mountPoint);
  }

  @Override
  public void unmount(MountedDrive drive, boolean lazy, PrintWriter err)
      throws IOException, InterruptedException {
    DriveRegistry registry = registry();
    Optional<DriveRecord> record = registry.find(drive.mountPoint());
    Unmount.run(drive.mountPoint(), lazy);
    List<MountedDrive> left = MountedDrive.all();
    if (record.isPresent() && !isAmong(left, record.get().mountPoints())) {
      awaitEnd(record.get().process(), lazy, err);
    }
    registry.sweep(MountedDrive.all());
  }

  private static boolean isAmong(List<MountedDrive> drives, List<Path> mountPoints) {
    return drives.stream().anyMatch(drive -> mountPoints.contains(drive.mountPoint()));
  }

  private static void awaitEnd(ProcessId process, boolean lazy, PrintWriter err)
      throws InterruptedException {
    if (process.awaitEnd(lazy ? PATIENCE_WHEN_LAZY : PATIENCE)) {
      return;
    }
    if (!lazy) {
      throw new CommandFailure(
          ExitCode.FAILURE,
          "The drive is unmounted, but its process "
              + process.pid()
              + " has not ended within "
              + PATIENCE.toSeconds()
              + " s; 'kill "
              + process.pid()
              + "' ends it.");
    }
    err.println(
        "Unmounted; process "
            + process.pid()
            + " goes on until the files that are open are closed.");
    err.flush();
  }

  @Override
  public List<Finding> findings() {
    return new Doctor(Machine.here(), Runtime.version(), HostMemory.read()).findings();
  }
}
