// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.bench.peer;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A file system in memory, addressed by paths as libfuse's high-level interface does. What an
 * operation returns is 0 or a negated error number.
 */
final class MemoryTree {
  // asm-generic/errno-base.h and errno.h
  static final int ENOENT = 2;
  static final int EBADF = 9;
  static final int EEXIST = 17;
  static final int ENOTDIR = 20;
  static final int EISDIR = 21;
  static final int EINVAL = 22;
  static final int ENOTEMPTY = 39;

  /** RENAME_NOREPLACE of linux/fs.h. */
  private static final int RENAME_NOREPLACE = 1;

  private final DirectoryNode root = new DirectoryNode(0755);
  private final ConcurrentHashMap<Long, FileNode> open = new ConcurrentHashMap<>();
  private final AtomicLong lastHandle = new AtomicLong();

  @Nullable Node find(String path) {
    Node node = root;
    int start = 1;
    while (start < path.length()) {
      int slash = path.indexOf('/', start);
      int end = slash < 0 ? path.length() : slash;
      if (!(node instanceof DirectoryNode directory)) {
        return null;
      }
      node = directory.children.get(path.substring(start, end));
      if (node == null) {
        return null;
      }
      start = end + 1;
    }
    return node;
  }

  /** A handle for a file, or a negated error number. */
  long open(String path) {
    return switch (find(path)) {
      case null -> -ENOENT;
      case FileNode file -> handle(file);
      default -> -EISDIR;
    };
  }

  /** Makes a file; a handle for it, or a negated error number. */
  long create(String path, int mode) {
    FileNode file = new FileNode(mode & 07777);
    int status = add(path, file);
    return status < 0 ? status : handle(file);
  }

  private long handle(FileNode file) {
    long handle = lastHandle.incrementAndGet();
    open.put(handle, file);
    return handle;
  }

  @Nullable FileNode opened(long handle) {
    return open.get(handle);
  }

  int release(long handle) {
    open.remove(handle);
    return 0;
  }

  int mkdir(String path, int mode) {
    return add(path, new DirectoryNode(mode & 07777));
  }

  int symlink(String target, String path) {
    return add(path, new LinkNode(target));
  }

  private int add(String path, Node node) {
    DirectoryNode parent = parent(path);
    if (parent == null) {
      return -ENOENT;
    }
    if (parent.children.putIfAbsent(name(path), node) != null) {
      return -EEXIST;
    }
    parent.modified();
    return 0;
  }

  synchronized int unlink(String path) {
    DirectoryNode parent = parent(path);
    if (parent == null || parent.children.remove(name(path)) == null) {
      return -ENOENT;
    }
    parent.modified();
    return 0;
  }

  synchronized int rmdir(String path) {
    if (!(find(path) instanceof DirectoryNode directory)) {
      return -ENOTDIR;
    }
    return directory.children.isEmpty() ? unlink(path) : -ENOTEMPTY;
  }

  synchronized int rename(String path, String newPath, int flags) {
    DirectoryNode from = parent(path);
    DirectoryNode to = parent(newPath);
    Node node = find(path);
    if (from == null || to == null || node == null) {
      return -ENOENT;
    }
    Node replaced = find(newPath);
    if (flags == RENAME_NOREPLACE && replaced != null) {
      return -EEXIST;
    }
    if ((flags & ~RENAME_NOREPLACE) != 0) {
      return -EINVAL;
    }
    if (replaced instanceof DirectoryNode directory && !directory.children.isEmpty()) {
      return -ENOTEMPTY;
    }
    to.children.put(name(newPath), node);
    from.children.remove(name(path), node);
    from.modified();
    to.modified();
    node.changed();
    return 0;
  }

  int truncate(String path, long size) {
    return switch (find(path)) {
      case null -> -ENOENT;
      case FileNode file -> {
        file.truncate(size);
        yield 0;
      }
      default -> -EISDIR;
    };
  }

  private @Nullable DirectoryNode parent(String path) {
    int slash = path.lastIndexOf('/');
    return find(path.substring(0, Math.max(1, slash))) instanceof DirectoryNode directory
        ? directory
        : null;
  }

  private static String name(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
