// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.sim;

import io.ramdrive.winfsp.binding.NtStatus;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The nodes of a volume by folded name, and those that have lost their name. Its monitor guards the
 * names and counts of all nodes.
 */
final class NodeTable {
  private final VolumeTraits traits;
  private final Map<String, FsdNode> byName = new HashMap<>();
  private final Set<FsdNode> all = new LinkedHashSet<>();

  NodeTable(VolumeTraits traits) {
    this.traits = traits;
  }

  synchronized @Nullable FsdNode find(String name) {
    return byName.get(traits.fold(name));
  }

  /** Finds or makes the node that a new file object belongs to. */
  synchronized FsdNode findOrAdd(String name, Supplier<FsdNode> maker) {
    return byName.computeIfAbsent(
        traits.fold(name),
        any -> {
          FsdNode node = maker.get();
          all.add(node);
          return node;
        });
  }

  /**
   * Counts a new file object in.
   *
   * @throws NtStatusException STATUS_DELETE_PENDING, STATUS_SHARING_VIOLATION
   */
  synchronized void open(FileObject file) {
    FsdNode node = file.node;
    boolean kernel = !file.caller.userMode();
    if (node.deletePending) {
      throw new NtStatusException(NtStatus.STATUS_DELETE_PENDING);
    }
    if (!kernel && !node.share.allows(file.access, file.share)) {
      throw new NtStatusException(NtStatus.STATUS_SHARING_VIOLATION);
    }
    if (!kernel) {
      node.share.add(file.access, file.share);
    }
    node.handleCount++;
    node.fileObjects().add(file);
  }

  /** The last handle of a file object is gone. */
  synchronized void cleanup(FileObject file) {
    if (file.caller.userMode()) {
      file.node.share.remove(file.access, file.share);
    }
    file.node.handleCount--;
  }

  /** The file object is gone; with the last one the node goes. */
  synchronized void close(FileObject file) {
    file.node.fileObjects().remove(file);
    dropUnused(file.node);
  }

  /** Forgets a node that nobody has opened after all. */
  synchronized void dropUnused(FsdNode node) {
    if (node.fileObjects().isEmpty()) {
      node.inTable = false;
      byName.remove(traits.fold(node.name()), node);
      all.remove(node);
    }
  }

  /** New opens of the name, and of its streams, do not find the node any more. */
  synchronized void remove(FsdNode node) {
    removeStreams(node);
    node.inTable = false;
    byName.remove(traits.fold(node.name()), node);
  }

  /** New opens of its streams do not find their nodes. */
  synchronized void removeStreams(FsdNode node) {
    String key = traits.fold(node.name());
    for (FsdNode other : all) {
      boolean stream =
          other.inTable && other.isStream() && traits.fold(FileName.main(other.name())).equals(key);
      if (stream) {
        other.inTable = false;
        byName.remove(traits.fold(other.name()), other);
      }
    }
  }

  /** A node and everything below it get new names; a node that had the name loses it. */
  synchronized void rename(FsdNode node, String newName) {
    String oldName = node.name();
    String oldKey = traits.fold(oldName);
    String newKey = traits.fold(newName);
    if (!newKey.equals(oldKey)) {
      for (FsdNode other : all) {
        if (traits.fold(FileName.main(other.name())).equals(newKey)) {
          other.inTable = false;
          byName.remove(traits.fold(other.name()), other);
        }
      }
    }
    List<FsdNode> moved = new ArrayList<>();
    for (FsdNode other : all) {
      boolean below = other.inTable && FileName.isBelow(traits.fold(other.name()), oldKey);
      if (other == node || below) {
        byName.remove(traits.fold(other.name()), other);
        moved.add(other);
      }
    }
    for (FsdNode other : moved) {
      other.rename(newName + other.name().substring(oldName.length()));
      if (other.inTable) {
        byName.put(traits.fold(other.name()), other);
      }
    }
  }

  /** Whether anything below a directory, or a stream of a file, is open. */
  synchronized boolean hasOpenBelow(FsdNode node) {
    String key = traits.fold(node.name());
    return all.stream()
        .anyMatch(
            other ->
                other != node
                    && other.inTable
                    && other.handleCount > 0
                    && FileName.isBelow(traits.fold(other.name()), key));
  }

  /** Every node, oldest first. */
  synchronized List<FsdNode> all() {
    return List.copyOf(all);
  }

  /** Every file object that user mode has not seen the Close of. */
  synchronized List<FileObject> fileObjects() {
    List<FileObject> files = new ArrayList<>();
    all.forEach(node -> files.addAll(node.fileObjects()));
    return files;
  }

  /** Whether a file object is the only one of its node. */
  synchronized boolean isOnly(FileObject file) {
    return file.node.fileObjects().size() == 1;
  }

  synchronized int handles(FsdNode node) {
    return node.handleCount;
  }
}
