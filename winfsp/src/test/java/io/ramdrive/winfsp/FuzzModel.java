// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp;

import static io.ramdrive.winfsp.binding.WinNt.FILE_ATTRIBUTE_DIRECTORY;
import static io.ramdrive.winfsp.binding.WinNt.FILE_ATTRIBUTE_NOT_CONTENT_INDEXED;
import static io.ramdrive.winfsp.binding.WinNt.FILE_ATTRIBUTE_TEMPORARY;
import static io.ramdrive.winfsp.binding.WinNt.FILE_CREATE;
import static io.ramdrive.winfsp.binding.WinNt.FILE_OPEN;
import static io.ramdrive.winfsp.binding.WinNt.FILE_OPEN_IF;
import static io.ramdrive.winfsp.binding.WinNt.FILE_OVERWRITE;
import static io.ramdrive.winfsp.binding.WinNt.FILE_SUPERSEDE;

import io.ramdrive.winfsp.binding.NtStatus;
import io.ramdrive.winfsp.sim.NtStatusException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a Windows drive does, as far as one program at a time can tell. */
final class FuzzModel implements FuzzTarget {
  static final int SLOTS = 4;

  /** Those that only programs change. */
  static final int ATTRIBUTES =
      FILE_ATTRIBUTE_TEMPORARY | FILE_ATTRIBUTE_NOT_CONTENT_INDEXED | FILE_ATTRIBUTE_DIRECTORY;

  static final Comparator<String> BY_NAME = Comparator.comparing(FuzzModel::folded);

  private final Node root = new Node("", null, true);
  private final @Nullable Node[] slots = new @Nullable Node[SLOTS];

  /** A file or directory. */
  private static final class Node {
    final Map<String, Node> children = new TreeMap<>();
    final boolean directory;
    String name;
    @Nullable Node parent;
    byte[] content = new byte[0];
    int attributes;
    int handles;
    boolean pending;

    Node(String name, @Nullable Node parent, boolean directory) {
      this.name = name;
      this.parent = parent;
      this.directory = directory;
      attributes = directory ? FILE_ATTRIBUTE_DIRECTORY : 0;
    }

    void unname() {
      if (parent != null) {
        parent.children.remove(folded(name), this);
        parent = null;
      }
    }

    void nameAs(Node directory, String as) {
      unname();
      name = as;
      parent = directory;
      directory.children.put(folded(as), this);
    }

    boolean hasOpenDescendant() {
      return children.values().stream()
          .anyMatch(child -> child.handles > 0 || child.hasOpenDescendant());
    }

    boolean isWithin(Node other) {
      return this == other || (parent != null && parent.isWithin(other));
    }
  }

  private static String folded(String name) {
    return name.toUpperCase(Locale.ROOT);
  }

  private static NtStatusException failure(int status) {
    return new NtStatusException(status);
  }

  private Node parent(String path) {
    Node node = root;
    String[] names = path.substring(1).split("\\\\", -1);
    for (String name : Arrays.copyOf(names, names.length - 1)) {
      Node child = node.children.get(folded(name));
      if (child == null || !child.directory) {
        throw failure(NtStatus.STATUS_OBJECT_PATH_NOT_FOUND);
      }
      node = child;
    }
    return node;
  }

  private static String last(String path) {
    return path.substring(path.lastIndexOf('\\') + 1);
  }

  private @Nullable Node find(String path) {
    if (path.equals("\\")) {
      return root;
    }
    Node node = parent(path).children.get(folded(last(path)));
    if (node != null && node.pending) {
      throw failure(NtStatus.STATUS_DELETE_PENDING);
    }
    return node;
  }

  private Node existing(String path) {
    Node node = find(path);
    if (node == null) {
      throw failure(NtStatus.STATUS_OBJECT_NAME_NOT_FOUND);
    }
    return node;
  }

  private Node file(String path) {
    Node node = existing(path);
    if (node.directory) {
      throw failure(NtStatus.STATUS_FILE_IS_A_DIRECTORY);
    }
    return node;
  }

  @Override
  public void open(int slot, String path, int disposition) {
    close(slot);
    Node node = find(path);
    if (node == null) {
      if (disposition == FILE_OPEN || disposition == FILE_OVERWRITE) {
        throw failure(NtStatus.STATUS_OBJECT_NAME_NOT_FOUND);
      }
      node = new Node(last(path), null, false);
      node.nameAs(parent(path), last(path));
    } else if (node.directory) {
      throw failure(NtStatus.STATUS_FILE_IS_A_DIRECTORY);
    } else if (disposition == FILE_CREATE) {
      throw failure(NtStatus.STATUS_OBJECT_NAME_COLLISION);
    } else if (disposition != FILE_OPEN && disposition != FILE_OPEN_IF) {
      node.content = new byte[0];
      node.attributes = disposition == FILE_SUPERSEDE ? 0 : node.attributes;
    }
    node.handles++;
    slots[slot] = node;
  }

  @Override
  public void close(int slot) {
    Node node = slots[slot];
    slots[slot] = null;
    if (node != null && --node.handles == 0 && node.pending) {
      node.unname();
    }
  }

  @Override
  public void write(int slot, long offset, byte[] bytes) {
    Node node = slots[slot];
    if (node != null && bytes.length > 0) {
      node.content = Content.written(node.content, (int) offset, bytes);
    }
  }

  @Override
  public void append(int slot, byte[] bytes) {
    Node node = slots[slot];
    if (node != null) {
      node.content = Content.joined(node.content, bytes);
    }
  }

  @Override
  public byte[] read(int slot, long offset, int length) {
    Node node = slots[slot];
    if (node == null || offset >= node.content.length) {
      return new byte[0];
    }
    int end = (int) Math.min(node.content.length, offset + length);
    return Arrays.copyOfRange(node.content, (int) offset, end);
  }

  @Override
  public void resize(int slot, long size) {
    Node node = slots[slot];
    if (node != null) {
      node.content = Arrays.copyOf(node.content, (int) size);
    }
  }

  @Override
  public void allocate(int slot, long size) {
    Node node = slots[slot];
    if (node != null && size < node.content.length) {
      node.content = Arrays.copyOf(node.content, (int) size);
    }
  }

  @Override
  public void flush(int slot) {}

  @Override
  public long size(int slot) {
    Node node = slots[slot];
    return node == null ? 0 : node.content.length;
  }

  @Override
  public void dispose(int slot, boolean delete) {
    Node node = slots[slot];
    if (node != null && node.parent == null) {
      throw failure(NtStatus.STATUS_FILE_DELETED);
    }
    if (node != null) {
      node.pending = delete;
    }
  }

  @Override
  public void createDirectory(String path) {
    Node parent = parent(path);
    if (find(path) != null) {
      throw failure(NtStatus.STATUS_OBJECT_NAME_COLLISION);
    }
    new Node(last(path), null, true).nameAs(parent, last(path));
  }

  @Override
  public void removeDirectory(String path) {
    Node node = existing(path);
    if (!node.directory) {
      throw failure(NtStatus.STATUS_NOT_A_DIRECTORY);
    }
    if (!node.children.isEmpty()) {
      throw failure(NtStatus.STATUS_DIRECTORY_NOT_EMPTY);
    }
    node.unname();
  }

  @Override
  public void delete(String path) {
    Node node = file(path);
    node.pending = true;
    if (node.handles == 0) {
      node.unname();
    }
  }

  @Override
  public void deletePosix(String path) {
    Node node = existing(path);
    if (!node.children.isEmpty()) {
      throw failure(NtStatus.STATUS_DIRECTORY_NOT_EMPTY);
    }
    node.unname();
  }

  @Override
  public void rename(String from, String to) {
    move(from, to, false, false);
  }

  @Override
  public void replace(String from, String to) {
    move(from, to, true, false);
  }

  @Override
  public void replacePosix(String from, String to) {
    move(from, to, true, true);
  }

  private void move(String from, String to, boolean replace, boolean posix) {
    Node node = existing(from);
    Node parent = parent(to);
    Node target = parent.children.get(folded(last(to)));
    if (target != node) {
      boolean directories = target != null && (node.directory || target.directory);
      if (parent.isWithin(node) || directories || (target != null && !replace)) {
        throw failure(NtStatus.STATUS_ACCESS_DENIED);
      }
      if (target != null && target.handles > 0 && !posix) {
        throw failure(NtStatus.STATUS_ACCESS_DENIED);
      }
    }
    if (node.hasOpenDescendant() && !isSamePath(node, parent, last(to))) {
      throw failure(NtStatus.STATUS_ACCESS_DENIED);
    }
    if (target != null && target != node) {
      target.unname();
    }
    node.nameAs(parent, last(to));
  }

  private static boolean isSamePath(Node node, Node parent, String name) {
    return node.parent == parent && node.name.equals(name);
  }

  @Override
  public void setAttributes(String path, int attributes) {
    Node node = existing(path);
    if (node.directory && (attributes & FILE_ATTRIBUTE_TEMPORARY) != 0) {
      throw failure(NtStatus.STATUS_INVALID_PARAMETER);
    }
    node.attributes = (attributes & ATTRIBUTES) | (node.directory ? FILE_ATTRIBUTE_DIRECTORY : 0);
  }

  @Override
  public int attributes(String path) {
    return existing(path).attributes;
  }

  @Override
  public List<String> list(String path) {
    Node node = existing(path);
    if (!node.directory) {
      throw failure(NtStatus.STATUS_NOT_A_DIRECTORY);
    }
    return node.children.values().stream().map(child -> child.name).sorted(BY_NAME).toList();
  }

  @Override
  public byte[] content(String path) {
    return file(path).content;
  }

  @Override
  public void disturb(int kind) {}
}
