// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.nio;

import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.Watchable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A watched directory, and what has happened in it since somebody last looked. */
final class RamDriveWatchKey implements WatchKey {
  /** As many events as the JDK's own keys hold; one more makes all of them one OVERFLOW. */
  static final int MAX_EVENTS = 512;

  private final RamDriveWatchService service;
  private final RamDrivePath directory;
  private final long inode;

  // Guarded by this.
  private Set<WatchEvent.Kind<?>> kinds;
  private List<Event> events = new ArrayList<>();
  private final Map<Path, Event> modifications = new HashMap<>();
  private boolean signalled;
  private boolean valid = true;

  RamDriveWatchKey(
      RamDriveWatchService service,
      RamDrivePath directory,
      long inode,
      Set<WatchEvent.Kind<?>> kinds) {
    this.service = service;
    this.directory = directory;
    this.inode = inode;
    this.kinds = kinds;
  }

  /** One event, or several that are alike. */
  private static final class Event implements WatchEvent<Object> {
    private final WatchEvent.Kind<?> kind;
    private final @Nullable Path context;
    private int count = 1;

    Event(WatchEvent.Kind<?> kind, @Nullable Path context) {
      this.kind = kind;
      this.context = context;
    }

    @Override
    @SuppressWarnings("unchecked") // the kinds' types are for who asks, see WatchEvent.Kind.type
    public WatchEvent.Kind<Object> kind() {
      return (WatchEvent.Kind<Object>) kind;
    }

    @Override
    public synchronized int count() {
      return count;
    }

    synchronized void repeat() {
      count++;
    }

    boolean is(WatchEvent.Kind<?> otherKind, @Nullable Path otherContext) {
      return kind == otherKind && Objects.equals(context, otherContext);
    }

    @Override
    @SuppressWarnings("NullAway") // the interface is not annotated; OVERFLOW has no context
    public Object context() {
      return context;
    }
  }

  boolean isOf(RamDriveWatchService other) {
    return service == other;
  }

  /** Another registration of the same directory: its kinds are what counts from now on. */
  synchronized void watch(Set<WatchEvent.Kind<?>> newKinds) {
    kinds = newKinds;
  }

  /** Something has happened to a name. */
  synchronized void signal(WatchEvent.Kind<?> kind, byte[] name) {
    if (!valid || !kinds.contains(kind)) {
      return;
    }
    add(kind, RamDrivePath.of(directory.getFileSystem(), false, new byte[][] {name}));
    enqueue();
  }

  private void add(WatchEvent.Kind<?> kind, Path context) {
    if (!events.isEmpty()) {
      Event last = events.getLast();
      if (last.kind == StandardWatchEventKinds.OVERFLOW || last.is(kind, context)) {
        last.repeat();
        return;
      }
    }
    if (kind == StandardWatchEventKinds.ENTRY_MODIFY) {
      Event earlier = modifications.get(context);
      if (earlier != null) {
        earlier.repeat();
        return;
      }
    } else {
      modifications.remove(context);
    }
    if (events.size() >= MAX_EVENTS) {
      events = new ArrayList<>();
      modifications.clear();
      events.add(new Event(StandardWatchEventKinds.OVERFLOW, null));
      return;
    }
    Event event = new Event(kind, context);
    events.add(event);
    if (kind == StandardWatchEventKinds.ENTRY_MODIFY) {
      modifications.put(context, event);
    }
  }

  private void enqueue() {
    if (!signalled) {
      signalled = true;
      service.offer(this);
    }
  }

  /** The key is of no more use; who waits learns that from {@link #reset}. */
  synchronized void directoryRemoved() {
    valid = false;
    enqueue();
    service.drop(this);
  }

  @Override
  public synchronized boolean isValid() {
    return valid;
  }

  @Override
  public synchronized List<WatchEvent<?>> pollEvents() {
    List<WatchEvent<?>> polled = new ArrayList<>(events);
    events = new ArrayList<>();
    modifications.clear();
    return polled;
  }

  @Override
  public synchronized boolean reset() {
    if (signalled && valid) {
      if (events.isEmpty()) {
        signalled = false;
      } else {
        service.offer(this);
      }
    }
    return valid;
  }

  @Override
  public void cancel() {
    synchronized (this) {
      if (!valid) {
        return;
      }
      valid = false;
    }
    service.forget(this, inode);
  }

  @Override
  public Watchable watchable() {
    return directory;
  }
}
