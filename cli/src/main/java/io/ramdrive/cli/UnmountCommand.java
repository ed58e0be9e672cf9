// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.cli;

import io.ramdrive.MountedDrive;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ramdrive unmount}. */
@Command(
    name = "unmount",
    aliases = "umount",
    description = {"Unmount the drive at DIR, and wait until its process has ended.", ""})
final class UnmountCommand implements Callable<Integer> {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration PATIENCE_WHEN_LAZY = Duration.ofSeconds(3);

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "DIR", description = "Where the drive is mounted.")
  private Path directory = Path.of("");

  @Option(
      names = {"-l", "--lazy"},
      description =
          "Also when it is in use: the name goes at once, the files that are open when they are"
              + " closed.")
  private boolean lazy;

  @Override
  public Integer call() throws IOException, InterruptedException {
    MountedDrive drive = MountPoint.drive(directory);
    DriveRegistry registry = DriveRegistry.ofUser();
    Optional<DriveRecord> record = registry.find(drive.mountPoint());
    Unmount.run(drive.mountPoint(), lazy);
    if (record.isPresent()) {
      awaitEnd(record.get().process());
    }
    registry.sweep(MountedDrive.all());
    return ExitCode.OK;
  }

  private void awaitEnd(ProcessId process) throws InterruptedException {
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
    spec.commandLine()
        .getErr()
        .println(
            "Unmounted; process "
                + process.pid()
                + " goes on until the files that are open are closed.");
    spec.commandLine().getErr().flush();
  }
}
