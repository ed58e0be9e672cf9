// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Takes a mount away, whether or not it is in use. */
final class Unmounter {
  private static final Logger LOG = System.getLogger(Unmounter.class.getName());

  /** Where fusectl shows the connections. */
  private static final Path CONNECTIONS = Path.of("/sys/fs/fuse/connections");

  /** MNT_DETACH | UMOUNT_NOFOLLOW of linux/fs.h. */
  private static final int DETACH = 2 | 8;

  /** MNT_FORCE | UMOUNT_NOFOLLOW of linux/fs.h. */
  private static final int FORCE = 1 | 8;

  private Unmounter() {}

  /** Fails all requests, as far as this user may: those under way and those to come. */
  static void abort(MountPoint point) {
    try (Arena arena = Arena.ofConfined()) {
      new Syscalls().umount2(point.allocate(arena).address(), FORCE);
    }
  }

  /**
   * As {@link #abort(MountPoint)}, also where the name has been taken away. Without fusectl
   * mounted, as it is where systemd runs, it does nothing.
   *
   * @param device major:minor of the file system
   */
  static void abort(String device) {
    String number = device.substring(device.indexOf(':') + 1);
    try {
      Files.writeString(
          CONNECTIONS.resolve(number).resolve("abort"), "1", StandardOpenOption.WRITE);
    } catch (IOException notThere) {
      LOG.log(Level.DEBUG, "Not aborted: {0}", notThere.toString());
    }
  }

  /**
   * Takes the name away at once. Programs that have files of it open keep them until they close
   * them or the server ends.
   *
   * @throws MountException when this user may not
   */
  static void detach(MountPoint point) throws MountException {
    int error;
    try (Arena arena = Arena.ofConfined()) {
      error = new Syscalls().umount2(point.allocate(arena).address(), DETACH);
    }
    if (error == -Errno.EPERM) {
      Fusermount.detach(point);
    } else if (error < 0) {
      throw new MountException(
          "Unmounting " + point + " failed: " + Errno.name(-error) + "; try: umount -l " + point);
    }
  }
}
