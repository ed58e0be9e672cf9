// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.volume;

/** Memory by the page, as the operating system gives it and takes it. One class per platform. */
abstract class NativeMemory {
  /**
   * The memory of this platform.
   *
   * @throws UnsupportedOperationException if there is no class for it, in a sentence for users
   */
  static NativeMemory ofThisPlatform() {
    String system = System.getProperty("os.name", "");
    String architecture = System.getProperty("os.arch", "");
    if (system.equals("Linux") && LinuxNativeMemory.supports(architecture)) {
      return new LinuxNativeMemory(architecture);
    }
    throw new UnsupportedOperationException(
        "RamDrive knows how to get memory on Linux on x86_64 and aarch64 only, and this is "
            + (system + " on " + architecture + "; run it on one of those"));
  }

  /**
   * Reserves an address range of {@code length} bytes that reads as zeros and takes memory where it
   * is written first.
   *
   * @param alignment a power of two
   * @throws IllegalStateException if the system refuses, in a sentence for users
   */
  abstract long reserve(long length, long alignment);

  /** Maps {@code length} bytes of zeros, read-only, that share one small piece of memory. */
  abstract long zeros(long length);

  /** Asks that the range, of a length that is known to suit it, be backed by huge pages. */
  abstract void preferHugePages(long address, long length);

  /**
   * Backs the whole range with memory now.
   *
   * @throws IllegalStateException if there is not enough, in a sentence for users
   */
  abstract void populate(long address, long length);

  /** Takes the memory of the range away; it reads as zeros again. False if the system refuses. */
  abstract boolean discard(long address, long length);

  /** How many bytes of the range are backed by memory now. */
  abstract long residentBytes(long address, long length);

  /** Ends the range, or a part of it. */
  abstract void unmap(long address, long length);
}
