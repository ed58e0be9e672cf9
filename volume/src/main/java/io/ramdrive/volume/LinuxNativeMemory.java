// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.volume;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** Anonymous mappings of Linux. */
final class LinuxNativeMemory extends NativeMemory {
  /** From asm-generic/mman-common.h and linux/mman.h, the same on both architectures. */
  private static final int PROT_READ = 1;

  private static final int PROT_WRITE = 2;
  private static final int MAP_PRIVATE = 0x02;
  private static final int MAP_ANONYMOUS = 0x20;

  /** From asm-generic/mman.h: no swap is set aside for the range. */
  private static final int MAP_NORESERVE = 0x4000;

  /** From asm-generic/mman-common.h, as the others. */
  private static final int MADV_DONTNEED = 4;

  private static final int MADV_HUGEPAGE = 14;
  private static final int MADV_NOHUGEPAGE = 15;

  /** Core dumps leave the range out: one would hold all files, and be as large. */
  private static final int MADV_DONTDUMP = 16;

  /** Since Linux 5.14. */
  private static final int MADV_POPULATE_READ = 22;

  private static final int MADV_POPULATE_WRITE = 23;

  /** From asm-generic/errno-base.h. */
  private static final int EINVAL = 22;

  /** The smallest page of Linux. */
  private static final int SMALLEST_PAGE = 4096;

  /** How much one call populates or looks at. */
  private static final long STEP = 64L << 20;

  private static final int MMAP = LinuxSyscall.number(9, 222);
  private static final int MUNMAP = LinuxSyscall.number(11, 215);
  private static final int MINCORE = LinuxSyscall.number(27, 232);
  private static final int MADVISE = LinuxSyscall.number(28, 233);

  @Override
  long reserve(long length, long alignment) {
    long mapped = map(length + alignment, PROT_READ | PROT_WRITE);
    long aligned = (mapped + alignment - 1) & -alignment;
    unmap(mapped, aligned - mapped);
    unmap(aligned + length, mapped + alignment - aligned);
    LinuxSyscall.call(MADVISE, aligned, length, MADV_DONTDUMP, 0);
    return aligned;
  }

  @Override
  long zeros(long length) {
    long address = map(length, PROT_READ);
    // One page of zeros stays in the first-level cache, a huge one does not.
    LinuxSyscall.call(MADVISE, address, length, MADV_NOHUGEPAGE, 0);
    LinuxSyscall.call(MADVISE, address, length, MADV_POPULATE_READ, 0);
    return address;
  }

  private long map(long length, int protection) {
    long address =
        LinuxSyscall.call(
            MMAP, 0, length, protection, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (address < 0) {
      throw new IllegalStateException(
          ("cannot reserve " + (length >> 20) + " MiB of address space (mmap: errno " + -address)
              + "); choose a smaller capacity, or raise the limit: 'ulimit -v unlimited',"
              + " 'sysctl vm.overcommit_memory=0'");
    }
    return address;
  }

  @Override
  void preferHugePages(long address, long length) {
    // A kernel without huge pages refuses; small ones serve as well, only slower.
    LinuxSyscall.call(MADVISE, address, length, MADV_HUGEPAGE, 0);
  }

  @Override
  void populate(long address, long length) {
    // The kernel would rather kill a process than refuse it memory, so this asks first.
    long available = AvailableMemory.bytes();
    if (length > available) {
      throw shortage(length, available >> 20);
    }
    for (long done = 0; done < length; done += STEP) {
      long result =
          LinuxSyscall.call(
              MADVISE, address + done, Math.min(STEP, length - done), MADV_POPULATE_WRITE, 0);
      if (result == -EINVAL) {
        throw new IllegalStateException(
            "cannot preallocate memory: this kernel has no MADV_POPULATE_WRITE; use Linux 5.14 or"
                + " newer, or do without preallocation");
      }
      if (result < 0) {
        throw shortage(length, done >> 20);
      }
    }
  }

  private static IllegalStateException shortage(long length, long available) {
    return new IllegalStateException(
        ("cannot preallocate " + (length >> 20) + " MiB: only " + available + " MiB of memory are")
            + " to be had; choose a smaller capacity, free memory, or do without preallocation");
  }

  @Override
  boolean discard(long address, long length) {
    return LinuxSyscall.call(MADVISE, address, length, MADV_DONTNEED, 0) == 0;
  }

  /**
   * mincore(2) writes one byte for each page, of a size that it does not tell: the share of set
   * bytes among those written is the share of memory that is resident.
   */
  @Override
  long residentBytes(long address, long length) {
    byte untouched = 2;
    long resident = 0;
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment pages = arena.allocate(STEP / SMALLEST_PAGE);
      for (long done = 0; done < length; done += STEP) {
        long step = Math.min(STEP, length - done);
        pages.fill(untouched);
        LinuxSyscall.call(MINCORE, address + done, step, pages.address(), 0);
        long written = 0;
        long set = 0;
        while (written < pages.byteSize() && pages.get(JAVA_BYTE, written) != untouched) {
          set += pages.get(JAVA_BYTE, written++) & 1;
        }
        resident += written == 0 ? 0 : step * set / written;
      }
    }
    return resident;
  }

  @Override
  void unmap(long address, long length) {
    if (length > 0) {
      LinuxSyscall.call(MUNMAP, address, length, 0, 0);
    }
  }
}
