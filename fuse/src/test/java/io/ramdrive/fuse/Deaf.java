// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

import io.ramdrive.volume.Change;
import io.ramdrive.volume.ChangeListener;

/** Does not care what changes. */
final class Deaf implements ChangeListener {
  @Override
  public void changed(Change change) {}

  @Override
  public boolean awaitDelivered(long deadline) {
    return true;
  }
}
