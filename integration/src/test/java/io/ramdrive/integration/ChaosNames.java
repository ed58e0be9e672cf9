// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.integration;

import static io.ramdrive.integration.LinuxFlags.O_CREAT;
import static io.ramdrive.integration.LinuxFlags.O_EXCL;
import static io.ramdrive.integration.LinuxFlags.O_RDWR;
import static io.ramdrive.integration.LinuxFlags.O_TMPFILE;
import static io.ramdrive.integration.LinuxFlags.O_TRUNC;
import static io.ramdrive.integration.LinuxFlags.RENAME_EXCHANGE;
import static io.ramdrive.integration.LinuxFlags.RENAME_NOREPLACE;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** What gives and takes names. */
final class ChaosNames {
  private final ChaosThread thread;
  private final RootedCalls calls;
  private final ChaosTree tree;

  ChaosNames(ChaosThread thread) {
    this.thread = thread;
    this.calls = thread.calls;
    this.tree = thread.tree;
  }

  /** Work on a name that nobody else looks through or changes. */
  private interface Work {
    void on(ChaosName name);
  }

  private void own(Work work) {
    ChaosName name = tree.anyName(thread.random);
    name.lock.writeLock().lock();
    try {
      work.on(name);
    } finally {
      name.lock.writeLock().unlock();
    }
  }

  private int anyMode() {
    return thread.random.nextBoolean() ? 0644 : 0700;
  }

  void create() {
    own(
        name -> {
          int mode = anyMode();
          long fd = calls.open(name.path(), O_RDWR | O_CREAT | O_EXCL, mode);
          if (name.file != null) {
            thread.expect(name.file, fd == -Errno.EEXIST, "create of the present " + name, fd);
            return;
          }
          if (thread.isFull(fd)) {
            return;
          }
          ChaosFile file = tree.newFile(mode, 1);
          file.note("create as " + name);
          thread.expect(file, fd >= 0, "create of the absent " + name, fd);
          fill(file, (int) fd);
          name.file = file;
        });
  }

  /** Writes some content and closes the file. */
  private void fill(ChaosFile file, int fd) {
    byte[] bytes = thread.randomBytes(thread.random.nextBoolean() ? 0 : thread.anyLength());
    file.note("first content of " + bytes.length);
    long written = calls.write(fd, bytes.length);
    file.put(0, bytes, thread.written(file, "first write", bytes.length, written));
    calls.close(fd);
  }

  /** Opens a name for new content, whether it is there or not. */
  void createOver() {
    own(
        name -> {
          ChaosFile file = name.file == null ? tree.newFile(0644, 1) : name.file;
          file.lock.writeLock().lock();
          try {
            file.note("open with O_TRUNC of " + name);
            long fd = calls.open(name.path(), O_RDWR | O_CREAT | O_TRUNC, 0644);
            if (thread.isFull(fd)) {
              return;
            }
            thread.expect(file, fd >= 0, "open with O_TRUNC of " + name, fd);
            name.file = file;
            file.resize(0);
            fill(file, (int) fd);
          } finally {
            file.lock.writeLock().unlock();
          }
        });
  }

  /** A file that gets its content before its name. */
  void createUnnamed() {
    ChaosFile file = tree.newFile(0644, 0);
    long fd = calls.open(tree.anyDirectory(thread.random).path(), O_RDWR | O_TMPFILE, 0644);
    if (thread.isFull(fd)) {
      return;
    }
    thread.expect(file, fd >= 0, "open with O_TMPFILE", fd);
    int other = (int) calls.duplicate((int) fd);
    fill(file, (int) fd);
    own(
        name -> {
          long result = calls.linkDescriptor(other, name.path());
          if (name.file != null) {
            thread.expect(name.file, result == -Errno.EEXIST, "linkat to " + name, result);
            return;
          }
          if (thread.isFull(result)) {
            return;
          }
          file.note("linkat to " + name);
          thread.expect(file, result == 0, "linkat to " + name, result);
          file.links = 1;
          name.file = file;
        });
    calls.close(other);
  }

  void unlink() {
    own(
        name -> {
          ChaosFile file = name.file;
          if (file == null) {
            long result = calls.unlink(name.path());
            thread.expect(result == -Errno.ENOENT, "unlink of the absent " + name, result);
            return;
          }
          file.lock.writeLock().lock();
          try {
            file.note("unlink of " + name);
            long result = calls.unlink(name.path());
            thread.expect(file, result == 0, "unlink of " + name, result);
            file.links--;
            name.file = null;
          } finally {
            file.lock.writeLock().unlock();
          }
        });
  }

  /** Work on two names that nobody else looks through or changes. */
  private interface PairWork {
    void on(ChaosName from, ChaosName to);
  }

  private void ownPair(PairWork work) {
    ChaosName from = tree.anyName(thread.random);
    ChaosName to = tree.anyName(thread.random);
    if (from == to) {
      return;
    }
    ChaosName first = from.compareTo(to) < 0 ? from : to;
    ChaosName second = first == from ? to : from;
    first.lock.writeLock().lock();
    second.lock.writeLock().lock();
    try {
      work.on(from, to);
    } finally {
      second.lock.writeLock().unlock();
      first.lock.writeLock().unlock();
    }
  }

  void rename() {
    ownPair(
        (from, to) -> {
          ChaosFile moved = from.file;
          String what = "rename of %s to %s".formatted(from, to);
          if (moved == null) {
            long result = calls.rename(from.path(), to.path(), 0);
            thread.expect(result == -Errno.ENOENT, what, result);
            return;
          }
          ChaosFile replaced = to.file;
          moved.note(what);
          if (replaced == null || replaced == moved) {
            long result = calls.rename(from.path(), to.path(), 0);
            thread.expect(moved, result == 0, what, result);
            // A rename of a file to another name of its own does nothing: rename(2).
            from.file = replaced;
            to.file = moved;
            return;
          }
          replaced.lock.writeLock().lock();
          try {
            replaced.note("replaced by " + what);
            long result = calls.rename(from.path(), to.path(), 0);
            thread.expect(moved, result == 0, what, result);
            replaced.links--;
            from.file = null;
            to.file = moved;
          } finally {
            replaced.lock.writeLock().unlock();
          }
        });
  }

  void renameCarefully() {
    ownPair(
        (from, to) -> {
          long result = calls.rename(from.path(), to.path(), RENAME_NOREPLACE);
          String what = "rename, without replacing, of %s to %s".formatted(from, to);
          if (from.file == null) {
            thread.expect(result == -Errno.ENOENT, what, result);
          } else if (to.file != null) {
            thread.expect(from.file, result == -Errno.EEXIST, what, result);
          } else {
            from.file.note(what);
            thread.expect(from.file, result == 0, what, result);
            to.file = from.file;
            from.file = null;
          }
        });
  }

  void exchange() {
    ownPair(
        (from, to) -> {
          long result = calls.rename(from.path(), to.path(), RENAME_EXCHANGE);
          String what = "exchange of %s and %s".formatted(from, to);
          if (from.file == null || to.file == null) {
            thread.expect(result == -Errno.ENOENT, what, result);
            return;
          }
          from.file.note(what);
          to.file.note(what);
          thread.expect(from.file, result == 0, what, result);
          ChaosFile file = from.file;
          from.file = to.file;
          to.file = file;
        });
  }

  void link() {
    ownPair(
        (from, to) -> {
          String what = "link of %s as %s".formatted(from, to);
          ChaosFile file = from.file;
          if (file == null) {
            long result = calls.link(from.path(), to.path());
            thread.expect(result == -Errno.ENOENT, what, result);
            return;
          }
          file.lock.writeLock().lock();
          try {
            file.note(what);
            long result = link(from, to);
            if (to.file == null && thread.isFull(result)) {
              return;
            }
            thread.expect(file, result == (to.file == null ? 0 : -Errno.EEXIST), what, result);
            if (to.file == null) {
              to.file = file;
              file.links++;
            }
          } finally {
            file.lock.writeLock().unlock();
          }
        });
  }

  /**
   * Links, twice where the kernel needs that. When an unlink and a look at another name of the file
   * are under way at once, the kernel may count the lost link twice: once in the attributes that
   * the look brought, once by itself (fuse_entry_unlinked of fs/fuse/dir.c). With a count of 0 it
   * refuses to link, without asking the drive, until it sees the attributes again.
   */
  private long link(ChaosName from, ChaosName to) {
    long result = calls.link(from.path(), to.path());
    if (result != -Errno.ENOENT) {
      return result;
    }
    calls.statPath(from.path(), LinuxFlags.AT_STATX_FORCE_SYNC);
    return calls.link(from.path(), to.path());
  }

  /** A listing while no name of the directory changes. */
  void list() {
    ChaosDirectory directory = tree.anyDirectory(thread.random);
    directory.names().forEach(name -> name.lock.readLock().lock());
    try {
      TreeSet<String> expected = new TreeSet<>(List.of(".", ".."));
      for (ChaosName name : directory.names()) {
        if (name.file != null) {
          expected.add(name.name());
        }
      }
      List<DirectoryEntry> entries = new ArrayList<>();
      long result = DirectoryEntry.list(calls, directory.path(), entries);
      List<String> listed = entries.stream().map(DirectoryEntry::name).sorted().toList();
      if (result != 0 || !listed.equals(List.copyOf(expected))) {
        throw new AssertionError(
            "a listing of %s answered %s and told %s instead of %s"
                .formatted(directory.path(), Operation.result(result), listed, expected));
      }
    } finally {
      directory.names().forEach(name -> name.lock.readLock().unlock());
    }
  }

  /** Moves a whole directory while everybody waits; its files stay open. */
  void moveDirectory() {
    ChaosDirectory directory = tree.anyDirectory(thread.random);
    String to = directory.path().replaceFirst("(-moved)?$", "");
    to = to.equals(directory.path()) ? to + "-moved" : to;
    long result = calls.rename(directory.path(), to, 0);
    thread.expect(result == 0, "rename of %s to %s".formatted(directory.path(), to), result);
    directory.moved(to);
  }
}
