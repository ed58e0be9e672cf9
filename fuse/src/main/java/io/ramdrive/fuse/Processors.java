// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;

/** The processors of this machine. */
final class Processors {
  private static final Path POSSIBLE = Path.of("/sys/devices/system/cpu/possible");

  /** Bytes of a cpu_set_t of glibc: 1024 processors; a kernel with more refuses it. */
  private static final int MASK_SIZE = 128;

  private Processors() {}

  /**
   * How many processors this machine could have while it runs, those included that are switched off
   * or not plugged in.
   *
   * @throws MountException when the kernel does not say
   */
  static int possible() throws MountException {
    try {
      return count(Files.readString(POSSIBLE));
    } catch (IOException | NumberFormatException unknown) {
      throw new MountException("the number of processors is not known from " + POSSIBLE, unknown);
    }
  }

  /** The length of a list as the kernel writes it: {@code 0-3,8}. */
  static int count(String list) {
    int count = 0;
    for (String range : list.strip().split(",", -1)) {
      int dash = range.indexOf('-');
      int first = Integer.parseInt(dash < 0 ? range : range.substring(0, dash));
      int last = dash < 0 ? first : Integer.parseInt(range.substring(dash + 1));
      count += last - first + 1;
    }
    return count;
  }

  /**
   * Lets the calling thread run on one processor only. Where this process may not use that one, or
   * it is switched off, the thread runs where it did.
   */
  static void pin(Syscalls syscalls, int processor) {
    if (processor >= MASK_SIZE * Byte.SIZE) {
      return;
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment mask = arena.allocate(MASK_SIZE, Long.BYTES);
      int pid = (int) ProcessHandle.current().pid();
      int known = syscalls.schedGetaffinity(pid, MASK_SIZE, mask.address());
      byte bit = (byte) (1 << processor % Byte.SIZE);
      int at = processor / Byte.SIZE;
      if (known > 0 && (mask.get(JAVA_BYTE, at) & bit) != 0) {
        mask.fill((byte) 0).set(JAVA_BYTE, at, bit);
        syscalls.schedSetaffinity(MASK_SIZE, mask.address());
      }
    }
  }
}
