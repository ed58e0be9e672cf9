// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;

/**
 * struct fuse_in_header, with which each request begins; the struct that belongs to the opcode and
 * the names follow at {@link #SIZE}.
 *
 * <pre>
 *   0  len            4  opcode
 *   8  unique
 *  16  nodeid
 *  24  uid           28  gid
 *  32  pid           36  total_extlen   38  padding
 * </pre>
 */
final class InHeader {
  static final int SIZE = 40;

  private InHeader() {}

  /** The length of the whole request in bytes. */
  static int len(MemorySegment request) {
    return request.get(JAVA_INT, 0);
  }

  static int opcode(MemorySegment request) {
    return request.get(JAVA_INT, 4);
  }

  /** The number that the reply repeats. */
  static long unique(MemorySegment request) {
    return request.get(JAVA_LONG, 8);
  }

  /** The inode that the request is about, for names the directory. */
  static long nodeid(MemorySegment request) {
    return request.get(JAVA_LONG, 16);
  }

  static int uid(MemorySegment request) {
    return request.get(JAVA_INT, 24);
  }

  static int gid(MemorySegment request) {
    return request.get(JAVA_INT, 28);
  }

  static int pid(MemorySegment request) {
    return request.get(JAVA_INT, 32);
  }
}
