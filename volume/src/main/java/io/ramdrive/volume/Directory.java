// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.volume;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A directory: a hash table of entries, and the same entries in the order of their positions.
 *
 * <p>A position is given once and never again, so a listing that stopped at a position continues
 * behind it whatever came and went meanwhile. A removed entry stays in the order, dead, until half
 * of the order is dead.
 *
 * <p>All methods are called under the directory's lock, those that change it under the write lock.
 */
final class Directory extends Inode {
  /** The position behind {@code .} */
  static final long POSITION_OF_SELF = 1;

  /** The position behind {@code ..} */
  static final long POSITION_OF_PARENT = 2;

  /** What an entry adds to a directory's size: BOGO_DIRENT_SIZE of tmpfs. */
  private static final int ENTRY_SIZE = 20;

  private static final byte[] SELF = {'.'};
  private static final byte[] PARENT = {'.', '.'};
  private static final @Nullable Dentry[] NONE_BY_NAME = new Dentry[0];
  private static final Dentry[] NONE_IN_ORDER = new Dentry[0];

  /**
   * The parent; the root's is the root. Guarded by {@link Namespace}'s topology lock where it can
   * change.
   */
  volatile Directory parent;

  private @Nullable Dentry[] buckets = NONE_BY_NAME;
  private Dentry[] ordered = NONE_IN_ORDER;
  private int orderedCount;
  private int live;
  private long lastPosition = POSITION_OF_PARENT;

  Directory(Volume volume, long id, Call call, int mode, @Nullable Directory parent) {
    super(volume, id, call, mode);
    this.parent = parent == null ? this : parent;
    links = 2;
  }

  /** Makes the root of a volume. */
  static Directory root(Volume volume, InodeTable inodes, VolumeOptions options) {
    Call call = new Call(inode -> {}).as(options.uid(), options.gid(), 0);
    call.readClock();
    inodes.charge(1);
    int mode = Mode.S_IFDIR | options.rootMode();
    Directory root = new Directory(volume, inodes.newId(), call, mode, null);
    inodes.put(root);
    return root;
  }

  @Override
  long size() {
    return (2L + live) * ENTRY_SIZE;
  }

  boolean isEmpty() {
    return live == 0;
  }

  /** Whether the directory has been removed: nothing can be made in it any more. */
  boolean isRemoved() {
    return links == 0;
  }

  @Nullable Dentry find(Name name) {
    @Nullable Dentry[] table = buckets;
    if (table.length == 0) {
      return null;
    }
    NameMatching matching = volume().nameMatching();
    int hash = matching.hash(name);
    for (Dentry dentry = table[hash & (table.length - 1)]; dentry != null; dentry = dentry.next) {
      if (dentry.hash == hash && matching.matches(name, dentry.name)) {
        return dentry;
      }
    }
    return null;
  }

  /**
   * Adds a name that is not there yet; under the lock of {@code inode}, too.
   *
   * @param replaced the name of {@code inode} that is about to be removed, if one is
   */
  void insert(Name name, Inode inode, @Nullable Dentry replaced) {
    if (live >= buckets.length) {
      rehash(Math.max(4, 2 * buckets.length));
    }
    int hash = volume().nameMatching().hash(name);
    Dentry dentry = new Dentry(this, name.toBytes(), hash, ++lastPosition, inode, replaced);
    link(buckets, dentry);
    if (orderedCount == ordered.length) {
      ordered = Arrays.copyOf(ordered, Math.max(4, 2 * orderedCount));
    }
    ordered[orderedCount++] = dentry;
    live++;
  }

  /** Removes an entry that {@link #find} found under the same lock; under its inode's, too. */
  void remove(Dentry dentry) {
    int bucket = dentry.hash & (buckets.length - 1);
    Dentry previous = buckets[bucket];
    if (previous == dentry) {
      buckets[bucket] = dentry.next;
    } else {
      while (previous != null && previous.next != dentry) {
        previous = previous.next;
      }
      Objects.requireNonNull(previous, "the entry is not of this directory").next = dentry.next;
    }
    dentry.end();
    dentry.next = null;
    live--;
    if (orderedCount - live > live + 8) {
      compact();
    }
  }

  /** Gives the entries behind {@code position} to {@code visitor}. */
  void list(long position, DirectoryVisitor visitor) {
    if (position < POSITION_OF_SELF && !visitor.entry(SELF, this, POSITION_OF_SELF)) {
      return;
    }
    if (position < POSITION_OF_PARENT && !visitor.entry(PARENT, parent, POSITION_OF_PARENT)) {
      return;
    }
    for (int i = firstBehind(position); i < orderedCount; i++) {
      Dentry dentry = ordered[i];
      Inode inode = dentry.inode;
      if (inode != null && !visitor.entry(dentry.name, inode, dentry.position)) {
        return;
      }
    }
  }

  /** Whether this directory is {@code other} or lies above it; under the topology lock. */
  boolean isAncestorOrSelf(Directory other) {
    Directory directory = other;
    while (directory != this) {
      Directory above = directory.parent;
      if (above == directory) {
        return false;
      }
      directory = above;
    }
    return true;
  }

  private int firstBehind(long position) {
    int low = 0;
    int high = orderedCount;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (ordered[middle].position <= position) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private void rehash(int size) {
    @Nullable Dentry[] table = new Dentry[size];
    for (int i = 0; i < orderedCount; i++) {
      if (ordered[i].inode != null) {
        link(table, ordered[i]);
      }
    }
    buckets = table;
  }

  private void compact() {
    int kept = 0;
    for (int i = 0; i < orderedCount; i++) {
      if (ordered[i].inode != null) {
        ordered[kept++] = ordered[i];
      }
    }
    ordered = Arrays.copyOf(ordered, Integer.highestOneBit(Math.max(2, kept)) * 2);
    orderedCount = kept;
    int size = Integer.highestOneBit(Math.max(2, live)) * 2;
    if (size < buckets.length) {
      rehash(size);
    }
  }

  private static void link(@Nullable Dentry[] table, Dentry dentry) {
    int bucket = dentry.hash & (table.length - 1);
    dentry.next = table[bucket];
    table[bucket] = dentry;
  }
}
