// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The mounts that this process sees, as /proc/self/mountinfo tells (proc(5)). */
final class MountTable {
  private static final Path MOUNTINFO = Path.of("/proc/self/mountinfo");

  private final List<Entry> entries;

  /**
   * One mount.
   *
   * @param device major:minor of the file system; two mounts with the same are views of the same
   * @param mountPoint where: the kernel's bytes, each as one character
   * @param type the file system type, with its subtype: {@code fuse.ramdrive}
   */
  record Entry(String device, String mountPoint, String type) {}

  private MountTable(List<Entry> entries) {
    this.entries = entries;
  }

  /** Reads the table. This asks no file system anything, so that it works while one hangs. */
  static MountTable read() throws MountException {
    try {
      return parse(Files.readString(MOUNTINFO, StandardCharsets.ISO_8859_1));
    } catch (IOException unreadable) {
      throw new MountException(
          "Cannot read " + MOUNTINFO + "; mounting needs /proc to be mounted.", unreadable);
    }
  }

  /** Makes a table from the text of a mountinfo file, one character per byte. */
  static MountTable parse(String text) {
    List<Entry> entries = new ArrayList<>();
    for (String line : text.split("\n", -1)) {
      // 36 35 98:0 /root /mount/point rw,noatime master:1 - type source rw
      String[] fields = line.split(" ", -1);
      int separator = Arrays.asList(fields).indexOf("-");
      if (separator >= 6 && separator + 1 < fields.length) {
        entries.add(new Entry(fields[2], unescape(fields[4]), fields[separator + 1]));
      }
    }
    return new MountTable(entries);
  }

  /** What is mounted at exactly this path; of several on top of each other, the visible one. */
  Optional<Entry> at(String mountPoint) {
    for (Entry entry : entries.reversed()) {
      if (entry.mountPoint().equals(mountPoint)) {
        return Optional.of(entry);
      }
    }
    return Optional.empty();
  }

  /** Undoes the kernel's escapes: backslash and three octal digits for blank, tab, newline, \. */
  private static String unescape(String field) {
    StringBuilder text = new StringBuilder(field.length());
    for (int i = 0; i < field.length(); i++) {
      if (field.charAt(i) == '\\' && i + 3 < field.length()) {
        text.append((char) Integer.parseInt(field, i + 1, i + 4, 8));
        i += 3;
      } else {
        text.append(field.charAt(i));
      }
    }
    return text.toString();
  }
}
