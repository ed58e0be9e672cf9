// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.nio;

import io.ramdrive.volume.Attachment;
import io.ramdrive.volume.Change;
import io.ramdrive.volume.ChangeListener;
import io.ramdrive.volume.Inode;
import io.ramdrive.volume.View;
import io.ramdrive.volume.Volume;
import java.util.concurrent.TimeUnit;

/** What a file system is to its volume: a view among others. */
final class JavaView implements View, ChangeListener, AutoCloseable {
  /**
   * How long a change waits until all mounts know. A kernel is told in microseconds; one that takes
   * seconds hangs, and must not take the programs of this JVM along.
   */
  private static final long PATIENCE_SECONDS = 10;

  private final Volume volume;
  private final WatchedDirectories watched;
  private final Attachment attachment;

  /** Attaches itself to the volume: the caller's last step. */
  @SuppressWarnings("this-escape") // what is told from here on concerns only fields set before
  JavaView(Volume volume, String name) {
    this.volume = volume;
    watched = new WatchedDirectories(volume);
    attachment = volume.attach(this, "the Java file system " + name, false, this);
  }

  WatchedDirectories watched() {
    return watched;
  }

  /** An {@link Operation} lets go of it. */
  @Override
  public void retain(Inode inode) {
    inode.retain();
  }

  @Override
  public void changed(Change change) {
    watched.changed(change);
  }

  /** Watch keys have the event when {@link #changed} returns. */
  @Override
  public boolean awaitDelivered(long deadline) {
    return true;
  }

  /**
   * Waits until all other views know of what this thread has changed. One that hangs is waited for
   * once; the volume logs that.
   */
  void awaitOthers() {
    if (volume.hasOtherViews(this)) {
      volume.awaitDelivered(this, System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS));
    }
  }

  @Override
  public void close() {
    attachment.close();
  }
}
