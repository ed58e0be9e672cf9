// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.ramdrive.volume.Attributes;
import java.lang.foreign.MemorySegment;

/**
 * struct fuse_attr_out, the reply to GETATTR and SETATTR.
 *
 * <pre>
 *   0  attr_valid
 *   8  attr_valid_nsec   12  dummy
 *  16  attr
 * </pre>
 */
final class AttrOut {
  static final int SIZE = 16 + FuseAttr.SIZE;

  private AttrOut() {}

  static void encode(MemorySegment reply, long at, Attributes attributes, Timeout timeout) {
    reply.set(JAVA_LONG, at, timeout.seconds());
    reply.set(JAVA_INT, at + 8, timeout.nanoseconds());
    reply.set(JAVA_INT, at + 12, 0);
    FuseAttr.encode(reply, at + 16, attributes);
  }
}
