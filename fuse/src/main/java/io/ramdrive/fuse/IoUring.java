// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;

/**
 * An io_uring with one entry: one command is under way at a time. One thread at a time.
 *
 * <p>The queues are memory shared with the kernel. What this side writes becomes the kernel's with
 * the store-release of an index, and the other way round, as io_uring(7) has it.
 */
final class IoUring implements AutoCloseable {
  /** IORING_OFF_SQ_RING, with IORING_FEAT_SINGLE_MMAP the completions too. */
  private static final long OFFSET_RINGS = 0;

  /** IORING_OFF_SQES of linux/io_uring.h. */
  private static final long OFFSET_SQES = 0x10000000;

  /** IORING_ENTER_GETEVENTS of linux/io_uring.h. */
  private static final int IORING_ENTER_GETEVENTS = 1;

  private static final int ENTRIES = 1;

  /** struct io_uring_cqe: 0 user_data 8 res 12 flags. */
  private static final int CQE_SIZE = 16;

  private static final int CQE_RES = 8;

  private static final VarHandle INDEX = JAVA_INT.varHandle();

  private final Syscalls syscalls;
  private final int fd;
  private final MemorySegment rings;
  private final MemorySegment entry;
  private final long sqHead;
  private final long sqTail;
  private final long cqHead;
  private final long cqTail;
  private final long cqes;
  private final int cqMask;

  private IoUring(
      Syscalls syscalls, int fd, MemorySegment params, MemorySegment rings, MemorySegment entry) {
    this.syscalls = syscalls;
    this.fd = fd;
    this.rings = rings;
    this.entry = entry;
    sqHead = IoUringParams.sqHead(params);
    sqTail = IoUringParams.sqTail(params);
    cqHead = IoUringParams.cqHead(params);
    cqTail = IoUringParams.cqTail(params);
    cqes = IoUringParams.cqes(params);
    cqMask = IoUringParams.cqEntries(params) - 1;
    rings.set(JAVA_INT, IoUringParams.sqArray(params), 0);
  }

  /**
   * Makes one.
   *
   * @throws MountException when this process may not, or there is no room
   */
  static IoUring create(Syscalls syscalls) throws MountException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment params = arena.allocate(IoUringParams.SIZE, Long.BYTES);
      IoUringParams.flags(
          params, IoUringParams.IORING_SETUP_SQE128 | IoUringParams.IORING_SETUP_COOP_TASKRUN);
      int fd = syscalls.ioUringSetup(ENTRIES, params.address());
      if (fd < 0) {
        throw new MountException(refusal(-fd));
      }
      long length =
          Math.max(
              IoUringParams.sqArray(params) + Integer.BYTES * IoUringParams.sqEntries(params),
              IoUringParams.cqes(params) + CQE_SIZE * IoUringParams.cqEntries(params));
      long rings = syscalls.mmapShared(fd, OFFSET_RINGS, length);
      long entry = syscalls.mmapShared(fd, OFFSET_SQES, IoUringSqe.SIZE);
      if (rings < 0 || entry < 0) {
        if (rings >= 0) {
          syscalls.munmap(rings, length);
        }
        syscalls.close(fd);
        throw new MountException(
            "mapping an io_uring failed with " + Errno.name((int) -Math.min(rings, entry)));
      }
      return new IoUring(
          syscalls, fd, params, segment(rings, length), segment(entry, IoUringSqe.SIZE));
    }
  }

  private static String refusal(int errno) {
    return switch (errno) {
      case Errno.EPERM ->
          "io_uring is forbidden here, by the sysctl kernel.io_uring_disabled or a container's"
              + " seccomp profile";
      case Errno.ENOMEM -> "io_uring takes more memory than there is or may be locked (ulimit -l)";
      default -> "io_uring_setup failed with " + Errno.name(errno);
    };
  }

  private static MemorySegment segment(long address, long length) {
    return MemorySegment.ofAddress(address).reinterpret(length);
  }

  int fd() {
    return fd;
  }

  /** The entry, to be filled in while it is not under way. */
  MemorySegment entry() {
    return entry;
  }

  /** The entry is filled in: the next {@link #enter} hands it over. */
  void push() {
    INDEX.setRelease(rings, sqTail, rings.get(JAVA_INT, sqTail) + 1);
  }

  /**
   * Hands over what is pushed, and waits.
   *
   * @param completions 0 not to wait, or 1
   * @return the negated error number, or not negative; a signal may have ended the wait either way
   */
  int enter(int completions) {
    int pushed = rings.get(JAVA_INT, sqTail) - (int) INDEX.getAcquire(rings, sqHead);
    return syscalls.ioUringEnter(fd, pushed, completions, IORING_ENTER_GETEVENTS);
  }

  /** Whether a command has completed and not been taken. */
  boolean isCompleted() {
    return (int) INDEX.getAcquire(rings, cqTail) != rings.get(JAVA_INT, cqHead);
  }

  /** What the command came to that completed first. */
  int result() {
    long index = rings.get(JAVA_INT, cqHead) & cqMask;
    return rings.get(JAVA_INT, cqes + index * CQE_SIZE + CQE_RES);
  }

  /** Makes room for the next completion. */
  void take() {
    INDEX.setRelease(rings, cqHead, rings.get(JAVA_INT, cqHead) + 1);
  }

  /** Gives up what is under way. */
  @Override
  public void close() {
    syscalls.munmap(rings.address(), rings.byteSize());
    syscalls.munmap(entry.address(), entry.byteSize());
    syscalls.close(fd);
  }
}
