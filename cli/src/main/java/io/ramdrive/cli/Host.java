// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.cli;

import io.ramdrive.MountedDrive;
import io.ramdrive.Platform;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What the commands ask of the system that they run on. */
interface Host {
  /** That of this machine. */
  static Host current() {
    return switch (Platform.current()) {
      case LINUX -> new LinuxHost();
      case WINDOWS -> new WindowsHost(System.getenv());
    };
  }

  /** What stands for a mount point in a usage text. */
  String placeholder();

  /** What a mount point has to be, in one sentence. */
  String mountPoints();

  /** What the command {@code mount} does, in two paragraphs. */
  String[] mounting();

  /** {@code text} as a drive is mounted there, whatever the working directory. */
  String mountPoint(String text);

  /** Where a drive that is mounted at {@code mountPoint} is found, if that is known before. */
  Optional<Path> root(String mountPoint);

  /** Why a drive cannot be served in the background; empty when it can. */
  String daemonRefusal();

  /** Whether {@link DriveRegistry#stopFile} is the way to end a drive. */
  boolean usesStopFiles();

  /** Where this process writes down what it mounts. */
  DriveRegistry registry() throws IOException;

  /** All drives; records of those that ended without a farewell are removed. */
  List<MountedDrive> mounted() throws IOException;

  /** The drive that is mounted at {@code text}, which a user wrote. */
  MountedDrive drive(String text);

  /** What the process that mounted a drive has written down, if this user may know. */
  Optional<DriveRecord> record(Path mountPoint) throws IOException;

  /**
   * How full a drive is.
   *
   * @throws IOException in a few words, when the drive does not answer
   */
  DriveSpace space(Path mountPoint) throws IOException;

  /** Unmounts a drive and waits for the end of its process. */
  void unmount(MountedDrive drive, boolean lazy, PrintWriter err)
      throws IOException, InterruptedException;

  /** What this machine offers a drive. */
  List<Finding> findings();
}
