// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.nio;

import io.ramdrive.volume.Inode;
import io.ramdrive.volume.Mode;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.NotDirectoryException;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Tells of changes in directories, whatever view of the volume they came through. An event is there
 * when the operation that made it returns: nothing is polled, and nothing is lost unless a key says
 * OVERFLOW.
 */
final class RamDriveWatchService implements WatchService, Closeable {
  private final RamDriveFileSystem fileSystem;
  private final WatchedDirectories watched;
  private final Set<RamDriveWatchKey> keys = ConcurrentHashMap.newKeySet();
  private final BlockingQueue<RamDriveWatchKey> signalled = new LinkedBlockingQueue<>();

  /** In the queue it stands for the end of the service. */
  private final RamDriveWatchKey end;

  private volatile boolean closed;

  RamDriveWatchService(RamDriveFileSystem fileSystem) {
    this.fileSystem = fileSystem;
    watched = fileSystem.view().watched();
    end = new RamDriveWatchKey(this, fileSystem.root(), 0, Set.of());
  }

  /** Modifiers other than the sensitivity of polling, which means nothing here, are refused. */
  WatchKey register(
      RamDrivePath directory, WatchEvent.Kind<?>[] events, WatchEvent.Modifier... modifiers)
      throws IOException {
    Set<WatchEvent.Kind<?>> kinds = kinds(events);
    for (WatchEvent.Modifier modifier : modifiers) {
      if (!isSensitivity(Objects.requireNonNull(modifier))) {
        throw new UnsupportedOperationException("Modifier not supported");
      }
    }
    requireOpen();
    try (Operation operation = fileSystem.begin()) {
      Inode inode = Walk.find(operation, Place.of(directory), true);
      operation.permissions().check(operation, inode, Permissions.READ);
      if (Mode.type(operation.attributes().mode()) != Mode.S_IFDIR) {
        throw new NotDirectoryException(directory.toString());
      }
      return register(operation, inode, directory, kinds);
    } catch (Refusal e) {
      throw e.on(directory);
    }
  }

  /** SensitivityWatchEventModifier is in jdk.unsupported, which need not be there. */
  private static boolean isSensitivity(WatchEvent.Modifier modifier) {
    return modifier instanceof Enum<?> constant
        && constant
            .getDeclaringClass()
            .getName()
            .equals("com.sun.nio.file.SensitivityWatchEventModifier");
  }

  private synchronized RamDriveWatchKey register(
      Operation operation, Inode inode, RamDrivePath directory, Set<WatchEvent.Kind<?>> kinds)
      throws Refusal {
    requireOpen();
    RamDriveWatchKey present = watched.find(this, inode.id());
    if (present != null) {
      present.watch(kinds);
      return present;
    }
    RamDriveWatchKey key = new RamDriveWatchKey(this, directory, inode.id(), kinds);
    watched.add(key, operation, inode);
    keys.add(key);
    return key;
  }

  private static Set<WatchEvent.Kind<?>> kinds(WatchEvent.Kind<?>... events) {
    if (events.length == 0) {
      throw new IllegalArgumentException("No events to register");
    }
    Set<WatchEvent.Kind<?>> kinds = new HashSet<>();
    for (WatchEvent.Kind<?> kind : events) {
      if (kind == StandardWatchEventKinds.ENTRY_CREATE
          || kind == StandardWatchEventKinds.ENTRY_DELETE
          || kind == StandardWatchEventKinds.ENTRY_MODIFY) {
        kinds.add(kind);
      } else if (Objects.requireNonNull(kind) != StandardWatchEventKinds.OVERFLOW) {
        throw new UnsupportedOperationException(kind.name() + " is not supported");
      }
    }
    if (kinds.isEmpty()) {
      throw new IllegalArgumentException("No events to register");
    }
    return kinds;
  }

  /** The key has something to tell. */
  void offer(RamDriveWatchKey key) {
    signalled.add(key);
  }

  /** The key is not to be cancelled with the service: it is invalid already. */
  void drop(RamDriveWatchKey key) {
    keys.remove(key);
  }

  /** The key was cancelled. */
  void forget(RamDriveWatchKey key, long directory) {
    drop(key);
    watched.remove(key, directory);
  }

  private void requireOpen() {
    if (closed) {
      throw new ClosedWatchServiceException();
    }
  }

  private @Nullable RamDriveWatchKey check(@Nullable RamDriveWatchKey key) {
    if (key == end) {
      signalled.add(end); // for the next one
    }
    requireOpen();
    return key;
  }

  @Override
  public @Nullable WatchKey poll() {
    requireOpen();
    return check(signalled.poll());
  }

  @Override
  public @Nullable WatchKey poll(long timeout, TimeUnit unit) throws InterruptedException {
    requireOpen();
    return check(signalled.poll(timeout, unit));
  }

  @Override
  public WatchKey take() throws InterruptedException {
    requireOpen();
    return Objects.requireNonNull(check(signalled.take()));
  }

  @Override
  public void close() {
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
    }
    keys.forEach(RamDriveWatchKey::cancel);
    signalled.clear();
    signalled.add(end);
    fileSystem.forget(this);
  }
}
