// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.integration;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** What makes, removes, moves and lists names. */
final class NamespaceOperations {
  private NamespaceOperations() {}

  /** mkdir(2). */
  record Mkdir(String path, Flags mode) implements Operation {
    @Override
    public String perform(Replayer replayer) {
      return Operation.result(replayer.calls().mkdir(path, mode.bits()));
    }

    @Override
    public List<String> paths() {
      return List.of(path);
    }
  }

  /** rmdir(2). */
  record Rmdir(String path) implements Operation {
    @Override
    public String perform(Replayer replayer) {
      return Operation.result(replayer.calls().rmdir(path));
    }

    @Override
    public List<String> paths() {
      return List.of(path);
    }
  }

  /** unlink(2). */
  record Unlink(String path) implements Operation {
    @Override
    public String perform(Replayer replayer) {
      return Operation.result(replayer.calls().unlink(path));
    }

    @Override
    public List<String> paths() {
      return List.of(path);
    }
  }

  /** renameat2(2). */
  record Rename(String from, String to, Flags flags) implements Operation {
    @Override
    public String perform(Replayer replayer) {
      return Operation.result(replayer.calls().rename(from, to, flags.bits()));
    }

    @Override
    public List<String> paths() {
      return List.of(from, to);
    }
  }

  /** link(2). */
  record Link(String from, String to) implements Operation {
    @Override
    public String perform(Replayer replayer) {
      return Operation.result(replayer.calls().link(from, to));
    }

    @Override
    public List<String> paths() {
      return List.of(from, to);
    }
  }

  /** symlink(2). */
  record Symlink(String target, String path) implements Operation {
    @Override
    public String perform(Replayer replayer) {
      return Operation.result(replayer.calls().symlink(target, path));
    }

    @Override
    public List<String> paths() {
      return List.of(path);
    }
  }

  /** readlink(2). */
  record Readlink(String path) implements Operation {
    @Override
    public String perform(Replayer replayer) {
      long length = replayer.calls().readlink(path);
      return length < 0
          ? Operation.result(length)
          : SeededBytes.summary(replayer.calls().data(), length);
    }

    @Override
    public List<String> paths() {
      return List.of(path);
    }
  }

  /** mknod(2). */
  record Mknod(String path, Flags mode) implements Operation {
    @Override
    public String perform(Replayer replayer) {
      return Operation.result(replayer.calls().mknod(path, mode.bits(), 0));
    }

    @Override
    public List<String> paths() {
      return List.of(path);
    }
  }

  /** Lists a directory; the order is the file system's own. */
  record ListDirectory(String path) implements Operation {
    @Override
    public String perform(Replayer replayer) {
      List<DirectoryEntry> entries = new ArrayList<>();
      long result = DirectoryEntry.list(replayer.calls(), path, entries);
      if (result < 0) {
        return Operation.result(result);
      }
      TreeSet<String> names = new TreeSet<>();
      for (DirectoryEntry entry : entries) {
        String line = entry.name() + " type " + entry.type();
        if (!names.add(line)) {
          return "listed twice: " + line;
        }
        if (!isDots(entry.name()) && !entry.equals(named(replayer, entry.name()))) {
          return "listed " + entry + ", but lstat tells " + named(replayer, entry.name());
        }
      }
      return names.toString();
    }

    /** The entry as lstat sees it. */
    private DirectoryEntry named(Replayer replayer, String name) {
      RootedCalls calls = replayer.calls();
      String full = path.isEmpty() ? name : path + "/" + name;
      long result = calls.asRoot(() -> calls.statPath(full, 0));
      if (result < 0) {
        return new DirectoryEntry(Errno.name((int) -result), 0, 0);
      }
      Stat stat = calls.stat();
      return new DirectoryEntry(name, stat.type() >> 12, stat.inode());
    }

    private static boolean isDots(String name) {
      return name.equals(".") || name.equals("..");
    }

    @Override
    public List<String> paths() {
      return List.of(path);
    }
  }
}
