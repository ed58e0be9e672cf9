// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;

/**
 * struct fuse_uring_req_header of linux/fuse.h, in which a request comes and its reply goes, all
 * but names and data. {@code in_out} is a fuse_in_header, then a fuse_out_header; {@code op_in} the
 * struct that belongs to the opcode, if any.
 *
 * <pre>
 *   0  in_out (128)
 * 128  op_in (128)
 * 256  ring_ent_in_out, a fuse_uring_ent_in_out:
 *        256  flags      264  commit_id     272  payload_sz     276  padding     280  reserved
 * 288  (end)
 * </pre>
 */
final class FuseUringReqHeader {
  static final int SIZE = 288;

  static final int IN_OUT = 0;
  static final int OP_IN = 128;

  /** The largest struct that an opcode can have. */
  static final int OP_IN_SIZE = 128;

  private FuseUringReqHeader() {}

  /** What the reply has to name. */
  static long commitId(MemorySegment header) {
    return header.get(JAVA_LONG, 264);
  }

  /** How many bytes of names and data came with the request. */
  static int payloadSize(MemorySegment header) {
    return header.get(JAVA_INT, 272);
  }

  /** How many bytes the reply's body has. */
  static void payloadSize(MemorySegment header, int value) {
    header.set(JAVA_INT, 272, value);
  }
}
