// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Takes a drive of any process out of the mount table, by the system's own programs. */
final class Unmount {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private Unmount() {}

  static void run(Path mountPoint, boolean lazy) throws IOException {
    boolean root = (int) Files.getAttribute(Path.of("/proc/self"), "unix:uid") == 0;
    SystemProgram unmount;
    try {
      unmount = SystemProgram.run(PATIENCE, command(mountPoint, lazy, root));
    } catch (IOException e) {
      throw new CommandFailure(
          ExitCode.FAILURE,
          mountPoint + " cannot be unmounted (" + e.getMessage() + "); see 'ramdrive doctor'.",
          e);
    }
    if (unmount.exitCode() == 0) {
      return;
    }
    String said = unmount.output().strip();
    if (said.contains("busy")) {
      throw new CommandFailure(
          ExitCode.BUSY,
          mountPoint
              + " is in use"
              + Users.of(mountPoint)
              + "; end that first, or use --lazy to let it end by itself.");
    }
    throw new CommandFailure(
        ExitCode.FAILURE, mountPoint + " cannot be unmounted: " + said.replace("\n", "; "));
  }

  private static List<String> command(Path mountPoint, boolean lazy, boolean root) {
    List<String> command = new ArrayList<>();
    if (root) {
      command.add("umount");
      if (lazy) {
        command.add("-l");
      }
    } else {
      command.add("fusermount3");
      command.add("-u");
      if (lazy) {
        command.add("-z");
      }
    }
    command.add("--");
    command.add(mountPoint.toString());
    return command;
  }
}
