// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.volume;

/**
 * The attributes that one {@link Volume#setattr} sets, all at once or none. Reused by the caller:
 * one thread at a time.
 */
public final class AttributeChange {
  /** Which attributes to set: any of the masks below. */
  int set;

  int mode;
  int uid;
  int gid;
  long size;
  long atimeSeconds;
  int atimeNanos;
  long mtimeSeconds;
  int mtimeNanos;
  long ctimeSeconds;
  int ctimeNanos;
  long btimeSeconds;
  int btimeNanos;
  int dosAttributes;
  boolean killPrivileges;

  static final int MODE = 1;
  static final int UID = 1 << 1;
  static final int GID = 1 << 2;
  static final int SIZE = 1 << 3;
  static final int ATIME = 1 << 4;
  static final int ATIME_NOW = 1 << 5;
  static final int MTIME = 1 << 6;
  static final int MTIME_NOW = 1 << 7;
  static final int CTIME = 1 << 8;
  static final int BTIME = 1 << 9;
  static final int DOS_ATTRIBUTES = 1 << 10;

  /** Forgets everything set before. */
  public AttributeChange clear() {
    set = 0;
    killPrivileges = false;
    return this;
  }

  /** Sets the permission bits ({@link Mode#PERMISSIONS}); the file type stays. */
  public AttributeChange mode(int mode) {
    this.mode = mode;
    set |= MODE;
    return this;
  }

  /** Sets the owner. */
  public AttributeChange uid(int uid) {
    this.uid = uid;
    set |= UID;
    return this;
  }

  /** Sets the group. */
  public AttributeChange gid(int gid) {
    this.gid = gid;
    set |= GID;
    return this;
  }

  /** Sets the length in bytes: cuts the file, or extends it with a hole. */
  public AttributeChange size(long size) {
    this.size = size;
    set |= SIZE;
    return this;
  }

  /** Sets the time of last access. */
  public AttributeChange atime(long seconds, int nanos) {
    atimeSeconds = seconds;
    atimeNanos = nanos;
    set |= ATIME;
    return this;
  }

  /** Sets the time of last access to the present. */
  public AttributeChange atimeNow() {
    set |= ATIME_NOW;
    return this;
  }

  /** Sets the time of the last change of content. */
  public AttributeChange mtime(long seconds, int nanos) {
    mtimeSeconds = seconds;
    mtimeNanos = nanos;
    set |= MTIME;
    return this;
  }

  /** Sets the time of the last change of content to the present. */
  public AttributeChange mtimeNow() {
    set |= MTIME_NOW;
    return this;
  }

  /** Sets the time of the last change of the inode; without this it becomes the present. */
  public AttributeChange ctime(long seconds, int nanos) {
    ctimeSeconds = seconds;
    ctimeNanos = nanos;
    set |= CTIME;
    return this;
  }

  /** Sets the time of creation. */
  public AttributeChange btime(long seconds, int nanos) {
    btimeSeconds = seconds;
    btimeNanos = nanos;
    set |= BTIME;
    return this;
  }

  /** Sets the FILE_ATTRIBUTE_* bits of MS-FSCC 2.6, or takes {@code NO_DOS_ATTRIBUTES} away. */
  public AttributeChange dosAttributes(int dosAttributes) {
    this.dosAttributes = dosAttributes;
    set |= DOS_ATTRIBUTES;
    return this;
  }

  /** Also clears the set-user-id bit, and the set-group-id bit where the group may execute. */
  public AttributeChange killPrivileges() {
    killPrivileges = true;
    return this;
  }

  boolean has(int mask) {
    return (set & mask) != 0;
  }

  /** Whether it sets a time that a file's content moves. */
  boolean setsTimes() {
    return has(ATIME | ATIME_NOW | MTIME | MTIME_NOW);
  }

  /** Sets everything but the size and the DOS attributes; under the inode's write lock. */
  void applyTo(Inode inode, Call call) {
    if (has(UID | GID)) {
      if (!inode.isDirectory()) {
        inode.killPrivileges();
      }
      inode.uid = has(UID) ? uid : inode.uid;
      inode.gid = has(GID) ? gid : inode.gid;
    }
    if (has(MODE)) {
      inode.mode = inode.type() | (mode & Mode.PERMISSIONS);
    }
    inode.changed(call);
    if (has(CTIME)) {
      inode.ctimeSeconds = ctimeSeconds;
      inode.ctimeNanos = ctimeNanos;
    }
    if (has(ATIME | ATIME_NOW)) {
      inode.atimeSeconds = has(ATIME_NOW) ? call.nowSeconds : atimeSeconds;
      inode.atimeNanos = has(ATIME_NOW) ? call.nowNanos : atimeNanos;
    }
    if (has(MTIME | MTIME_NOW)) {
      inode.mtimeSeconds = has(MTIME_NOW) ? call.nowSeconds : mtimeSeconds;
      inode.mtimeNanos = has(MTIME_NOW) ? call.nowNanos : mtimeNanos;
    }
    if (has(BTIME)) {
      inode.btimeSeconds = btimeSeconds;
      inode.btimeNanos = btimeNanos;
    }
  }
}
