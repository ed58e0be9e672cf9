// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The other processes that keep a mount busy, as far as this user may know. Only reads procfs,
 * which never asks the mount itself.
 */
final class Users {
  private static final Path PROC = Path.of("/proc");
  private static final int NAMED = 3;

  private Users() {}

  /**
   * Such as {@code by bash (process 12) and 2 more}, with a space before; empty when none is seen.
   */
  static String of(Path mountPoint) throws IOException {
    return of(mountPoint, ProcessHandle.current().pid());
  }

  static String of(Path mountPoint, long except) throws IOException {
    String exempt = Long.toString(except);
    List<String> users = new ArrayList<>();
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[1-9]*")) {
      for (Path process : processes) {
        boolean other = !process.getFileName().toString().equals(exempt);
        if (other && uses(process, mountPoint.toString())) {
          users.add(name(process) + " (process " + process.getFileName() + ")");
        }
      }
    }
    if (users.isEmpty()) {
      return "";
    }
    int named = Math.min(users.size(), NAMED);
    String more = users.size() > named ? " and " + (users.size() - named) + " more" : "";
    return " by " + String.join(", ", users.subList(0, named)) + more;
  }

  private static boolean uses(Path process, String mountPoint) {
    return isInside(link(process.resolve("cwd")), mountPoint)
        || isInside(link(process.resolve("root")), mountPoint)
        || hasOpen(process.resolve("fd"), mountPoint)
        || hasMapped(process.resolve("maps"), mountPoint);
  }

  private static boolean hasOpen(Path descriptors, String mountPoint) {
    try (DirectoryStream<Path> links = Files.newDirectoryStream(descriptors)) {
      for (Path link : links) {
        if (isInside(link(link), mountPoint)) {
          return true;
        }
      }
    } catch (IOException e) {
      // Gone, or another user's.
      return false;
    }
    return false;
  }

  private static boolean hasMapped(Path maps, String mountPoint) {
    try {
      return Files.readString(maps, StandardCharsets.UTF_8).contains(" " + mountPoint + "/");
    } catch (IOException e) {
      // Gone, or another user's.
      return false;
    }
  }

  private static boolean isInside(@Nullable String path, String mountPoint) {
    return path != null && (path.equals(mountPoint) || path.startsWith(mountPoint + "/"));
  }

  private static @Nullable String link(Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (IOException e) {
      return null;
    }
  }

  private static String name(Path process) {
    try {
      return Files.readString(process.resolve("comm")).strip();
    } catch (IOException e) {
      return "?";
    }
  }
}
