// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.volume;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;

/** A number that nobody outside can know. */
final class HashSeed {
  /** Random numbers of the Linux kernel: random(4). */
  private static final Path URANDOM = Path.of("/dev/urandom");

  private HashSeed() {}

  /**
   * From the kernel itself where it has such a file: Java looks for security providers first, which
   * takes 12 ms, and every mount would wait for that.
   */
  static long random() {
    try (InputStream kernel = Files.newInputStream(URANDOM)) {
      return ByteBuffer.wrap(kernel.readNBytes(Long.BYTES)).getLong();
    } catch (IOException noSuchFile) {
      return new SecureRandom().nextLong();
    }
  }
}
