// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp;

import io.ramdrive.volume.Inode;
import io.ramdrive.volume.View;

/** A mount, as the volume knows it. Whoever is handed an inode here lets go of it again. */
final class WinFspView implements View {
  @Override
  public void retain(Inode inode) {
    inode.retain();
  }
}
