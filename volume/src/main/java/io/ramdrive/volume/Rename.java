// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.volume;

import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Renames. The order of locks is {@link Namespace}'s. */
final class Rename {
  private final Volume volume;
  private final InodeTable inodes;
  private final Namespace namespace;

  /**
   * Held by whoever moves a name from one directory to another: the tree's shape stands still
   * meanwhile.
   */
  private final ReentrantLock topology = new ReentrantLock();

  Rename(Volume volume, InodeTable inodes, Namespace namespace) {
    this.volume = volume;
    this.inodes = inodes;
    this.namespace = namespace;
  }

  Status rename(Call call, Directory dir, Directory newDir, int flags) {
    Status checked = Namespace.check(call.newName, volume.nameMatching());
    if (checked != Status.OK) {
      return checked;
    }
    boolean exchange = (flags & Volume.RENAME_EXCHANGE) != 0;
    int others = flags & ~Volume.RENAME_EXCHANGE;
    if ((others & ~(Volume.RENAME_NOREPLACE | Volume.RENAME_WHITEOUT)) != 0
        || (exchange && others != 0)) {
      return Status.INVALID;
    }
    return run(call, dir, null, newDir, flags);
  }

  /** As Windows does: see {@link Volume#move}. */
  Status move(Call call, Directory dir, Inode expected, Directory newDir, boolean replace) {
    Status checked = Namespace.check(call.newName, volume.nameMatching());
    if (checked != Status.OK) {
      return checked;
    }
    return run(call, dir, expected, newDir, replace ? 0 : Volume.RENAME_NOREPLACE);
  }

  private Status run(
      Call call, Directory dir, @Nullable Inode expected, Directory newDir, int flags) {
    call.readClock();
    Status status =
        dir == newDir
            ? within(call, dir, expected, flags)
            : between(call, dir, expected, newDir, flags);
    namespace.dropLost(call);
    return status;
  }

  private Status within(Call call, Directory dir, @Nullable Inode expected, int flags) {
    dir.lockWrite();
    try {
      if (!concernsTwoDirectories(call, dir)) {
        return locked(call, dir, expected, dir, flags);
      }
    } finally {
      dir.unlockWrite();
    }
    topology.lock();
    try {
      dir.lockWrite();
      try {
        return locked(call, dir, expected, dir, flags);
      } finally {
        dir.unlockWrite();
      }
    } finally {
      topology.unlock();
    }
  }

  private static boolean concernsTwoDirectories(Call call, Directory dir) {
    Dentry from = dir.find(call.name);
    Dentry to = dir.find(call.newName);
    return from != null && to != null && from.target().isDirectory() && to.target().isDirectory();
  }

  private Status between(
      Call call, Directory dir, @Nullable Inode expected, Directory newDir, int flags) {
    topology.lock();
    try {
      boolean newFirst =
          newDir.isAncestorOrSelf(dir) || (!dir.isAncestorOrSelf(newDir) && newDir.id() < dir.id());
      Directory first = newFirst ? newDir : dir;
      Directory second = newFirst ? dir : newDir;
      first.lockWrite();
      second.lockWrite();
      try {
        return locked(call, dir, expected, newDir, flags);
      } finally {
        second.unlockWrite();
        first.unlockWrite();
      }
    } finally {
      topology.unlock();
    }
  }

  /**
   * Under the locks of both directories; leaves an inode that has lost its last name in the call.
   */
  private Status locked(
      Call call, Directory dir, @Nullable Inode expected, Directory newDir, int flags) {
    Dentry from = dir.find(call.name);
    if (expected != null && (from == null || from.target() != expected)) {
      return Status.STALE;
    }
    if (from == null || newDir.isRemoved()) {
      return Status.NOT_FOUND;
    }
    Dentry to = newDir.find(call.newName);
    if (from == to && (flags & ~Volume.RENAME_NOREPLACE) == 0 && !call.newName.isSameAs(to.name)) {
      respell(call, dir, from);
      return Status.OK;
    }
    boolean exchange = (flags & Volume.RENAME_EXCHANGE) != 0;
    if (to == null) {
      if (exchange) {
        return Status.NOT_FOUND;
      }
    } else if ((flags & Volume.RENAME_NOREPLACE) != 0) {
      return Status.EXISTS;
    }
    Inode source = from.target();
    Inode target = to == null ? null : to.target();
    if (source == target) {
      if (expected != null && from != to) {
        namespace.unlink(call, dir, from);
      }
      return Status.OK;
    }
    if (expected != null && target instanceof Directory) {
      return Status.IS_DIRECTORY;
    }
    Status shape = checkShape(dir, newDir, source, target, exchange);
    if (shape != Status.OK) {
      return shape;
    }
    Inode first = target != null && isLockedBefore(target, source) ? target : source;
    Inode second = first == source ? target : source;
    first.lockWrite();
    if (second != null) {
      second.lockWrite();
    }
    try {
      if (!exchange && target instanceof Directory directory && !directory.isEmpty()) {
        return Status.NOT_EMPTY;
      }
      Inode whiteout = null;
      if ((flags & Volume.RENAME_WHITEOUT) != 0) {
        whiteout = namespace.make(call, dir, Mode.S_IFCHR, 0, null);
        if (whiteout == null) {
          return Status.NO_SPACE;
        }
        whiteout.links = 1;
      }
      source.changed(call);
      if (to != null && exchange) {
        exchange(call, dir, from, newDir, to);
        call.change.renamed(ChangeKind.EXCHANGED, dir, newDir, source, target);
      } else {
        byte[] spelling = to == null ? null : to.name;
        move(call, dir, from, newDir, to, whiteout);
        call.change.renamed(ChangeKind.RENAMED, dir, newDir, source, target);
        call.change.replacedAs(spelling);
      }
      return Status.OK;
    } finally {
      if (second != null) {
        second.unlockWrite();
      }
      first.unlockWrite();
    }
  }

  /** Gives a name another spelling. */
  private static void respell(Call call, Directory dir, Dentry dentry) {
    Inode inode = dentry.target();
    inode.lockWrite();
    call.name.spell(dentry.name);
    dentry.name = call.newName.toBytes();
    inode.changed(call);
    call.change.renamed(ChangeKind.RENAMED, dir, dir, inode, null);
    inode.unlockWrite();
    dir.modified(call);
  }

  /** Directories before what may be named in them, and each kind by id. */
  private static boolean isLockedBefore(Inode one, Inode other) {
    return one.isDirectory() == other.isDirectory() ? one.id() < other.id() : one.isDirectory();
  }

  /**
   * What can be refused before the inodes themselves are locked; also keeps an ancestor of a locked
   * directory from being locked.
   */
  private static Status checkShape(
      Directory dir, Directory newDir, Inode source, @Nullable Inode target, boolean exchange) {
    if (dir != newDir) {
      if (source instanceof Directory moved && moved.isAncestorOrSelf(newDir)) {
        return Status.INVALID;
      }
      if (target instanceof Directory moved && moved.isAncestorOrSelf(dir)) {
        return exchange ? Status.INVALID : Status.NOT_EMPTY;
      }
    }
    if (exchange || target == null || source.isDirectory() == target.isDirectory()) {
      return Status.OK;
    }
    return source.isDirectory() ? Status.NOT_DIRECTORY : Status.IS_DIRECTORY;
  }

  private void move(
      Call call,
      Directory dir,
      Dentry from,
      Directory newDir,
      @Nullable Dentry to,
      @Nullable Inode whiteout) {
    Inode source = from.target();
    if (to == null) {
      newDir.insert(call.newName, source, from);
    } else {
      Inode target = to.target();
      target.changed(call);
      if (target instanceof Directory directory) {
        directory.links = 0;
        newDir.links--;
      } else {
        namespace.dropLink(target);
      }
      if (target.links == 0) {
        call.lost = target;
      }
      to.retarget(source, from);
      if (!call.newName.isSameAs(to.name)) {
        to.name = call.newName.toBytes();
      }
    }
    if (whiteout == null) {
      dir.remove(from);
    } else {
      from.retarget(whiteout, null);
      inodes.put(whiteout);
    }
    call.name.spell(from.name);
    reparent(source, dir, newDir);
    dir.modified(call);
    newDir.modified(call);
  }

  private static void exchange(Call call, Directory dir, Dentry from, Directory newDir, Dentry to) {
    Inode source = from.target();
    Inode target = to.target();
    target.changed(call);
    from.retarget(target, null);
    to.retarget(source, null);
    call.name.spell(from.name);
    call.newName.spell(to.name);
    reparent(source, dir, newDir);
    reparent(target, newDir, dir);
    dir.modified(call);
    newDir.modified(call);
  }

  private static void reparent(Inode inode, Directory from, Directory to) {
    if (from != to && inode instanceof Directory directory) {
      directory.parent = to;
      from.links--;
      to.links++;
    }
  }
}
