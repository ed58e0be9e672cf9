// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.volume;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/**
 * Anonymous mappings of Linux. All calls go through syscall(2), for each function that Java links
 * costs 5 ms at start and this one does for all.
 */
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

  /** Where the failure of a thread's last call is; kept, so that a call allocates nothing. */
  private static final ThreadLocal<MemorySegment> ERRNO =
      ThreadLocal.withInitial(() -> Arena.ofAuto().allocate(Linker.Option.captureStateLayout()));

  private final MethodHandle syscall;
  private final int mmap;
  private final int munmap;
  private final int mincore;
  private final int madvise;

  /**
   * Takes the numbers from asm/unistd_64.h of x86 and from asm-generic/unistd.h.
   *
   * @param architecture amd64 or aarch64
   * @throws IllegalCallerException if this Java may not make native calls
   */
  LinuxNativeMemory(String architecture) {
    syscall = link();
    boolean x86 = architecture.equals("amd64");
    mmap = x86 ? 9 : 222;
    munmap = x86 ? 11 : 215;
    mincore = x86 ? 27 : 232;
    madvise = x86 ? 28 : 233;
  }

  @Override
  long reserve(long length, long alignment) {
    long mapped = map(length + alignment, PROT_READ | PROT_WRITE);
    long aligned = (mapped + alignment - 1) & -alignment;
    unmap(mapped, aligned - mapped);
    unmap(aligned + length, mapped + alignment - aligned);
    call(madvise, aligned, length, MADV_DONTDUMP, 0);
    return aligned;
  }

  @Override
  long zeros(long length) {
    long address = map(length, PROT_READ);
    // One page of zeros stays in the first-level cache, a huge one does not.
    call(madvise, address, length, MADV_NOHUGEPAGE, 0);
    call(madvise, address, length, MADV_POPULATE_READ, 0);
    return address;
  }

  private long map(long length, int protection) {
    long address =
        call(mmap, 0, length, protection, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
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
    call(madvise, address, length, MADV_HUGEPAGE, 0);
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
          call(madvise, address + done, Math.min(STEP, length - done), MADV_POPULATE_WRITE, 0);
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
    return call(madvise, address, length, MADV_DONTNEED, 0) == 0;
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
        call(mincore, address + done, step, pages.address(), 0);
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
      call(munmap, address, length, 0, 0);
    }
  }

  private long call(int number, long a, long b, long c, long d) {
    return call(number, a, b, c, d, 0, 0);
  }

  /** Calls syscall(2); a failure is the negative errno, as the kernel itself has it. */
  private long call(int number, long a, long b, long c, long d, long e, long f) {
    MemorySegment errno = ERRNO.get();
    try {
      long result = (long) syscall.invokeExact(errno, (long) number, a, b, c, d, e, f);
      return result == -1 ? -errno.get(JAVA_INT, 0) : result;
    } catch (Throwable cannotHappen) {
      throw new AssertionError(cannotHappen);
    }
  }

  private static MethodHandle link() {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(
        linker.defaultLookup().findOrThrow("syscall"),
        FunctionDescriptor.of(
            JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG),
        Linker.Option.firstVariadicArg(1),
        Linker.Option.captureCallState("errno"));
  }
}
