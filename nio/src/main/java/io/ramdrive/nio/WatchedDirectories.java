// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.nio;

import io.ramdrive.volume.Call;
import io.ramdrive.volume.Change;
import io.ramdrive.volume.Inode;
import io.ramdrive.volume.Name;
import io.ramdrive.volume.Status;
import io.ramdrive.volume.Volume;
import java.nio.charset.StandardCharsets;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.util.ArrayList;
import java.util.Arrays;
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
 * watched directories are known here by inode, from a listing when the first key comes and from
 * looking up what changes since.
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

  private final Volume volume;

  /** How many directories are watched: so that nobody pays who does not watch. */
  private volatile int count;

  // Guarded by this.
  private final Map<Long, List<RamDriveWatchKey>> keys = new HashMap<>();
  private final Map<Long, Set<Entry>> names = new HashMap<>();
  private final Map<Entry, Long> inodes = new HashMap<>();

  /** Looks names up; what it finds is not held, for only its id is asked for. */
  private final Call call = new Call(inode -> {});

  WatchedDirectories(Volume volume) {
    this.volume = volume;
  }

  /** Called on any thread for every change of the volume, without locks. */
  void changed(Change change) {
    if (count > 0) {
      dispatch(change);
    }
  }

  private synchronized void dispatch(Change change) {
    switch (change.kind()) {
      case CREATED, LINKED -> came(change.parent(), change.name());
      case UNLINKED -> went(change.parent(), change.name());
      case REMOVED -> {
        went(change.parent(), change.name());
        removed(change.inode());
      }
      case RENAMED -> {
        went(change.parent(), change.name());
        if (change.replaced() != 0 && change.replacedLinks() == 0) {
          removed(change.replaced());
        }
        replaced(change);
        came(change.newParent(), change.newName());
      }
      case EXCHANGED -> {
        went(change.parent(), change.name());
        went(change.newParent(), change.newName());
        came(change.parent(), change.name());
        came(change.newParent(), change.newName());
      }
      case WRITTEN, RESIZED, ALLOCATED, ATTRIBUTES, XATTRS, STREAMS -> modified(change.inode());
    }
  }

  /** An entry that was spelled otherwise than its name is now. */
  private void replaced(Change change) {
    byte[] spelling = change.replacedName();
    if (spelling != null && !Arrays.equals(spelling, change.newName().toBytes())) {
      went(change.newParent(), new Name().wrap(spelling));
    }
  }

  private void came(long directory, Name name) {
    tell(StandardWatchEventKinds.ENTRY_CREATE, directory, name);
  }

  private void went(long directory, Name name) {
    tell(StandardWatchEventKinds.ENTRY_DELETE, directory, name);
  }

  private void tell(WatchEvent.Kind<?> kind, long directory, Name name) {
    if (keys.containsKey(directory)) {
      Entry entry = new Entry(directory, name.toBytes());
      lookUp(entry);
      signal(kind, entry);
    }
  }

  /**
   * Learns what has the name now. The change that is told may be older than that; but each is told
   * after it was made, so once all are told, what was looked up last is true.
   */
  private void lookUp(Entry entry) {
    forget(entry);
    Inode directory = volume.inode(entry.directory);
    if (directory == null || !directory.tryRetain()) {
      return;
    }
    try {
      byte[] name = entry.bytes();
      call.name().wrap(name);
      // Another spelling that is found is another change's.
      if (volume.lookup(call, directory) == Status.OK && Arrays.equals(call.foundName(), name)) {
        remember(entry, call.inode().id());
      }
    } finally {
      directory.release();
    }
  }

  private void remember(Entry entry, long inode) {
    inodes.put(entry, inode);
    names.computeIfAbsent(inode, id -> new HashSet<>()).add(entry);
  }

  private void forget(Entry entry) {
    Long inode = inodes.remove(entry);
    if (inode != null) {
      Set<Entry> entries = names.get(inode);
      if (entries != null && entries.remove(entry) && entries.isEmpty()) {
        names.remove(inode);
      }
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
    inodes.keySet().removeIf(entry -> entry.directory == directory);
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
                    remember(new Entry(directory.id(), name), inode.id());
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
