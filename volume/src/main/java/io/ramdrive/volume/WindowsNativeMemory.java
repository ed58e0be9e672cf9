// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.volume;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Private memory of Windows. A range is committed as a whole: Windows promises all of it at once,
 * so that no access can fail later, but gives memory only to what is written.
 */
final class WindowsNativeMemory extends NativeMemory {
  // MEM_* and PAGE_* of winnt.h
  static final int MEM_COMMIT = 0x1000;
  static final int MEM_RESERVE = 0x2000;
  static final int MEM_RELEASE = 0x8000;
  static final int MEM_RESET = 0x80000;
  static final int PAGE_READONLY = 0x02;
  static final int PAGE_READWRITE = 0x04;

  /** PSAPI_WORKING_SET_EX_INFORMATION of psapi.h: the address, then flags; bit 0 is Valid. */
  static final int WORKING_SET_ENTRY = 16;

  /** MEMORYSTATUSEX of sysinfoapi.h: 0 dwLength, 8 ullTotalPhys, 16 ullAvailPhys. */
  static final int MEMORY_STATUS = 64;

  /** The page of Windows on x86_64 and aarch64. */
  private static final int PAGE = 4096;

  /** How much one call looks at. */
  private static final long STEP = 64L << 20;

  private final Kernel32 kernel32;

  /** Where the reservation of a range begins, by where the range does. */
  private final Map<Long, Long> reservations = new ConcurrentHashMap<>();

  WindowsNativeMemory(Kernel32 kernel32) {
    this.kernel32 = kernel32;
  }

  @Override
  long reserve(long length, long alignment) {
    long reserved = kernel32.virtualAlloc(0, length + alignment, MEM_RESERVE, PAGE_READWRITE);
    if (reserved == 0) {
      throw new IllegalStateException(
          "cannot reserve " + (length >> 20) + " MiB of address space; choose a smaller capacity");
    }
    long aligned = (reserved + alignment - 1) & -alignment;
    if (kernel32.virtualAlloc(aligned, length, MEM_COMMIT, PAGE_READWRITE) == 0) {
      kernel32.virtualFree(reserved, 0, MEM_RELEASE);
      throw new IllegalStateException(
          ("Windows cannot promise " + (length >> 20) + " MiB of memory; choose a smaller")
              + " capacity, end other programs, or enlarge the page file");
    }
    reservations.put(aligned, reserved);
    return aligned;
  }

  @Override
  long zeros(long length) {
    long address = kernel32.virtualAlloc(0, length, MEM_RESERVE | MEM_COMMIT, PAGE_READONLY);
    if (address == 0) {
      throw new IllegalStateException(
          ("Windows cannot promise " + (length >> 20) + " MiB of memory; end other programs, or")
              + " enlarge the page file");
    }
    reservations.put(address, address);
    return address;
  }

  /** Windows gives large pages only to those with a special right, and never takes them back. */
  @Override
  void preferHugePages(long address, long length) {}

  @Override
  void populate(long address, long length) {
    long available = available();
    if (length > available) {
      throw new IllegalStateException(
          ("cannot preallocate " + (length >> 20) + " MiB: only " + (available >> 20) + " MiB of")
              + " memory are free; choose a smaller capacity, end other programs, or do without"
              + " preallocation");
    }
    MemorySegment range = MemorySegment.ofAddress(address).reinterpret(length);
    for (long at = 0; at < length; at += PAGE) {
      range.set(JAVA_BYTE, at, (byte) 0);
    }
  }

  private long available() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment status = arena.allocate(MEMORY_STATUS, Long.BYTES);
      status.set(JAVA_INT, 0, MEMORY_STATUS);
      return kernel32.globalMemoryStatusEx(status.address())
          ? status.get(JAVA_LONG, 16)
          : Long.MAX_VALUE;
    }
  }

  /**
   * The range stays committed. To decommit it and commit it anew would make it read as zeros, but
   * if other programs take what Windows can promise in between, it would be gone while files are to
   * have it.
   */
  @Override
  boolean discard(long address, long length) {
    return kernel32.discardVirtualMemory(address, length)
        || kernel32.virtualAlloc(address, length, MEM_RESET, PAGE_READWRITE) != 0;
  }

  @Override
  boolean discardedReadsAsZeros() {
    return false;
  }

  /** What is in the process's working set. */
  @Override
  long residentBytes(long address, long length) {
    long resident = 0;
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment entries = arena.allocate(STEP / PAGE * WORKING_SET_ENTRY, Long.BYTES);
      for (long done = 0; done < length; done += STEP) {
        int size = (int) (Math.min(STEP, length - done) / PAGE) * WORKING_SET_ENTRY;
        for (int at = 0; at < size; at += WORKING_SET_ENTRY) {
          entries.set(JAVA_LONG, at, address + done + (long) at / WORKING_SET_ENTRY * PAGE);
        }
        if (kernel32.queryWorkingSetEx(entries.address(), size)) {
          for (int at = 0; at < size; at += WORKING_SET_ENTRY) {
            resident += (entries.get(JAVA_LONG, at + 8) & 1) * PAGE;
          }
        }
      }
    }
    return resident;
  }

  @Override
  void unmap(long address, long length) {
    Long reserved = reservations.remove(address);
    if (reserved != null) {
      kernel32.virtualFree(reserved, 0, MEM_RELEASE);
    }
  }
}
