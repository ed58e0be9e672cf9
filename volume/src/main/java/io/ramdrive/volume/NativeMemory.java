// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.volume;

/** Memory by the page, as the operating system gives it and takes it. One class per platform. */
abstract class NativeMemory {
  /**
   * The memory of this platform.
   *
   * @throws UnsupportedOperationException if there is no class for it, or this Java may not make
   *     native calls; in a sentence for users
   */
  static NativeMemory ofThisPlatform() {
    String system = System.getProperty("os.name", "");
    String architecture = System.getProperty("os.arch", "");
    if (architecture.equals("amd64") || architecture.equals("aarch64")) {
      try {
        if (system.equals("Linux")) {
          return new LinuxNativeMemory();
        }
        if (system.startsWith("Windows")) {
          return new WindowsNativeMemory(Kernel32.ofThisSystem());
        }
      } catch (IllegalCallerException | LinkageError e) {
        throw new UnsupportedOperationException(
            "RamDrive gets its memory by native calls, which this Java forbids; start it with"
                + " --enable-native-access=ALL-UNNAMED, or =io.ramdrive.volume on the module path",
            e);
      }
    }
    throw new UnsupportedOperationException(
        "RamDrive knows how to get memory on Linux and Windows on x86_64 and aarch64 only, and"
            + (" this is " + system + " on " + architecture + "; run it on one of those"));
  }

  /** Makes the first call, which takes longer than those after it. */
  void prepare() {
    long length = 1 << 16;
    unmap(reserve(length, length), length);
  }

  /**
   * Reserves an address range of {@code length} bytes that reads as zeros and takes memory where it
   * is written first.
   *
   * @param alignment a power of two
   * @throws IllegalStateException if the system refuses, in a sentence for users
   */
  abstract long reserve(long length, long alignment);

  /** Maps {@code length} bytes of zeros, read-only, in as little memory as the system can. */
  abstract long zeros(long length);

  /** Asks that the range, of a length that is known to suit it, be backed by huge pages. */
  abstract void preferHugePages(long address, long length);

  /**
   * Backs the whole range with memory now.
   *
   * @throws IllegalStateException if there is not enough, in a sentence for users
   */
  abstract void populate(long address, long length);

  /**
   * Takes the memory of the range away; from then on it reads as zeros or, if {@link
   * #discardedReadsAsZeros} says so, as anything. False if the system refuses; then nothing has
   * happened.
   */
  abstract boolean discard(long address, long length);

  /** Whether a range that was discarded reads as zeros. */
  boolean discardedReadsAsZeros() {
    return true;
  }

  /** How many bytes of the range are backed by memory now. */
  abstract long residentBytes(long address, long length);

  /** Ends the range. */
  abstract void unmap(long address, long length);
}
