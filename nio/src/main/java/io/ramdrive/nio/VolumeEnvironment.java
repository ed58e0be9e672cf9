// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.nio;

import io.ramdrive.volume.VolumeOptions;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What {@link java.nio.file.FileSystems#newFileSystem} was given: the volume and the user. Numbers
 * may be {@link Number}s or text.
 */
final class VolumeEnvironment {
  static final int DEFAULT_UMASK = 022;

  private static final String SIZE = "size";
  private static final String MAX_INODES = "maxInodes";
  private static final String PAGE_SIZE_KB = "pageSizeKb";
  private static final String UID = "uid";
  private static final String GID = "gid";

  private static final long DEFAULT_SIZE = 512L << 20;
  private static final long DEFAULT_PAGE_SIZE_KB = 4;
  private static final int ROOT_MODE = 0755;
  private static final Path SELF = FileSystems.getDefault().getPath("/proc/self");

  private final VolumeOptions volumeOptions;
  private final Identity identity;

  /**
   * Reads the environment.
   *
   * @throws IllegalArgumentException in one sentence that names what is wrong
   */
  VolumeEnvironment(Map<String, ?> environment) {
    for (String key : environment.keySet()) {
      switch (key) {
        case SIZE, MAX_INODES, PAGE_SIZE_KB, UID, GID -> {}
        default ->
            throw new IllegalArgumentException(
                "There is no option '"
                    + key
                    + "' for a drive; there are size, maxInodes, pageSizeKb, uid and gid.");
      }
    }
    long pageSize = number(environment, PAGE_SIZE_KB, DEFAULT_PAGE_SIZE_KB) << 10;
    if (pageSize < 4096 || pageSize > 2 << 20 || Long.bitCount(pageSize) != 1) {
      throw new IllegalArgumentException(
          "pageSizeKb must be a power of two from 4 to 2048, not " + (pageSize >> 10) + ".");
    }
    long size = number(environment, SIZE, DEFAULT_SIZE);
    long maxInodes = number(environment, MAX_INODES, Runtime.getRuntime().maxMemory() >> 10);
    if (size < 1 || maxInodes < 1) {
      throw new IllegalArgumentException("size and maxInodes must be at least 1.");
    }
    int uid = (int) number(environment, UID, -1);
    int gid = (int) number(environment, GID, -1);
    identity =
        new Identity(
            uid < 0 ? idOfProcess("unix:uid") : uid,
            gid < 0 ? idOfProcess("unix:gid") : gid,
            DEFAULT_UMASK);
    long wholePages = (size + pageSize - 1) / pageSize * pageSize;
    volumeOptions =
        new VolumeOptions(
            wholePages,
            (int) pageSize,
            maxInodes,
            false,
            identity.uid(),
            identity.gid(),
            ROOT_MODE);
  }

  VolumeOptions volumeOptions() {
    return volumeOptions;
  }

  Identity identity() {
    return identity;
  }

  private static long number(Map<String, ?> environment, String key, long absent) {
    Object value = environment.get(key);
    return switch (value) {
      case null -> absent;
      case Number number -> number.longValue();
      case String text -> parse(key, text);
      default -> throw notANumber(key, value);
    };
  }

  /** A number, with k, m, g or t behind it for powers of 1024. */
  private static long parse(String key, String text) {
    String digits = text.toLowerCase(Locale.ROOT);
    int unit = digits.isEmpty() ? -1 : "kmgt".indexOf(digits.charAt(digits.length() - 1));
    if (unit >= 0) {
      digits = digits.substring(0, digits.length() - 1);
    }
    try {
      return Math.multiplyExact(Long.parseLong(digits), 1L << (10 * (unit + 1)));
    } catch (NumberFormatException | ArithmeticException e) {
      throw notANumber(key, text);
    }
  }

  private static IllegalArgumentException notANumber(String key, @Nullable Object value) {
    return new IllegalArgumentException(
        key + " must be a number, such as 65536 or 512m, not '" + value + "'.");
  }

  /** On a system that has no such numbers, root's. */
  private static int idOfProcess(String attribute) {
    if (!SELF.getFileSystem().supportedFileAttributeViews().contains("unix")) {
      return 0;
    }
    try {
      return (int) Files.getAttribute(SELF, attribute);
    } catch (IOException e) {
      throw new IllegalStateException(
          "Cannot read " + SELF + ", where Linux tells who we are; give uid and gid.", e);
    }
  }
}
