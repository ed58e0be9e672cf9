// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.ramdrive.volume.Name;
import io.ramdrive.volume.NameMatching;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/**
 * Notifications that wait to be sent, as the messages that they will be, in memory of a fixed size:
 * those about names in one part, those about inodes in another. All names are sent before all
 * inodes.
 *
 * <p>That order matters. A notification about a name waits until the kernel has finished what it
 * does in that directory: a listing that was answered before the change, and whose pages are only
 * then put into the cache; an unlink that takes a link off an inode. So what is dropped of the
 * inodes afterwards stays dropped.
 *
 * <p>A notification that is there already is not added again; of two for one inode one remains,
 * which says what both say. The search for it is short and may miss one, which costs a system call
 * and no more. One thread at a time.
 */
final class NotificationBatch implements AutoCloseable {
  /** Places to look for what is there already: one for each hash. */
  private static final int RECENT = 1024;

  /** The largest message: a DELETE with the longest name, its NUL, and padding. */
  static final int MAX_MESSAGE =
      NotifyDeleteOut.SIZE + NameMatching.CASE_INSENSITIVE.maxBytes() + 1;

  private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;

  private final MappedMemory memory;
  private final MemorySegment names;
  private final MemorySegment inodes;
  private final int[] recentNames = new int[RECENT];
  private final int[] recentInodes = new int[RECENT];
  private int namesEnd;
  private int inodesEnd;
  private boolean namesOverflowed;
  private boolean inodesOverflowed;

  /** What came of a notification that was to be added. */
  enum Added {
    ADDED,
    /** One that says as much was there. */
    MERGED,
    /** There was no room, for the first time. */
    OVERFLOWED,
    /** There was no room, as before. */
    LOST
  }

  NotificationBatch(QueueLimits limits) throws MountException {
    int nameBytes = limits.nameBytes();
    int inodeBytes = limits.inodes() * NotifyInvalInodeOut.SIZE;
    memory = MappedMemory.map(new Syscalls(), (long) nameBytes + inodeBytes);
    names = memory.segment().asSlice(0, nameBytes);
    inodes = memory.segment().asSlice(nameBytes, inodeBytes);
    clear();
  }

  void clear() {
    Arrays.fill(recentNames, -1);
    Arrays.fill(recentInodes, -1);
    namesEnd = 0;
    inodesEnd = 0;
    namesOverflowed = false;
    inodesOverflowed = false;
  }

  boolean isEmpty() {
    return namesEnd == 0 && inodesEnd == 0 && !hasOverflowed();
  }

  /** Whether notifications are missing: any inode that the kernel holds may be out of date. */
  boolean hasOverflowed() {
    return namesOverflowed || inodesOverflowed;
  }

  /** Whether notifications about names are missing. */
  boolean lacksNames() {
    return namesOverflowed;
  }

  Added invalEntry(long parent, Name name) {
    if (namesEnd + padded(MAX_MESSAGE) > names.byteSize()) {
      return nameLost();
    }
    return addName(NotifyInvalEntryOut.encode(names, namesEnd, parent, name));
  }

  Added delete(long parent, long child, Name name) {
    if (namesEnd + padded(MAX_MESSAGE) > names.byteSize()) {
      return nameLost();
    }
    return addName(NotifyDeleteOut.encode(names, namesEnd, parent, child, name));
  }

  Added invalInode(long ino, long off, long len) {
    int slot = slot(ino * MULTIPLIER);
    int known = recentInodes[slot];
    if (known >= 0 && NotifyInvalInodeOut.ino(inodes, known) == ino) {
      NotifyInvalInodeOut.unite(inodes, known, off, len);
      return Added.MERGED;
    }
    if (inodesEnd + NotifyInvalInodeOut.SIZE > inodes.byteSize()) {
      Added result = inodesOverflowed ? Added.LOST : Added.OVERFLOWED;
      inodesOverflowed = true;
      return result;
    }
    NotifyInvalInodeOut.encode(inodes, inodesEnd, ino, off, len);
    recentInodes[slot] = inodesEnd;
    inodesEnd += NotifyInvalInodeOut.SIZE;
    return Added.ADDED;
  }

  /** The messages about names: each begins at a multiple of 8 behind the one before it. */
  MemorySegment names() {
    return names;
  }

  int namesEnd() {
    return namesEnd;
  }

  /** The messages about inodes, one behind the other. */
  MemorySegment inodes() {
    return inodes;
  }

  int inodesEnd() {
    return inodesEnd;
  }

  /** Where the message behind the one at {@code at} begins. */
  int nameBehind(int at) {
    return at + padded(OutHeader.len(names, at));
  }

  @Override
  public void close() {
    memory.close();
  }

  private Added nameLost() {
    Added result = namesOverflowed ? Added.LOST : Added.OVERFLOWED;
    namesOverflowed = true;
    return result;
  }

  /** Keeps the message that has been put at the end, unless it is there already. */
  private Added addName(int length) {
    int end = namesEnd + padded(length);
    for (int at = namesEnd + length; at < end; at++) {
      names.set(JAVA_BYTE, at, (byte) 0);
    }
    long hash = 0;
    for (int at = namesEnd; at < end; at += Long.BYTES) {
      hash = (hash ^ names.get(JAVA_LONG, at)) * MULTIPLIER;
    }
    int slot = slot(hash);
    int known = recentNames[slot];
    if (known >= 0
        && OutHeader.len(names, known) == length
        && MemorySegment.mismatch(names, known, known + length, names, namesEnd, namesEnd + length)
            < 0) {
      return Added.MERGED;
    }
    recentNames[slot] = namesEnd;
    namesEnd = end;
    return Added.ADDED;
  }

  private static int slot(long hash) {
    return (int) (hash >>> 40) & (RECENT - 1);
  }

  private static int padded(int length) {
    return (length + Long.BYTES - 1) & -Long.BYTES;
  }
}
