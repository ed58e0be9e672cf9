// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.binding;

/** What WinFsp's driver takes, each refusal a sentence. */
final class Limits {
  private static final int PREFIX_UNITS = WinFspConstants.FSP_FSCTL_VOLUME_PREFIX_SIZE / 2;

  private Limits() {}

  static void require(boolean holds, String sentence) {
    if (!holds) {
      throw new IllegalArgumentException(sentence);
    }
  }

  static void range(String field, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          field + " cannot be " + value + ": choose " + least + " to " + most + ".");
    }
  }

  static void rangeOrZero(String field, int value, int least, int most) {
    if (value != 0) {
      range(field, value, least, most);
    }
  }

  /** The UINT32 for a number of milliseconds. */
  static int timeout(String field, long millis) {
    if (millis < 0 || millis > VolumeParams.INFINITE) {
      throw new IllegalArgumentException(
          field + " cannot be " + millis + " ms: choose 0 to 4294967295, which is for ever.");
    }
    return (int) millis;
  }

  /** A prefix without backslashes at its end. */
  static String prefix(String prefix) {
    int end = prefix.length();
    while (end > 0 && prefix.charAt(end - 1) == '\\') {
      end--;
    }
    String text = prefix.substring(0, end);
    int separator = text.indexOf('\\', 1);
    boolean share =
        text.startsWith("\\") && separator > 1 && !text.contains("\\\\") && text.indexOf('\0') < 0;
    require(
        share || prefix.isEmpty(),
        "The prefix " + prefix + " names no share: write \\server\\share.");
    require(
        text.length() < PREFIX_UNITS,
        "The prefix " + text + " is too long: " + (PREFIX_UNITS - 1) + " characters are the most.");
    return text;
  }
}
