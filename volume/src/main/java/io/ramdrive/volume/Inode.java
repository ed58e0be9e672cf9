// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.volume;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * A file, directory, symlink, FIFO, socket or device node of a volume.
 *
 * <p>All fields but the id, the type and the count of holders are guarded by the inode, which is a
 * lock itself, and so is the content of directories and files; for the order in which locks of
 * several inodes are taken see {@link Namespace}.
 *
 * <p>An inode lives as long as somebody holds it. All its names together are one holder; each
 * {@link #retain()} is one more.
 */
public abstract sealed class Inode extends InodeLock
    permits Directory, RegularFile, Symlink, SpecialFile {
  /**
   * {@link #links} of a file that was made without a name and not linked yet: the only inode
   * without names that can be given one.
   */
  static final int NEVER_NAMED = -1;

  private static final VarHandle HOLDERS;

  static {
    try {
      HOLDERS = MethodHandles.lookup().findVarHandle(Inode.class, "holders", int.class);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }

  private final Volume volume;
  private final long id;

  @SuppressWarnings("FieldMayBeFinal") // written through HOLDERS
  private volatile int holders = 1;

  int mode;
  int uid;
  int gid;

  /** The number of names, for a directory as {@code st_nlink} has it; or NEVER_NAMED. */
  int links;

  long atimeSeconds;
  long mtimeSeconds;
  long ctimeSeconds;
  long btimeSeconds;
  int atimeNanos;
  int mtimeNanos;
  int ctimeNanos;
  int btimeNanos;

  /** What {@link Dentry} keeps of its names; null while it has none. */
  @Nullable Object names;

  /** Null while there are none, as in nearly all inodes. */
  @Nullable ExtendedAttributes xattrs;

  /** Null while Windows has left nothing there. */
  @Nullable WindowsAttributes windows;

  /** A new inode without names, held once by its maker. */
  Inode(Volume volume, long id, Call call, int mode) {
    this.volume = volume;
    this.id = id;
    this.mode = mode;
    uid = call.uid;
    gid = call.gid;
    btimeSeconds = call.nowSeconds;
    btimeNanos = call.nowNanos;
    atimeSeconds = mtimeSeconds = ctimeSeconds = btimeSeconds;
    atimeNanos = mtimeNanos = ctimeNanos = btimeNanos;
  }

  /**
   * Unique in the volume and never used again; the root's is {@link Volume#ROOT_ID}. The low 31
   * bits are the {@linkplain #slot() slot}.
   */
  public final long id() {
    return id;
  }

  /**
   * A small number that no other live inode of the volume has: for tables by inode. It is used
   * again after this inode is freed.
   */
  public final int slot() {
    return InodeTable.slotOf(id);
  }

  /** File type bits of the mode: one of the S_IF constants of {@link Mode}; never changes. */
  public final int type() {
    return Mode.type(mode);
  }

  /**
   * Keeps the inode alive, with or without names, until {@link #release()}. The caller must know
   * that it is alive now.
   */
  public final void retain() {
    if ((int) HOLDERS.getAndAdd(this, 1) <= 0) {
      throw new IllegalStateException("inode " + id + " was retained after it was freed");
    }
  }

  /** Keeps the inode alive unless it has been freed already. */
  public final boolean tryRetain() {
    int current = holders;
    while (current > 0) {
      if (HOLDERS.compareAndSet(this, current, current + 1)) {
        return true;
      }
      current = holders;
    }
    return false;
  }

  /**
   * Undoes one {@link #retain()}. An inode without names and holders is freed at once, with its
   * memory.
   */
  public final void release() {
    int before = (int) HOLDERS.getAndAdd(this, -1);
    if (before == 1) {
      volume.reaper().free(this);
    } else if (before < 1) {
      throw new IllegalStateException("inode " + id + " was released more often than retained");
    }
  }

  final Volume volume() {
    return volume;
  }

  /** The content's length as {@code st_size} tells it. */
  abstract long size();

  /** Bytes of page memory. */
  long allocated() {
    return 0;
  }

  /** The device number of a device node. */
  int device() {
    return 0;
  }

  /** Gives back what the inode holds besides itself; nobody else knows the inode any more. */
  void freeContent() {}

  final boolean isDirectory() {
    return this instanceof Directory;
  }

  /** The number of names; under the lock. */
  final int links() {
    return Math.max(0, links);
  }

  /** Whether this is a named stream of another inode; under the lock. */
  final boolean isStream() {
    return windows != null && windows.owner != null;
  }

  /** Fills {@code into}; under the lock, or before anybody else knows the inode. */
  final void fill(Attributes into) {
    into.id = id;
    into.mode = mode;
    into.links = links();
    into.uid = uid;
    into.gid = gid;
    into.device = device();
    into.blockSize = volume.pageSize();
    into.atimeSeconds = atimeSeconds;
    into.atimeNanos = atimeNanos;
    into.mtimeSeconds = mtimeSeconds;
    into.mtimeNanos = mtimeNanos;
    into.ctimeSeconds = ctimeSeconds;
    into.ctimeNanos = ctimeNanos;
    into.btimeSeconds = btimeSeconds;
    into.btimeNanos = btimeNanos;
    fillContent(into);
    WindowsAttributes more = windows;
    into.dosAttributes = more == null ? Attributes.NO_DOS_ATTRIBUTES : more.dosAttributes;
    into.reparseTag = more == null ? 0 : more.reparseTag;
    into.eaSize = xattrs == null ? 0 : xattrs.eaSize();
  }

  /** The part of {@link #fill} that the content decides; all times are filled in already. */
  void fillContent(Attributes into) {
    into.size = size();
    into.allocated = allocated();
  }

  /** Where what Windows knows of the inode is to be kept; under the write lock. */
  final WindowsAttributes windowsAttributes() {
    WindowsAttributes present = windows;
    if (present == null) {
      present = new WindowsAttributes();
      windows = present;
    }
    return present;
  }

  void changed(Call call) {
    ctimeSeconds = call.nowSeconds;
    ctimeNanos = call.nowNanos;
  }

  final void modified(Call call) {
    mtimeSeconds = call.nowSeconds;
    mtimeNanos = call.nowNanos;
    changed(call);
  }

  /**
   * Notes a read as {@code relatime} does: only when the last access is not later than the last
   * change, or a day old. Called under the read lock: two readers may both set it, to nearly the
   * same time.
   */
  void accessed(Call call) {
    accessed(call, true);
  }

  /**
   * As {@link #accessed(Call)}.
   *
   * @param begins false for a read that goes on where the one before ended: then the clock, which
   *     takes longer to read than anything else here, is not asked whether a day has passed
   */
  void accessed(Call call, boolean begins) {
    if (!call.keepsAccessTimes
        && (isBefore(mtimeSeconds, mtimeNanos)
            || isBefore(ctimeSeconds, ctimeNanos)
            || (begins && olderThanADay()))) {
      call.readClock();
      atimeSeconds = call.nowSeconds;
      atimeNanos = call.nowNanos;
    }
  }

  private boolean isBefore(long seconds, int nanos) {
    return atimeSeconds < seconds || (atimeSeconds == seconds && atimeNanos <= nanos);
  }

  private boolean olderThanADay() {
    return System.currentTimeMillis() / 1000 - atimeSeconds >= 86_400;
  }

  /**
   * Clears set-user-id, set-group-id where the group may execute, and file capabilities: what a
   * write by an unprivileged user does to a file.
   */
  final void killPrivileges() {
    mode &= (mode & Mode.S_IXGRP) != 0 ? ~(Mode.S_ISUID | Mode.S_ISGID) : ~Mode.S_ISUID;
  }
}
