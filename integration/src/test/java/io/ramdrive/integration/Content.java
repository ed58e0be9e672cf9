// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.integration;

import static io.ramdrive.integration.LinuxFlags.O_CREAT;
import static io.ramdrive.integration.LinuxFlags.O_RDONLY;
import static io.ramdrive.integration.LinuxFlags.O_TRUNC;
import static io.ramdrive.integration.LinuxFlags.O_WRONLY;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Whole small files, by raw system calls. */
final class Content {
  private Content() {}

  /** Makes or replaces the content of a file. */
  static void write(Path path, byte[] content) {
    int fd = Posix.open(path, O_WRONLY | O_CREAT | O_TRUNC, 0644);
    try {
      int count = content.length == 0 ? 0 : Posix.write(fd, content);
      if (count != content.length) {
        throw new AssertionError(path + ": wrote " + count + " of " + content.length + " bytes");
      }
    } finally {
      Posix.close(fd);
    }
  }

  static void write(Path path, String content) {
    write(path, content.getBytes(StandardCharsets.UTF_8));
  }

  /** Makes an empty file. */
  static void touch(Path path) {
    write(path, "");
  }

  static byte[] read(Path path) {
    int fd = Posix.open(path, O_RDONLY);
    try {
      return read(fd);
    } finally {
      Posix.close(fd);
    }
  }

  /** All of an open file, whatever its position. */
  static byte[] read(int fd) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] some = Posix.pread(fd, 1 << 20, 0); some.length > 0; ) {
      all.writeBytes(some);
      some = Posix.pread(fd, 1 << 20, all.size());
    }
    return all.toByteArray();
  }

  static String text(Path path) {
    return new String(read(path), StandardCharsets.UTF_8);
  }
}
