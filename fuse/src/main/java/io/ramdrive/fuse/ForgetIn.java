// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;

/**
 * struct fuse_forget_in, the body of FORGET, and struct fuse_batch_forget_in, the body of
 * BATCH_FORGET, which {@code count} struct fuse_forget_one follow.
 *
 * <pre>
 *   0  nlookup                          (FORGET)
 *
 *   0  count          4  dummy          (BATCH_FORGET)
 *   8  nodeid        16  nlookup        (the first fuse_forget_one)
 *  24  ...
 * </pre>
 */
final class ForgetIn {
  /** Of fuse_forget_in. */
  static final int SIZE = 8;

  /** Of fuse_batch_forget_in. */
  static final int BATCH_SIZE = 8;

  /** Of fuse_forget_one. */
  static final int ONE_SIZE = 16;

  private static final int AT = InHeader.SIZE;

  private ForgetIn() {}

  /** How often the kernel lets go of the request's node. */
  static long nlookup(MemorySegment request) {
    return request.get(JAVA_LONG, AT);
  }

  static int batchCount(MemorySegment request) {
    return request.get(JAVA_INT, AT);
  }

  static long batchNodeid(MemorySegment request, int index) {
    return request.get(JAVA_LONG, AT + BATCH_SIZE + (long) index * ONE_SIZE);
  }

  static long batchNlookup(MemorySegment request, int index) {
    return request.get(JAVA_LONG, AT + BATCH_SIZE + (long) index * ONE_SIZE + 8);
  }
}
