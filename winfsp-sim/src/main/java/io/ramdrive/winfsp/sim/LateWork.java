// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.sim;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;

/**
 * What the kernel's own threads do when they come to it: the lazy writer, and the Close of file
 * objects whose handles are gone. Which, when and in which order is decided by the seed. With
 * random delays a thread of its own does it, else the next system call, before it begins.
 */
final class LateWork {
  /** One system call in so many is followed by some lazy writing. */
  private static final int LAZY_WRITES_ONE_IN = 6;

  /** One Close in so many is kept back for some minutes. */
  private static final int LONG_SECTIONS_ONE_IN = 4;

  private static final int MINUTES_MILLIS = 180_000;

  private final FsdVolume volume;
  private final List<FileObject> closing = new ArrayList<>();
  private final ExecutorService thread;
  private volatile boolean hold;

  LateWork(FsdVolume volume) {
    this.volume = volume;
    thread =
        Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("sim-kernel-late-work").factory());
  }

  /** Whether to do nothing but when told to. */
  void hold(boolean all) {
    hold = all;
  }

  /** The memory manager lets go of it at some time from now on. */
  void handleClosed(FileObject file) {
    boolean section = file.node.cacheOwner == file;
    boolean kept = section || volume.random(LONG_SECTIONS_ONE_IN) == 0;
    boolean late = kept && !file.node.directory;
    synchronized (closing) {
      file.closeDue = volume.clock.millis() + (late ? volume.random(MINUTES_MILLIS) : 0);
      closing.add(file);
    }
  }

  /** A node's cache was purged: with no handle and no view left, nothing keeps its sections. */
  void purged(FsdNode node) {
    if (hold || volume.nodes.handles(node) > 0 || node.pages.isMapped()) {
      return;
    }
    synchronized (closing) {
      for (FileObject file : closing) {
        if (file.node == node) {
          file.closeDue = 0;
        }
      }
    }
    closeAll(file -> file.node == node);
  }

  /** A little work, between two system calls. */
  void tick() {
    if (volume.isStopped()) {
      return;
    }
    if (volume.settings.randomDelays()) {
      thread.execute(this::quietly);
    } else {
      work();
    }
  }

  private void quietly() {
    try {
      work();
    } catch (InvariantViolation e) {
      volume.violations.report(e);
    }
  }

  private void work() {
    if (hold) {
      return;
    }
    try (var _ = volume.activity.begin()) {
      lazily();
    }
  }

  private void lazily() {
    if (volume.random(LAZY_WRITES_ONE_IN) == 0) {
      List<FsdNode> nodes = volume.nodes.all();
      if (!nodes.isEmpty()) {
        volume.cache.lazyWrite(nodes.get(volume.random(nodes.size())));
      }
    }
    long now = volume.clock.millis();
    closeAll(file -> file.closeDue <= now);
  }

  /** Writes, gives up sections and closes everything that may be. */
  void drain() {
    List<FsdNode> nodes = new ArrayList<>(volume.nodes.all());
    shuffle(nodes);
    nodes.forEach(volume.cache::lazyWrite);
    closeAll(file -> true);
    Future<?> rest = thread.submit(() -> {});
    try {
      rest.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
    closeAll(file -> true);
  }

  private void closeAll(Predicate<FileObject> wanted) {
    List<FileObject> due = new ArrayList<>();
    synchronized (closing) {
      for (Iterator<FileObject> files = closing.iterator(); files.hasNext(); ) {
        FileObject file = files.next();
        if (wanted.test(file) && mayClose(file)) {
          files.remove();
          due.add(file);
        }
      }
    }
    shuffle(due);
    due.forEach(this::close);
  }

  /** The memory manager's file object stays as long as a handle or a view can need its pages. */
  private boolean mayClose(FileObject file) {
    FsdNode node = file.node;
    return node.cacheOwner != file || (volume.nodes.handles(node) == 0 && !node.pages.isMapped());
  }

  private void close(FileObject file) {
    FsdNode node = file.node;
    try (var _ = node.lock.exclusive("Close")) {
      if (node.cacheOwner == file) {
        volume.cache.flush(node, 0, Long.MAX_VALUE);
        node.pages.purge();
        if (!mayClose(file)) {
          synchronized (closing) {
            closing.add(file);
          }
          return;
        }
        node.cacheOwner = null;
      }
    }
    file.closed = true;
    volume.call(new Request.Close(file.context));
    volume.nodes.close(file);
    volume.model.closed(file.model);
    if (node.fileObjects().isEmpty()) {
      volume.invalidateMetadata(node);
    }
  }

  private <T> void shuffle(List<T> list) {
    synchronized (volume.random()) {
      Collections.shuffle(list, volume.random());
    }
  }

  void stop() {
    thread.shutdownNow();
  }
}
