// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;

/**
 * struct fuse_copy_file_range_in, the body of COPY_FILE_RANGE and COPY_FILE_RANGE_64. The source is
 * the request's node.
 *
 * <pre>
 *   0  fh_in
 *   8  off_in
 *  16  nodeid_out
 *  24  fh_out
 *  32  off_out
 *  40  len
 *  48  flags
 * </pre>
 */
final class CopyFileRangeIn {
  static final int SIZE = 56;

  private static final int AT = InHeader.SIZE;

  private CopyFileRangeIn() {}

  static long offIn(MemorySegment request) {
    return request.get(JAVA_LONG, AT + 8);
  }

  static long nodeidOut(MemorySegment request) {
    return request.get(JAVA_LONG, AT + 16);
  }

  static long offOut(MemorySegment request) {
    return request.get(JAVA_LONG, AT + 32);
  }

  static long len(MemorySegment request) {
    return request.get(JAVA_LONG, AT + 40);
  }

  static long flags(MemorySegment request) {
    return request.get(JAVA_LONG, AT + 48);
  }
}
