// SPDX-License-Identifier: Apache-2.0
package io.ramdrive;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A drive that is mounted on this machine, by whichever process, as the kernel's mount table has
 * it. Windows keeps no such table: there the {@code ramdrive} command keeps records.
 *
 * @param mountPoint where: an absolute path without symlinks
 * @param label its volume label
 */
public record MountedDrive(Path mountPoint, String label) {
  private static final System.Logger LOG = System.getLogger(MountedDrive.class.getName());
  private static final Path MOUNT_TABLE = Path.of("/proc/self/mountinfo");
  private static final String TYPE = "fuse.ramdrive";

  /**
   * All drives that this process can see, in the order in which they were mounted; not those whose
   * names have characters that the locale of this JVM does not know.
   *
   * @throws IOException when there is no such table to be read
   */
  public static List<MountedDrive> all() throws IOException {
    return parse(Files.readString(MOUNT_TABLE, StandardCharsets.ISO_8859_1));
  }

  /** The drive at {@code mountPoint}, an absolute path without symlinks. */
  public static Optional<MountedDrive> at(Path mountPoint) throws IOException {
    for (MountedDrive drive : all()) {
      if (drive.mountPoint.equals(mountPoint)) {
        return Optional.of(drive);
      }
    }
    return Optional.empty();
  }

  /** {@code table}: each byte of mountinfo as one character, see proc_pid_mountinfo(5). */
  static List<MountedDrive> parse(String table) {
    List<MountedDrive> drives = new ArrayList<>();
    int end;
    for (int start = 0; start < table.length(); start = end + 1) {
      end = table.indexOf('\n', start);
      if (end < 0) {
        end = table.length();
      }
      int separator = table.indexOf(" - " + TYPE + " ", start);
      if (separator >= 0 && separator < end) {
        int source = separator + 3 + TYPE.length() + 1;
        String mountPoint = decode(table.substring(field(table, start, 4), separator));
        add(drives, mountPoint, decode(table.substring(source, end)));
      }
    }
    return drives;
  }

  private static void add(List<MountedDrive> drives, String mountPoint, String label) {
    try {
      drives.add(new MountedDrive(Path.of(mountPoint), label));
    } catch (InvalidPathException e) {
      LOG.log(System.Logger.Level.DEBUG, "This locale cannot name {0}", mountPoint);
    }
  }

  private static int field(String table, int start, int count) {
    int position = start;
    for (int i = 0; i < count; i++) {
      position = table.indexOf(' ', position) + 1;
    }
    return position;
  }

  /** The first field of {@code text}; space, tab, newline and backslash come as octal numbers. */
  private static String decode(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int i = 0; i < text.length() && text.charAt(i) != ' '; i++) {
      if (text.charAt(i) == '\\') {
        bytes.write(Integer.parseInt(text, i + 1, i + 4, 8));
        i += 3;
      } else {
        bytes.write(text.charAt(i));
      }
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
