// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

import io.ramdrive.volume.Call;
import io.ramdrive.volume.DirectoryVisitor;
import io.ramdrive.volume.Inode;
import io.ramdrive.volume.Volume;
import java.lang.foreign.MemorySegment;

/**
 * The body of a reply to READDIR or READDIRPLUS while the volume fills it. Reused; one thread at a
 * time.
 */
final class DirectoryListing implements DirectoryVisitor {
  private final Volume volume;
  private final LookupCounts counts;
  private final Negotiation negotiation;
  private final MemorySegment reply;

  /** The listing's own, so that the attributes of entries do not disturb the call under way. */
  private final Call entryCall;

  private MemorySegment request = MemorySegment.NULL;
  private boolean plus;
  private int capacity;
  private int length;
  private boolean full;

  DirectoryListing(FuseFileSystem fileSystem, MemorySegment reply) {
    volume = fileSystem.volume();
    counts = fileSystem.lookupCounts();
    negotiation = fileSystem.negotiation();
    this.reply = reply;
    entryCall = new Call(counts);
  }

  /**
   * Empties the listing.
   *
   * @param request what asks for it
   * @param plus whether each entry comes with its inode
   * @param capacity the largest length in bytes
   */
  void begin(MemorySegment request, boolean plus, int capacity) {
    this.request = request;
    this.plus = plus;
    this.capacity = capacity;
    length = 0;
    full = false;
  }

  @Override
  public boolean entry(byte[] name, Inode inode, long position) {
    int entrySize = plus ? EntryOut.SIZE : 0;
    int size = entrySize + Dirent.size(name.length);
    if (length + size > capacity) {
      full = true;
      return false;
    }
    long at = OutHeader.SIZE + (long) length;
    if (plus) {
      encodeInode(at, name, inode);
    }
    Dirent.encode(reply, at + entrySize, name, inode, position);
    length += size;
    return true;
  }

  /** The length in bytes. */
  int length() {
    return length;
  }

  /** Whether not even the first entry had room. */
  boolean isTooSmall() {
    return full && length == 0;
  }

  private void encodeInode(long at, byte[] name, Inode inode) {
    if (isSelfOrParent(name)) {
      EntryOut.encodeNone(reply, at);
      return;
    }
    // Counted first: a change of the attributes from now on is one that the kernel is told of.
    counts.retain(inode);
    volume.getattr(entryCall, inode);
    EntryOut.encode(reply, at, entryCall.attributes(), negotiation);
    counts.trace().entry(request, reply, at, name);
  }

  /** The kernel takes no inodes for these two and counts no lookups for them. */
  private static boolean isSelfOrParent(byte[] name) {
    return name[0] == '.' && (name.length == 1 || (name.length == 2 && name[1] == '.'));
  }
}
