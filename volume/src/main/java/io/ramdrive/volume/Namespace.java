// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.volume;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.jspecify.annotations.Nullable;

/**
 * The operations on names but rename.
 *
 * <p>Locks are taken in this order, and each of them at most once by a thread:
 *
 * <ol>
 *   <li>the topology lock ({@link Rename}), by a rename between two directories or of two
 *       directories: while it is held no directory changes its parent, and nobody else holds the
 *       locks of two directories of which neither is the other's parent;
 *   <li>the locks of directories in which names change or are found: an ancestor before its
 *       descendants, unrelated ones (only under the topology lock) by id;
 *   <li>the locks of directories that those names name: by id, two only under the topology lock.
 *       None is an ancestor of one that is locked already;
 *   <li>the locks of all other inodes, by id.
 * </ol>
 *
 * <p>The inode table, the page pool and the counts of holders have no lock that is held while
 * another is taken. Inodes are freed after all locks are released.
 */
final class Namespace {
  private static final int MAX_LINKS = Integer.MAX_VALUE;

  private final Volume volume;
  private final InodeTable inodes;
  private final WindowsMetadata windows;

  Namespace(Volume volume, InodeTable inodes, WindowsMetadata windows) {
    this.volume = volume;
    this.inodes = inodes;
    this.windows = windows;
  }

  Status lookup(Call call, Directory dir) {
    Name name = call.name;
    if (volume.nameMatching().isTooLong(name)) {
      return Status.NAME_TOO_LONG;
    }
    if (isDots(name)) {
      return lookupDots(call, dir);
    }
    dir.lockRead();
    try {
      Dentry dentry = dir.find(name);
      if (dentry == null) {
        return Status.NOT_FOUND;
      }
      Inode inode = dentry.target();
      call.foundName = dentry.name;
      call.handOut(inode);
      inode.lockRead();
      inode.fill(call.attributes);
      inode.unlockRead();
      return Status.OK;
    } finally {
      dir.unlockRead();
    }
  }

  Status list(Call call, Directory dir, long position, DirectoryVisitor visitor) {
    dir.lockRead();
    try {
      dir.list(position, visitor);
      dir.accessed(call);
      return Status.OK;
    } finally {
      dir.unlockRead();
    }
  }

  /** Makes any kind of inode but a symlink. */
  Status create(Call call, Directory dir, int mode, int device) {
    return add(call, dir, mode, device, null);
  }

  Status symlink(Call call, Directory dir, MemorySegment target, long offset, int length) {
    if (length > Volume.MAX_TARGET_LENGTH) {
      return Status.NAME_TOO_LONG;
    }
    byte[] bytes = new byte[length];
    MemorySegment.copy(target, ValueLayout.JAVA_BYTE, offset, bytes, 0, length);
    return add(call, dir, Mode.S_IFLNK, 0, bytes);
  }

  private Status add(Call call, Directory dir, int mode, int device, byte @Nullable [] target) {
    Status checked = check(call.name, volume.nameMatching());
    if (checked != Status.OK) {
      return checked;
    }
    call.readClock();
    dir.lockWrite();
    try {
      if (dir.isRemoved()) {
        return Status.NOT_FOUND;
      }
      if (dir.find(call.name) != null) {
        return Status.EXISTS;
      }
      Inode inode = make(call, dir, mode, device, target);
      if (inode == null) {
        return Status.NO_SPACE;
      }
      if (!windows.giveBirthTo(inode, call)) {
        volume.reaper().discard(inode);
        return Status.NO_SPACE;
      }
      dir.insert(call.name, inode, null);
      dir.modified(call);
      if (inode.isDirectory()) {
        dir.links++;
      } else {
        inode.links = 1;
      }
      inode.fill(call.attributes);
      inodes.put(inode);
      call.handOut(inode);
      call.change.named(ChangeKind.CREATED, dir, inode);
      return Status.OK;
    } finally {
      dir.unlockWrite();
    }
  }

  /**
   * The inode has no name; it dies with the view's hold on it unless {@link #link} gives it one.
   */
  Status tmpfile(Call call, Directory dir, int mode) {
    call.readClock();
    Inode inode;
    dir.lockRead();
    try {
      inode = make(call, dir, Mode.S_IFREG | mode, 0, null);
    } finally {
      dir.unlockRead();
    }
    if (inode == null) {
      return Status.NO_SPACE;
    }
    inode.links = Inode.NEVER_NAMED;
    inode.fill(call.attributes);
    inodes.put(inode);
    call.handOut(inode);
    volume.reaper().orphaned();
    inode.release();
    return Status.OK;
  }

  /** A new inode without names, or null when the volume has no room for it. */
  @Nullable Inode make(Call call, Directory dir, int mode, int device, byte @Nullable [] target) {
    long units = 1 + (target == null ? 0 : Xattrs.units(target.length));
    if (!inodes.charge(units)) {
      return null;
    }
    long id = inodes.newId();
    int type = Mode.type(mode);
    Inode inode;
    if (target != null) {
      inode = new Symlink(volume, id, call, target);
    } else if (type == Mode.S_IFDIR) {
      inode = new Directory(volume, id, call, mode, dir);
    } else if (type == Mode.S_IFREG || type == 0) {
      inode = volume.content().newFile(volume, id, call, Mode.S_IFREG | (mode & Mode.PERMISSIONS));
    } else {
      inode = new SpecialFile(volume, id, call, mode, device);
    }
    if ((dir.mode & Mode.S_ISGID) != 0) {
      inode.gid = dir.gid;
      if (inode.isDirectory()) {
        inode.mode |= Mode.S_ISGID;
      }
    }
    if (target == null) {
      PosixAcl.inherit(dir, inode, call);
      long more = inode.xattrs == null ? 0 : Xattrs.units(inode.xattrs.bytes());
      if (more > 0 && !inodes.charge(more)) {
        inode.xattrs = null;
        volume.reaper().discard(inode);
        return null;
      }
    }
    return inode;
  }

  Status link(Call call, Inode inode, Directory dir) {
    Status checked = check(call.name, volume.nameMatching());
    if (checked != Status.OK) {
      return checked;
    }
    if (inode.isDirectory()) {
      return Status.NOT_PERMITTED;
    }
    call.readClock();
    dir.lockWrite();
    try {
      if (dir.isRemoved()) {
        return Status.NOT_FOUND;
      }
      if (dir.find(call.name) != null) {
        return Status.EXISTS;
      }
      inode.lockWrite();
      try {
        Status added = addLink(inode);
        if (added != Status.OK) {
          return added;
        }
        inode.changed(call);
        dir.insert(call.name, inode, null);
        dir.modified(call);
        inode.fill(call.attributes);
        call.handOut(inode);
        call.change.named(ChangeKind.LINKED, dir, inode);
        return Status.OK;
      } finally {
        inode.unlockWrite();
      }
    } finally {
      dir.unlockWrite();
    }
  }

  private Status addLink(Inode inode) {
    if (inode.links == MAX_LINKS) {
      return Status.TOO_MANY_LINKS;
    }
    if (inode.links > 0) {
      if (!inodes.charge(1)) {
        return Status.NO_SPACE;
      }
    } else {
      if (inode.links != Inode.NEVER_NAMED) {
        return Status.NOT_FOUND;
      }
      inode.links = 0;
      inode.retain();
      volume.reaper().adopted();
    }
    inode.links++;
    return Status.OK;
  }

  /** Takes one name off an inode that is no directory; whether that was the last. */
  boolean dropLink(Inode inode) {
    if (--inode.links == 0) {
      return true;
    }
    inodes.uncharge(1);
    return false;
  }

  Status unlink(Call call, Directory dir) {
    call.readClock();
    dir.lockWrite();
    try {
      Dentry dentry = dir.find(call.name);
      if (dentry == null) {
        return Status.NOT_FOUND;
      }
      if (dentry.target().isDirectory()) {
        return Status.IS_DIRECTORY;
      }
      unlink(call, dir, dentry);
    } finally {
      dir.unlockWrite();
    }
    dropLost(call);
    return Status.OK;
  }

  Status rmdir(Call call, Directory dir) {
    call.readClock();
    dir.lockWrite();
    try {
      Dentry dentry = dir.find(call.name);
      if (dentry == null) {
        return Status.NOT_FOUND;
      }
      if (!(dentry.target() instanceof Directory removed)) {
        return Status.NOT_DIRECTORY;
      }
      Status status = rmdir(call, dir, dentry, removed);
      if (status != Status.OK) {
        return status;
      }
    } finally {
      dir.unlockWrite();
    }
    dropLost(call);
    return Status.OK;
  }

  /** Removes the name of {@code expected}, whatever that is. */
  Status remove(Call call, Directory dir, Inode expected) {
    call.readClock();
    dir.lockWrite();
    try {
      Dentry dentry = dir.find(call.name);
      if (dentry == null) {
        return Status.NOT_FOUND;
      }
      if (dentry.target() != expected) {
        return Status.STALE;
      }
      if (expected instanceof Directory removed) {
        Status status = rmdir(call, dir, dentry, removed);
        if (status != Status.OK) {
          return status;
        }
      } else {
        unlink(call, dir, dentry);
      }
    } finally {
      dir.unlockWrite();
    }
    dropLost(call);
    return Status.OK;
  }

  /** Under the lock of {@code dir}; leaves an inode that lost its last name in the call. */
  void unlink(Call call, Directory dir, Dentry dentry) {
    Inode inode = dentry.target();
    inode.lockWrite();
    if (dropLink(inode)) {
      call.lost = inode;
    }
    inode.changed(call);
    dir.remove(dentry);
    call.change.named(ChangeKind.UNLINKED, dir, inode);
    inode.unlockWrite();
    call.name.spell(dentry.name);
    dir.modified(call);
  }

  /** Under the lock of {@code dir}; leaves the directory in the call. */
  private static Status rmdir(Call call, Directory dir, Dentry dentry, Directory removed) {
    removed.lockWrite();
    try {
      if (!removed.isEmpty()) {
        return Status.NOT_EMPTY;
      }
      removed.links = 0;
      removed.changed(call);
      dir.remove(dentry);
      call.change.named(ChangeKind.REMOVED, dir, removed);
    } finally {
      removed.unlockWrite();
    }
    call.lost = removed;
    call.name.spell(dentry.name);
    dir.links--;
    dir.modified(call);
    return Status.OK;
  }

  /** Lets go of the inode that has lost its last name, if any; under no lock. */
  void dropLost(Call call) {
    Inode lost = call.lost;
    if (lost != null) {
      call.lost = null;
      volume.reaper().dropNames(lost);
    }
  }

  /** Whether a new entry may have this name. */
  static Status check(Name name, NameMatching matching) {
    if (matching.isTooLong(name)) {
      return Status.NAME_TOO_LONG;
    }
    if (name.length() == 0) {
      return Status.INVALID;
    }
    if (isDots(name)) {
      return Status.EXISTS;
    }
    for (int i = 0; i < name.length(); i++) {
      if (name.at(i) == '/' || name.at(i) == 0) {
        return Status.INVALID;
      }
    }
    return Status.OK;
  }

  private Status lookupDots(Call call, Directory dir) {
    Directory found = call.name.length() == 1 ? dir : dir.parent;
    if (!found.tryRetain()) {
      return Status.STALE;
    }
    found.lockRead();
    found.fill(call.attributes);
    found.unlockRead();
    call.handOut(found);
    found.release();
    return Status.OK;
  }

  private static boolean isDots(Name name) {
    int length = name.length();
    return length > 0 && length <= 2 && name.at(0) == '.' && name.at(length - 1) == '.';
  }
}
