// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.integration;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A state of the sequential model: a directory of files and the handles that are open. Never
 * changes; two states are equal when nobody can tell them apart.
 *
 * @param names the directory: which file each name leads to
 * @param handles which file each handle stands for
 * @param files the files, each known by the handle that it was created with
 */
record TinyFileSystem(
    Map<String, Integer> names, Map<Integer, Integer> handles, Map<Integer, TinyFile> files) {

  static TinyFileSystem empty() {
    return new TinyFileSystem(Map.of(), Map.of(), Map.of());
  }

  /** The file that {@code name} leads to. */
  @Nullable Integer named(String name) {
    return names.get(name);
  }

  /** The file of an open handle. */
  @Nullable TinyFile open(int handle) {
    Integer file = handles.get(handle);
    return file == null ? null : files.get(file);
  }

  /** A new empty file with one name, open as {@code handle}. */
  TinyFileSystem created(String name, int handle, int mode) {
    return new TinyFileSystem(
        with(names, name, handle),
        with(handles, handle, handle),
        with(files, handle, new TinyFile("", mode, 1)));
  }

  /** The file of {@code name} open as {@code handle}. */
  TinyFileSystem opened(String name, int handle) {
    return openedFile(names.get(name), handle);
  }

  /** The file that was created as {@code file} open as {@code handle}. */
  TinyFileSystem openedFile(int file, int handle) {
    return new TinyFileSystem(names, with(handles, handle, file), files);
  }

  /** The file of {@code handle} replaced by {@code changed}. */
  TinyFileSystem changed(int handle, TinyFile changed) {
    return new TinyFileSystem(names, handles, with(files, handles.get(handle), changed));
  }

  /** Without {@code name}. */
  TinyFileSystem unlinked(String name) {
    int file = names.get(name);
    return new TinyFileSystem(without(names, name), handles, unlinked(file));
  }

  /** With {@code to} in the place of {@code from}. */
  TinyFileSystem renamed(String from, String to) {
    TinyFileSystem cleared = names.containsKey(to) ? unlinked(to) : this;
    Map<String, Integer> moved = without(with(cleared.names, to, names.get(from)), from);
    return new TinyFileSystem(moved, handles, cleared.files);
  }

  /** Without what nobody can see once only these handles are used. */
  TinyFileSystem withHandles(Set<Integer> used) {
    if (used.containsAll(handles.keySet())) {
      return this;
    }
    Map<Integer, Integer> kept = new TreeMap<>(handles);
    kept.keySet().retainAll(used);
    Map<Integer, TinyFile> seen = new TreeMap<>(files);
    seen.keySet().removeIf(file -> !kept.containsValue(file) && !names.containsValue(file));
    return new TinyFileSystem(names, kept, seen);
  }

  private Map<Integer, TinyFile> unlinked(int file) {
    TinyFile old = files.get(file);
    return with(files, file, old.withLinks(old.links() - 1));
  }

  private static <K extends Comparable<K>, V> Map<K, V> with(Map<K, V> map, K key, V value) {
    TreeMap<K, V> changed = new TreeMap<>(map);
    changed.put(key, value);
    return changed;
  }

  private static <K extends Comparable<K>, V> Map<K, V> without(Map<K, V> map, K key) {
    TreeMap<K, V> changed = new TreeMap<>(map);
    changed.remove(key);
    return changed;
  }
}
