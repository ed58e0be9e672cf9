// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.sim;

import java.util.ArrayList;
import java.util.List;

/** Somebody who wants to hear of changes below a directory. */
public final class SimWatcher implements AutoCloseable {
  private final Watchers watchers;
  private final String foldedDirectory;
  private final int filter;
  private final boolean subtree;
  private final List<ChangeRecord> heard = new ArrayList<>();

  SimWatcher(Watchers watchers, String foldedDirectory, int filter, boolean subtree) {
    this.watchers = watchers;
    this.foldedDirectory = foldedDirectory;
    this.filter = filter;
    this.subtree = subtree;
  }

  /** What happened since the last call, oldest first. */
  public synchronized List<ChangeRecord> changes() {
    List<ChangeRecord> taken = List.copyOf(heard);
    heard.clear();
    return taken;
  }

  /** Waits in real time until something has happened, and takes it. */
  public synchronized List<ChangeRecord> await() throws InterruptedException {
    while (heard.isEmpty()) {
      wait();
    }
    return changes();
  }

  void hear(ChangeRecord change, String foldedPath) {
    boolean inside =
        subtree
            ? FileName.isBelow(foldedPath, foldedDirectory)
            : !FileName.isRoot(foldedPath) && FileName.parent(foldedPath).equals(foldedDirectory);
    if (inside && (change.filter() & filter) != 0) {
      synchronized (this) {
        heard.add(change);
        notifyAll();
      }
    }
  }

  @Override
  public void close() {
    watchers.remove(this);
  }
}
