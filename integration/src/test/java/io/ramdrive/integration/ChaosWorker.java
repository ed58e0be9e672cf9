// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.integration;

import java.nio.file.Path;
import java.util.concurrent.locks.Lock;

/** One thread's operations. */
final class ChaosWorker implements AutoCloseable {
  private final ChaosThread thread;
  private final ChaosContent content;
  private final ChaosSpace space;
  private final ChaosNames names;
  private final ChaosAttributes attributes;
  private final ChaosCorner corner;

  ChaosWorker(Path root, ChaosTree tree, int number, long seed) {
    thread = new ChaosThread(root, tree, seed);
    content = new ChaosContent(thread);
    space = new ChaosSpace(thread);
    names = new ChaosNames(thread);
    attributes = new ChaosAttributes(thread);
    corner = new ChaosCorner(thread, number);
  }

  /** Does anything at all. */
  void perform() {
    ChaosKind kind = ChaosKind.any(thread.random);
    if (kind.needsSpace() && thread.tree.mayBeFull()) {
      return;
    }
    Lock lock = kind.isAlone() ? thread.tree.lock.writeLock() : thread.tree.lock.readLock();
    lock.lock();
    try {
      kind.perform(this);
    } finally {
      lock.unlock();
    }
  }

  ChaosThread thread() {
    return thread;
  }

  ChaosContent content() {
    return content;
  }

  ChaosSpace space() {
    return space;
  }

  ChaosNames names() {
    return names;
  }

  ChaosAttributes attributes() {
    return attributes;
  }

  ChaosCorner corner() {
    return corner;
  }

  @Override
  public void close() {
    corner.check();
    thread.close();
  }
}
