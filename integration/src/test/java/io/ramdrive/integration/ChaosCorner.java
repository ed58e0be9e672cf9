// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.integration;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** A directory of one thread's own, where it makes, moves and removes directories and symlinks. */
final class ChaosCorner {
  private static final String[] NAMES = {"x", "y", "z"};
  private static final String DIRECTORY = "";

  private final ChaosThread thread;
  private final RootedCalls calls;

  /** What is there, by path: a symlink's target, or {@link #DIRECTORY}. */
  private final TreeMap<String, String> model = new TreeMap<>();

  private final String root;

  ChaosCorner(ChaosThread thread, int number) {
    this.thread = thread;
    this.calls = thread.calls;
    root = "corner-" + number;
    thread.expect(calls.mkdir(root, 0755) == 0, "mkdir of " + root, 0);
    model.put(root, DIRECTORY);
  }

  private String anyPath() {
    StringBuilder path = new StringBuilder(root);
    for (int depth = 1 + thread.random.nextInt(3); depth > 0; depth--) {
      path.append('/').append(NAMES[thread.random.nextInt(NAMES.length)]);
    }
    return path.toString();
  }

  private boolean isDirectory(String path) {
    return DIRECTORY.equals(model.get(path));
  }

  private boolean hasParent(String path) {
    return isDirectory(path.substring(0, path.lastIndexOf('/')));
  }

  private boolean isEmpty(String directory) {
    String next = model.higherKey(directory + "/");
    return next == null || !next.startsWith(directory + "/");
  }

  void mkdir() {
    String path = anyPath();
    Set<Integer> errors = errorsOfMaking(path);
    if (succeeds("mkdir of " + path, calls.mkdir(path, 0755), errors)) {
      model.put(path, DIRECTORY);
    }
  }

  void symlink() {
    String path = anyPath();
    // Leads nowhere: through it there is nothing to be found.
    String target = "nowhere" + "/t".repeat(thread.random.nextInt(150));
    Set<Integer> errors = errorsOfMaking(path);
    if (succeeds("symlink of " + path, calls.symlink(target, path), errors)) {
      model.put(path, target);
    }
  }

  private Set<Integer> errorsOfMaking(String path) {
    Set<Integer> errors = new TreeSet<>();
    addIf(errors, !hasParent(path), Errno.ENOENT);
    addIf(errors, model.containsKey(path), Errno.EEXIST);
    return errors;
  }

  void rmdir() {
    String path = anyPath();
    Set<Integer> errors = new TreeSet<>();
    addIf(errors, !model.containsKey(path), Errno.ENOENT);
    addIf(errors, model.containsKey(path) && !isDirectory(path), Errno.ENOTDIR);
    addIf(errors, isDirectory(path) && !isEmpty(path), Errno.ENOTEMPTY);
    if (succeeds("rmdir of " + path, calls.rmdir(path), errors)) {
      model.remove(path);
    }
  }

  void unlink() {
    String path = anyPath();
    Set<Integer> errors = new TreeSet<>();
    addIf(errors, !model.containsKey(path), Errno.ENOENT);
    addIf(errors, isDirectory(path), Errno.EISDIR);
    if (succeeds("unlink of " + path, calls.unlink(path), errors)) {
      model.remove(path);
    }
  }

  void rename() {
    String from = anyPath();
    String to = anyPath();
    Set<Integer> errors = new TreeSet<>();
    addIf(errors, !model.containsKey(from) || !hasParent(to), Errno.ENOENT);
    addIf(errors, to.startsWith(from + "/"), Errno.EINVAL);
    addIf(errors, isDirectory(from) && model.containsKey(to) && !isDirectory(to), Errno.ENOTDIR);
    addIf(errors, !isDirectory(from) && isDirectory(to), Errno.EISDIR);
    addIf(errors, !from.equals(to) && isDirectory(to) && !isEmpty(to), Errno.ENOTEMPTY);
    if (succeeds("rename of " + from + " to " + to, calls.rename(from, to, 0), errors)) {
      move(from, to);
    }
  }

  private void move(String from, String to) {
    String what = model.remove(from);
    Map<String, String> below = model.subMap(from + "/", from + "0");
    TreeMap<String, String> moved = new TreeMap<>();
    below.forEach((path, value) -> moved.put(to + path.substring(from.length()), value));
    below.clear();
    model.putAll(moved);
    model.put(to, what);
  }

  /** Compares everything that is there. */
  void check() {
    TreeMap<String, String> found = new TreeMap<>();
    look(root, found);
    if (!found.equals(model)) {
      throw new AssertionError(root + " holds " + found + " instead of " + model);
    }
  }

  private void look(String directory, Map<String, String> found) {
    found.put(directory, DIRECTORY);
    List<DirectoryEntry> entries = new ArrayList<>();
    long result = DirectoryEntry.list(calls, directory, entries);
    thread.expect(result == 0, "a listing of " + directory, result);
    for (DirectoryEntry entry : entries) {
      String path = directory + "/" + entry.name();
      if (entry.type() << 12 == LinuxFlags.S_IFLNK) {
        long length = calls.readlink(path);
        thread.expect(length > 0, "readlink of " + path, length);
        found.put(path, new String(calls.bytes(length), UTF_8));
      } else if (!entry.name().equals(".") && !entry.name().equals("..")) {
        look(path, found);
      }
    }
  }

  private static void addIf(Set<Integer> errors, boolean condition, int error) {
    if (condition) {
      errors.add(error);
    }
  }

  /** Which of several errors comes first is the kernel's business. */
  private boolean succeeds(String what, long result, Set<Integer> errors) {
    if (errors.isEmpty() && thread.isFull(result)) {
      return false;
    }
    boolean right = errors.isEmpty() ? result == 0 : errors.contains((int) -result);
    if (!right) {
      throw new AssertionError(
          "%s answered %s, possible errors %s, there is %s"
              .formatted(what, Operation.result(result), errors, model));
    }
    return errors.isEmpty();
  }
}
