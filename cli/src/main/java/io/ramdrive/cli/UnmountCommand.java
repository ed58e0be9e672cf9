// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.cli;

import io.ramdrive.MountedDrive;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/** {@code ramdrive unmount}. */
final class UnmountCommand implements Callable<Integer> {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration PATIENCE_WHEN_LAZY = Duration.ofSeconds(3);

  private final Syntax syntax =
      Syntax.of(
              "unmount",
              this,
              "Unmount the drive at DIR, and wait until its process has ended, unless the drive is"
                  + " mounted elsewhere too.",
              "")
          .alias("umount")
          .withDirectory("Where the drive is mounted.")
          .withFlag(
              "Also when it is in use: the name goes at once, the files that are open when they"
                  + " are closed.",
              "-l",
              "--lazy");

  Syntax syntax() {
    return syntax;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    MountedDrive drive = MountPoint.drive(syntax.directory());
    DriveRegistry registry = DriveRegistry.ofUser();
    Optional<DriveRecord> record = registry.find(drive.mountPoint());
    Unmount.run(drive.mountPoint(), syntax.has("--lazy"));
    List<MountedDrive> left = MountedDrive.all();
    if (record.isPresent() && !isAmong(left, record.get().mountPoints())) {
      awaitEnd(record.get().process());
    }
    registry.sweep(MountedDrive.all());
    return ExitCode.OK;
  }

  private static boolean isAmong(List<MountedDrive> drives, List<Path> mountPoints) {
    return drives.stream().anyMatch(drive -> mountPoints.contains(drive.mountPoint()));
  }

  private void awaitEnd(ProcessId process) throws InterruptedException {
    if (process.awaitEnd(syntax.has("--lazy") ? PATIENCE_WHEN_LAZY : PATIENCE)) {
      return;
    }
    if (!syntax.has("--lazy")) {
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
    syntax
        .err()
        .println(
            "Unmounted; process "
                + process.pid()
                + " goes on until the files that are open are closed.");
    syntax.err().flush();
  }
}
