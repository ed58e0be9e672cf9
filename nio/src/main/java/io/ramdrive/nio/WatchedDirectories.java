// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.nio;

import io.ramdrive.volume.Change;
import io.ramdrive.volume.Inode;
import io.ramdrive.volume.Name;
import io.ramdrive.volume.Status;
import java.nio.charset.StandardCharsets;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The directories of a volume that are watched, and by which keys: turns changes into events.
 *
 * <p>A change of a file's content or attributes tells its inode, not its names; so the names in
 * watched directories are known here by inode, from a listing when the first key comes and from the
 * changes since.
 *
 * <p>A change that was committed before a key was registered may reach it all the same. Changes by
 * different threads may come in another order than they happened in; each is told once.
 */
final class WatchedDirectories {
  /** A name in a watched directory, a character for each byte. */
  private record Entry(long directory, String name) {
    Entry(long directory, byte[] name) {
      this(directory, new String(name, StandardCharsets.ISO_8859_1));
    }

    byte[] bytes() {
      return name.getBytes(StandardCharsets.ISO_8859_1);
    }
  }

  /** How many directories are watched: so that nobody pays who does not watch. */
  private volatile int count;

  // Guarded by this.
  private final Map<Long, List<RamDriveWatchKey>> keys = new HashMap<>();
  private final Map<Long, Set<Entry>> names = new HashMap<>();

  /** Called on any thread for every change of the volume, without locks. */
  void changed(Change change) {
    if (count > 0) {
      dispatch(change);
    }
  }

  private synchronized void dispatch(Change change) {
    switch (change.kind()) {
      case CREATED, LINKED -> came(change.parent(), change.name(), change.inode());
      case UNLINKED -> went(change.parent(), change.name(), change.inode());
      case REMOVED -> {
        went(change.parent(), change.name(), change.inode());
        removed(change.inode());
      }
      case RENAMED -> {
        went(change.parent(), change.name(), change.inode());
        if (change.replaced() != 0) {
          forget(new Entry(change.newParent(), change.newName().toBytes()), change.replaced());
          if (change.replacedLinks() == 0) {
            removed(change.replaced());
          }
        }
        came(change.newParent(), change.newName(), change.inode());
      }
      case EXCHANGED -> {
        went(change.parent(), change.name(), change.inode());
        went(change.newParent(), change.newName(), change.replaced());
        came(change.parent(), change.name(), change.replaced());
        came(change.newParent(), change.newName(), change.inode());
      }
      case WRITTEN, RESIZED, ALLOCATED, ATTRIBUTES, XATTRS -> modified(change.inode());
    }
  }

  private void came(long directory, Name name, long inode) {
    if (keys.containsKey(directory)) {
      Entry entry = new Entry(directory, name.toBytes());
      names.computeIfAbsent(inode, id -> new HashSet<>()).add(entry);
      signal(StandardWatchEventKinds.ENTRY_CREATE, entry);
    }
  }

  private void went(long directory, Name name, long inode) {
    if (keys.containsKey(directory)) {
      Entry entry = new Entry(directory, name.toBytes());
      forget(entry, inode);
      signal(StandardWatchEventKinds.ENTRY_DELETE, entry);
    }
  }

  private void forget(Entry entry, long inode) {
    Set<Entry> entries = names.get(inode);
    if (entries != null && entries.remove(entry) && entries.isEmpty()) {
      names.remove(inode);
    }
  }

  private void modified(long inode) {
    Set<Entry> entries = names.get(inode);
    if (entries != null) {
      for (Entry entry : entries) {
        signal(StandardWatchEventKinds.ENTRY_MODIFY, entry);
      }
    }
  }

  private void signal(WatchEvent.Kind<?> kind, Entry entry) {
    for (RamDriveWatchKey key : keys.getOrDefault(entry.directory, List.of())) {
      key.signal(kind, entry.bytes());
    }
  }

  private void removed(long directory) {
    List<RamDriveWatchKey> gone = keys.get(directory);
    if (gone != null) {
      forgetDirectory(directory);
      gone.forEach(RamDriveWatchKey::directoryRemoved);
    }
  }

  private void forgetDirectory(long directory) {
    keys.remove(directory);
    count = keys.size();
    names
        .values()
        .removeIf(
            entries -> {
              entries.removeIf(entry -> entry.directory == directory);
              return entries.isEmpty();
            });
  }

  /** The key by which {@code service} watches this directory already, or null. */
  synchronized @Nullable RamDriveWatchKey find(RamDriveWatchService service, long directory) {
    for (RamDriveWatchKey key : keys.getOrDefault(directory, List.of())) {
      if (key.isOf(service)) {
        return key;
      }
    }
    return null;
  }

  /** Has the key told of what happens in the directory, which {@code operation} holds. */
  synchronized void add(RamDriveWatchKey key, Operation operation, Inode directory) throws Refusal {
    boolean first = !keys.containsKey(directory.id());
    keys.computeIfAbsent(directory.id(), id -> new ArrayList<>()).add(key);
    count = keys.size();
    boolean done = false;
    try {
      if (first) {
        list(operation, directory);
      }
      // From here on a removal is told; whether there was one before, the links tell.
      if (operation.attributesOf(directory).links() == 0) {
        throw new Refusal(Reason.NOT_FOUND);
      }
      done = true;
    } finally {
      if (!done) {
        remove(key, directory.id());
      }
    }
  }

  private void list(Operation operation, Inode directory) throws Refusal {
    Status status =
        operation
            .volume()
            .readdir(
                operation.call(),
                directory,
                0,
                (name, inode, position) -> {
                  if (!PathBytes.isDot(name) && !PathBytes.isDotDot(name)) {
                    names
                        .computeIfAbsent(inode.id(), id -> new HashSet<>())
                        .add(new Entry(directory.id(), name));
                  }
                  return true;
                });
    Refusal.unlessOk(status);
  }

  synchronized void remove(RamDriveWatchKey key, long directory) {
    List<RamDriveWatchKey> others = keys.get(directory);
    if (others != null && others.remove(key) && others.isEmpty()) {
      forgetDirectory(directory);
    }
  }
}
