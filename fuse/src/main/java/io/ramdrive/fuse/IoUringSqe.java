// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.MemorySegment;

/**
 * struct io_uring_sqe of linux/io_uring.h as a command to the FUSE device, which ends in struct
 * fuse_uring_cmd_req of linux/fuse.h. What has no name here stays 0.
 *
 * <pre>
 *   0  opcode(u8)     1  flags(u8)      2  ioprio(u16)    4  fd
 *   8  cmd_op        16  addr          24  len           32  user_data
 *  48  flags         56  commit_id     64  qid(u16)      72 ... 128 (end)
 * </pre>
 */
final class IoUringSqe {
  /** With IORING_SETUP_SQE128. */
  static final int SIZE = 128;

  /** enum io_uring_op: the file's own command. */
  private static final byte IORING_OP_URING_CMD = 46;

  /** enum fuse_uring_cmd: none. */
  static final int FUSE_IO_URING_CMD_INVALID = 0;

  /** enum fuse_uring_cmd: here is memory for a request; fetch one. */
  static final int FUSE_IO_URING_CMD_REGISTER = 1;

  /** enum fuse_uring_cmd: the reply is in place; fetch the next request. */
  static final int FUSE_IO_URING_CMD_COMMIT_AND_FETCH = 2;

  private IoUringSqe() {}

  /** Makes a zeroed entry, or one that was a command before, this command. */
  static void command(MemorySegment sqe, int fd, int commandOp, long commitId, int qid) {
    sqe.set(JAVA_BYTE, 0, IORING_OP_URING_CMD);
    sqe.set(JAVA_INT, 4, fd);
    sqe.set(JAVA_INT, 8, commandOp);
    sqe.set(JAVA_LONG, 56, commitId);
    sqe.set(JAVA_SHORT, 64, (short) qid);
  }

  /** The {@code count} struct iovec that REGISTER hands over. */
  static void iovecs(MemorySegment sqe, long address, int count) {
    sqe.set(JAVA_LONG, 16, address);
    sqe.set(JAVA_INT, 24, count);
  }
}
