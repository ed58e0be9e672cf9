// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.nio;

import io.ramdrive.volume.Attachment;
import io.ramdrive.volume.Change;
import io.ramdrive.volume.ChangeListener;
import io.ramdrive.volume.Inode;
import io.ramdrive.volume.View;
import io.ramdrive.volume.Volume;
import java.lang.System.Logger.Level;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** What a file system is to its volume: a view among others. */
final class JavaView implements View, ChangeListener, AutoCloseable {
  private static final System.Logger LOGGER = System.getLogger(JavaView.class.getName());

  /**
   * How long a change waits until all mounts know. A kernel is told in microseconds; one that takes
   * seconds hangs, and must not take the programs of this JVM along.
   */
  private static final long PATIENCE_SECONDS = 10;

  private final Volume volume;
  private final String name;
  private final WatchedDirectories watched = new WatchedDirectories();
  private final AtomicBoolean complained = new AtomicBoolean();
  private final Attachment attachment;

  /** Attaches itself to the volume: the caller's last step. */
  @SuppressWarnings("this-escape") // what is told from here on concerns only fields set before
  JavaView(Volume volume, String name) {
    this.volume = volume;
    this.name = name;
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

  /** Waits until all other views know of what this thread has changed. */
  void awaitOthers() {
    if (!volume.hasOtherViews(this)) {
      return;
    }
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    if (volume.awaitDelivered(this, deadline)) {
      complained.set(false);
    } else if (!complained.getAndSet(true)) {
      LOGGER.log(
          Level.WARNING,
          "A mount of the drive "
              + name
              + " has not taken notice of a change for "
              + PATIENCE_SECONDS
              + " s; it seems to hang. Changes made by Java no longer wait for it.");
    }
  }

  @Override
  public void close() {
    attachment.close();
  }
}
