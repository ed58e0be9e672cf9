// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.cli;

import java.io.IOException;
import java.util.concurrent.Callable;

/** {@code ramdrive unmount}. */
final class UnmountCommand implements Callable<Integer> {
  private final Host host;
  private final Syntax syntax;

  UnmountCommand(Host host) {
    this.host = host;
    String place = host.placeholder();
    syntax =
        Syntax.of(
                "unmount",
                this,
                "Unmount the drive at "
                    + place
                    + ", and wait until its process has ended, unless the drive is mounted"
                    + " elsewhere too.",
                "")
            .alias("umount")
            .withMountPoint(place, "Where the drive is mounted.")
            .withFlag(
                "Also when it is in use: the name goes at once, the files that are open when they"
                    + " are closed.",
                "-l",
                "--lazy");
  }

  Syntax syntax() {
    return syntax;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    host.unmount(host.drive(syntax.mountPoint()), syntax.has("--lazy"), syntax.err());
    return ExitCode.OK;
  }
}
