// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.MemorySegment;

/**
 * struct io_uring_params of linux/io_uring.h: what a ring is asked to be, and where the kernel has
 * put its parts.
 *
 * <pre>
 *   0  sq_entries     4  cq_entries     8  flags  ...
 *  40  sq_off:  head +0  tail +4  ring_mask +8  ring_entries +12  flags +16  dropped +20  array +24
 *  80  cq_off:  head +0  tail +4  ring_mask +8  ring_entries +12  overflow +16  cqes +20
 * 120  (end)
 * </pre>
 */
final class IoUringParams {
  static final int SIZE = 120;

  /** A queue entry of 128 bytes, which commands to a file (IORING_OP_URING_CMD) need. */
  static final int IORING_SETUP_SQE128 = 1 << 10;

  /** What there is to do for the ring's thread waits for its next system call. */
  static final int IORING_SETUP_COOP_TASKRUN = 1 << 8;

  private static final int SQ_OFF = 40;
  private static final int CQ_OFF = 80;
  private static final int HEAD = 0;
  private static final int TAIL = 4;
  private static final int ARRAY = 24;
  private static final int CQES = 20;

  private IoUringParams() {}

  static void flags(MemorySegment params, int value) {
    params.set(JAVA_INT, 8, value);
  }

  static int sqEntries(MemorySegment params) {
    return params.get(JAVA_INT, 0);
  }

  static int cqEntries(MemorySegment params) {
    return params.get(JAVA_INT, 4);
  }

  static int sqHead(MemorySegment params) {
    return params.get(JAVA_INT, SQ_OFF + HEAD);
  }

  static int sqTail(MemorySegment params) {
    return params.get(JAVA_INT, SQ_OFF + TAIL);
  }

  /** Where the indexes of submitted entries lie. */
  static int sqArray(MemorySegment params) {
    return params.get(JAVA_INT, SQ_OFF + ARRAY);
  }

  static int cqHead(MemorySegment params) {
    return params.get(JAVA_INT, CQ_OFF + HEAD);
  }

  static int cqTail(MemorySegment params) {
    return params.get(JAVA_INT, CQ_OFF + TAIL);
  }

  /** Where the completions lie. */
  static int cqes(MemorySegment params) {
    return params.get(JAVA_INT, CQ_OFF + CQES);
  }
}
