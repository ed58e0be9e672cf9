// SPDX-License-Identifier: Apache-2.0
package io.ramdrive;

/**
 * Sizes as people write and read them: {@code 65536}, {@code 64k}, {@code 512m}, {@code 2g}, {@code
 * 1t}, and {@code 50%} of the memory, as tmpfs has it. The units are powers of 1024.
 */
public final class ByteSize {
  private static final String UNITS = "kmgt";

  private ByteSize() {}

  /**
   * The bytes that {@code text} stands for.
   *
   * @throws IllegalArgumentException in one sentence, when it is no size
   */
  public static long parse(String text) {
    if (text.endsWith("%")) {
      return percent(text, HostMemory.read().total());
    }
    int end = text.length();
    int unit = end == 0 ? -1 : UNITS.indexOf(Character.toLowerCase(text.charAt(end - 1)));
    long number = number(text, unit < 0 ? end : end - 1);
    int shift = 10 * (unit + 1);
    if (number > Long.MAX_VALUE >> shift) {
      throw notASize(text);
    }
    return number << shift;
  }

  static long percent(String text, long total) {
    long number = number(text, text.length() - 1);
    if (number > 1_000_000) {
      throw notASize(text);
    }
    // Divided first: a machine's memory times a percentage must not overflow.
    return total / 100 * number;
  }

  private static long number(String text, int end) {
    if (end == 0) {
      throw notASize(text);
    }
    for (int i = 0; i < end; i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        throw notASize(text);
      }
    }
    try {
      return Long.parseLong(text, 0, end, 10);
    } catch (NumberFormatException e) {
      throw notASize(text);
    }
  }

  private static IllegalArgumentException notASize(String text) {
    return new IllegalArgumentException(
        "'" + text + "' is not a size; write bytes, or a number with k, m, g, t or %, such as 2g");
  }

  /** {@code bytes} for people, such as {@code 1.5 GiB}: never more than is there. */
  public static String format(long bytes) {
    if (bytes < 1024) {
      return bytes + " B";
    }
    int unit = (63 - Long.numberOfLeadingZeros(bytes)) / 10;
    long tenths = ((bytes >> (10 * (unit - 1))) * 10) >> 10;
    String fraction = tenths % 10 == 0 ? "" : "." + tenths % 10;
    return tenths / 10 + fraction + " " + "KMGTPE".charAt(unit - 1) + "iB";
  }
}
