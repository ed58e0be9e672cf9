// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.ramdrive.volume.Attributes;
import java.lang.foreign.MemorySegment;

/**
 * struct fuse_entry_out, the reply to LOOKUP and to everything that makes a name. With it the
 * kernel holds the inode once more, until FORGET.
 *
 * <pre>
 *   0  nodeid
 *   8  generation
 *  16  entry_valid
 *  24  attr_valid
 *  32  entry_valid_nsec  36  attr_valid_nsec
 *  40  attr
 * </pre>
 */
final class EntryOut {
  static final int SIZE = 40 + FuseAttr.SIZE;

  private EntryOut() {}

  static void encode(MemorySegment reply, long at, Attributes attributes, Negotiation negotiation) {
    encode(reply, at, attributes, negotiation.entryTimeout(), negotiation.attrTimeout());
  }

  static void encode(
      MemorySegment reply, long at, Attributes attributes, Timeout entry, Timeout attr) {
    encodeEntry(reply, at, attributes.id(), entry, attr);
    FuseAttr.encode(reply, at + 40, attributes);
  }

  /** "There is no such name", which the kernel keeps for as long as it would keep an entry. */
  static void encodeNegative(MemorySegment reply, long at, Negotiation negotiation) {
    encodeEntry(reply, at, 0, negotiation.negativeTimeout(), Timeout.NONE);
    clear(reply, at + 40, FuseAttr.SIZE);
  }

  /** An entry of READDIRPLUS that brings no inode. */
  static void encodeNone(MemorySegment reply, long at) {
    clear(reply, at, SIZE);
  }

  private static void encodeEntry(
      MemorySegment reply, long at, long nodeid, Timeout entry, Timeout attr) {
    reply.set(JAVA_LONG, at, nodeid);
    // Ids are never used again, so one generation is enough.
    reply.set(JAVA_LONG, at + 8, 0);
    reply.set(JAVA_LONG, at + 16, entry.seconds());
    reply.set(JAVA_LONG, at + 24, attr.seconds());
    reply.set(JAVA_INT, at + 32, entry.nanoseconds());
    reply.set(JAVA_INT, at + 36, attr.nanoseconds());
  }

  private static void clear(MemorySegment reply, long at, int size) {
    for (int i = 0; i < size; i += Long.BYTES) {
      reply.set(JAVA_LONG, at + i, 0);
    }
  }
}
