// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp;

import io.ramdrive.volume.Call;
import io.ramdrive.volume.DirectoryVisitor;
import io.ramdrive.volume.Inode;
import io.ramdrive.volume.Volume;

/** Finds out whether a directory is empty. Reused: one thread at a time. */
final class EmptinessCheck implements DirectoryVisitor {
  private boolean empty;

  boolean isEmpty(Volume volume, Call call, Inode directory) {
    empty = true;
    volume.readdir(call, directory, 0, this);
    return empty;
  }

  @Override
  public boolean entry(byte[] name, Inode inode, long position) {
    boolean dots = name[0] == '.' && (name.length == 1 || (name.length == 2 && name[1] == '.'));
    empty = dots;
    return dots;
  }
}
