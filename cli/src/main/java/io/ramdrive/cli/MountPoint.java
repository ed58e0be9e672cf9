// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.cli;

import io.ramdrive.MountedDrive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Finds what users mean by a directory in the kernel's mount table, which knows no symlinks. */
final class MountPoint {
  private MountPoint() {}

  /** {@code directory} as the mount table would have it; the directory itself need not answer. */
  static Path resolve(Path directory) {
    Path absolute = directory.toAbsolutePath().normalize();
    Path parent = absolute.getParent();
    Path name = absolute.getFileName();
    if (parent == null || name == null) {
      return absolute;
    }
    try {
      // Only the parents are asked, unless the last name is a symlink: a dead drive answers
      // nothing.
      Path resolved = parent.toRealPath().resolve(name);
      return Files.isSymbolicLink(resolved) ? resolved.toRealPath() : resolved;
    } catch (IOException e) {
      return absolute;
    }
  }

  /** The drive that is mounted at {@code directory}. */
  static MountedDrive drive(Path directory) {
    try {
      // First without asking any file system: the drive may hang.
      Optional<MountedDrive> drive = MountedDrive.at(directory.toAbsolutePath().normalize());
      if (drive.isEmpty()) {
        drive = MountedDrive.at(resolve(directory));
      }
      if (drive.isPresent()) {
        return drive.get();
      }
    } catch (IOException e) {
      throw new CommandFailure(
          ExitCode.FAILURE, "The mount table cannot be read (" + e.getMessage() + ").", e);
    }
    throw new CommandFailure(
        ExitCode.NOT_MOUNTED,
        "No drive is mounted at " + directory + "; 'ramdrive list' shows those that are.");
  }
}
