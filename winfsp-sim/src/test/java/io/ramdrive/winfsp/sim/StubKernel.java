// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.sim;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A driver without caches: the rename lock, and a lock of one file that requests hold. */
final class StubKernel implements KernelSide, KernelVolume {
  final List<String> events = new CopyOnWriteArrayList<>();
  final List<byte[]> notifications = new CopyOnWriteArrayList<>();
  final FairLock rename;
  final FairLock node = new FairLock(true);
  UserMode userMode = (request, apply) -> Response.of(-1);
  byte[] params = {};

  /** What notifications have to write back first. */
  volatile FileContext dirty = FileContext.VOLUME;

  StubKernel(boolean notificationsPassWriters) {
    rename = new FairLock(notificationsPassWriters);
  }

  /** A lock that another thread may release, and that readers share. */
  static final class FairLock {
    private final boolean readersPassWaitingWriters;
    private int readers;
    private int waitingWriters;
    private boolean written;

    FairLock(boolean readersPassWaitingWriters) {
      this.readersPassWaitingWriters = readersPassWaitingWriters;
    }

    synchronized boolean tryShared() {
      if (written || waitingWriters > 0) {
        return false;
      }
      readers++;
      return true;
    }

    synchronized void shared() throws InterruptedException {
      while (written || (waitingWriters > 0 && !readersPassWaitingWriters)) {
        wait();
      }
      readers++;
    }

    synchronized void leaveShared() {
      readers--;
      notifyAll();
    }

    synchronized void exclusive() throws InterruptedException {
      waitingWriters++;
      notifyAll();
      try {
        while (written || readers > 0) {
          wait();
        }
      } finally {
        waitingWriters--;
      }
      written = true;
    }

    synchronized void leaveExclusive() {
      written = false;
      notifyAll();
    }

    /** Waits until somebody waits to have it alone. */
    synchronized void awaitWaitingWriter() throws InterruptedException {
      while (waitingWriters == 0) {
        wait();
      }
    }
  }

  @Override
  public KernelVolume createVolume(boolean network, byte[] volumeParams, UserMode userMode) {
    this.userMode = userMode;
    this.params = volumeParams;
    events.add(network ? "created on Net" : "created on Disk");
    return this;
  }

  @Override
  public void mounted(String mountPoint) {
    events.add("mounted " + mountPoint);
  }

  @Override
  public void unmounted(String mountPoint) {
    events.add("unmounted " + mountPoint);
  }

  @Override
  public boolean tryBeginNotify() {
    return rename.tryShared();
  }

  @Override
  public void notify(byte[] records) {
    try {
      rename.shared();
      node.exclusive();
      if (!dirty.equals(FileContext.VOLUME)) {
        userMode.call(new Request.Flush(dirty));
      }
      node.leaveExclusive();
      rename.leaveShared();
    } catch (InterruptedException e) {
      return;
    }
    notifications.add(records);
    if (records.length == 2) {
      rename.leaveShared();
    }
  }

  @Override
  public void stopped() {
    events.add("stopped");
  }

  @Override
  public void deleted() {
    events.add("deleted");
  }
}
