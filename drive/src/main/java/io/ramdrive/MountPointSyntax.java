// SPDX-License-Identifier: Apache-2.0
package io.ramdrive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** How people spell mount points: a directory on Linux, a letter and more on Windows. */
final class MountPointSyntax {
  private static final String ANY_LETTER = "*";

  /** Win32's name space of devices, in which the Mount Manager names letters. */
  private static final String DEVICE = "\\\\.\\";

  private MountPointSyntax() {}

  /** The directory that {@code text} names. */
  static Path onLinux(String text) throws IOException {
    Path directory = Path.of(text);
    boolean windows = text.equals(ANY_LETTER) || text.startsWith("\\\\") || startsWithLetter(text);
    if (windows && !Files.exists(directory)) {
      throw new IOException(
          "'"
              + text
              + "' is a mount point of Windows; on Linux name an existing empty directory, such as"
              + " /mnt/ram.");
    }
    return directory;
  }

  /**
   * {@code text} as WinFsp is to get it: {@code R:}, {@code *}, {@code \\server\share}, or a
   * directory, which may be relative still.
   */
  static String onWindows(String text) throws IOException {
    String name = text.strip();
    if (name.equals(ANY_LETTER)) {
      return name;
    }
    String plain = name.startsWith(DEVICE) ? name.substring(DEVICE.length()) : name;
    if (isLetter(plain)) {
      return plain.substring(0, 1).toUpperCase(Locale.ROOT) + ":";
    }
    if (isShare(name) || (!name.isEmpty() && !name.startsWith("/") && !name.startsWith("\\\\"))) {
      return name;
    }
    throw new IOException(
        "'"
            + text
            + "' is no mount point of Windows; name a letter such as R:, * for any free letter, a"
            + " directory that does not exist yet such as C:\\ram, or a share such as"
            + " \\\\ramdrive\\temp.");
  }

  /** Where programs find what WinFsp has mounted at {@code mountPoint}. */
  static String rootOnWindows(String mountPoint) {
    String plain =
        mountPoint.startsWith(DEVICE) ? mountPoint.substring(DEVICE.length()) : mountPoint;
    return isLetter(plain) || isShare(plain) ? withBackslash(plain) : plain;
  }

  private static String withBackslash(String root) {
    return root.endsWith("\\") ? root : root + "\\";
  }

  /** {@code R}, {@code R:} or {@code R:\}. */
  private static boolean isLetter(String text) {
    boolean letter = text.length() == 1 && isAsciiLetter(text.charAt(0));
    return letter || (startsWithLetter(text) && text.length() <= 3);
  }

  /** {@code R:}, {@code R:\} and what is below it. */
  private static boolean startsWithLetter(String text) {
    return text.length() >= 2
        && isAsciiLetter(text.charAt(0))
        && text.charAt(1) == ':'
        && (text.length() == 2 || text.charAt(2) == '\\' || text.charAt(2) == '/');
  }

  private static boolean isAsciiLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  /** {@code \\server\share}, and nothing below it. */
  private static boolean isShare(String text) {
    if (!text.startsWith("\\\\") || text.startsWith(DEVICE) || text.startsWith("\\\\?\\")) {
      return false;
    }
    int separator = text.indexOf('\\', 2);
    int end = separator < 0 ? -1 : text.indexOf('\\', separator + 1);
    return separator > 2 && separator < text.length() - 1 && (end < 0 || end == text.length() - 1);
  }
}
