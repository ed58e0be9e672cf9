// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Content of files. */
final class Content {
  private Content() {}

  /** Random bytes, the same for the same seed. */
  static byte[] of(long seed, int length) {
    byte[] bytes = new byte[length];
    new SplittableRandom(seed).nextBytes(bytes);
    return bytes;
  }

  /** One behind the other. */
  static byte[] joined(byte[] first, byte[] second) {
    byte[] joined = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, joined, first.length, second.length);
    return joined;
  }

  /** The content of a file of these bytes after others were written into it. */
  static byte[] written(byte[] file, int offset, byte[] bytes) {
    byte[] result = Arrays.copyOf(file, Math.max(file.length, offset + bytes.length));
    System.arraycopy(bytes, 0, result, offset, bytes.length);
    return result;
  }
}
