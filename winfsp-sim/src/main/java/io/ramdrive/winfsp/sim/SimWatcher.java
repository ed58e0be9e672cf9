// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.sim;

import java.util.List;

/** Somebody who wants to hear of changes below a directory. */
public final class SimWatcher implements AutoCloseable {
  private SimWatcher() {}

  /** What happened since the last call, oldest first. */
  public List<ChangeRecord> changes() {
    throw new UnsupportedOperationException();
  }

  /** Waits in real time until something has happened, and takes it. */
  public List<ChangeRecord> await() throws InterruptedException {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() {
    throw new UnsupportedOperationException();
  }
}
