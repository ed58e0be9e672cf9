// SPDX-License-Identifier: Apache-2.0
package io.ramdrive;

import io.ramdrive.winfsp.binding.MountPoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/** How people spell mount points: a directory on Linux, a letter and more on Windows. */
final class MountPointSyntax {
  private static final String ANY_LETTER = "*";

  /** A letter with all that may follow it, and a share. */
  private static final Pattern OF_WINDOWS = Pattern.compile("[A-Za-z]:([\\\\/].*)?|\\\\\\\\.*");

  private MountPointSyntax() {}

  /** The directory that {@code text} names. */
  static Path onLinux(String text) throws IOException {
    Path directory = Path.of(text);
    boolean windows = text.equals(ANY_LETTER) || OF_WINDOWS.matcher(text).matches();
    if (windows && !Files.exists(directory)) {
      throw new IOException(
          "'"
              + text
              + "' is a mount point of Windows; on Linux name an existing empty directory, such as"
              + " /mnt/ram.");
    }
    return directory;
  }

  /** {@code text} as WinFsp is to get it, directories absolute. */
  static String onWindows(String text) throws IOException {
    String stripped = text.strip();
    boolean absolute =
        stripped.length() < 2
            || stripped.startsWith("/")
            || stripped.startsWith("\\")
            || stripped.indexOf(':') >= 0;
    String complete = absolute ? stripped : Path.of(stripped).toAbsolutePath().toString();
    return MountPoint.parse(complete).text();
  }

  /** Where programs find what is mounted at {@code mountPoint}, when it says so. */
  static Optional<String> rootOnWindows(String mountPoint) throws IOException {
    MountPoint parsed = MountPoint.parse(mountPoint);
    return switch (parsed.kind()) {
      case ANY_DRIVE -> Optional.empty();
      case DRIVE, SHARE -> Optional.of(parsed.text() + "\\");
      case DIRECTORY -> Optional.of(parsed.text());
      case MANAGED -> rootOnWindows(parsed.preflight().orElseThrow());
    };
  }
}
