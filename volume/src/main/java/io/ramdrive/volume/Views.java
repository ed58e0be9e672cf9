// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.volume;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The views that look at a volume, and what tells them of its changes. */
final class Views {
  private static final Logger LOG = System.getLogger(Views.class.getName());

  private static final Viewer[] NOBODY = new Viewer[0];

  /** Replaced, never changed. */
  private volatile Viewer[] viewers = NOBODY;

  synchronized Attachment attach(
      View view, String description, boolean exclusive, ChangeListener listener) {
    for (Viewer other : viewers) {
      if (exclusive || other.exclusive) {
        throw new IllegalStateException(
            exclusive
                ? "An exclusive view must be the only one, but the volume is seen by "
                    + other.description
                    + " already; close that first."
                : "The volume is seen by "
                    + other.description
                    + ", which is exclusive: the kernel keeps sizes and data to itself there;"
                    + " close that first.");
      }
    }
    Viewer viewer = new Viewer(view, description, exclusive, listener);
    List<Viewer> all = new ArrayList<>(List.of(viewers));
    all.add(viewer);
    viewers = all.toArray(NOBODY);
    return viewer;
  }

  private synchronized void detach(Viewer viewer) {
    List<Viewer> all = new ArrayList<>(List.of(viewers));
    all.remove(viewer);
    viewers = all.toArray(NOBODY);
  }

  boolean hasOthersThan(View view) {
    for (Viewer viewer : viewers) {
      if (viewer.view != view) {
        return true;
      }
    }
    return false;
  }

  /** Tells everybody of {@code call}'s change, if it made one; under no lock. */
  void publish(Call call) {
    Change change = call.change;
    if (change.isEmpty()) {
      return;
    }
    for (Viewer viewer : viewers) {
      viewer.listener.changed(change);
    }
    change.clear();
  }

  boolean awaitDelivered(@Nullable View origin, long deadline) {
    boolean delivered = true;
    for (Viewer viewer : viewers) {
      if (viewer.view != origin) {
        delivered &= viewer.await(origin != null, deadline);
      }
    }
    return delivered;
  }

  private final class Viewer implements Attachment {
    final View view;
    final String description;
    final boolean exclusive;
    final ChangeListener listener;

    /** It did not take notice in time; operations do not wait for it until it has. */
    private volatile boolean behind;

    Viewer(View view, String description, boolean exclusive, ChangeListener listener) {
      this.view = view;
      this.description = description;
      this.exclusive = exclusive;
      this.listener = listener;
    }

    boolean await(boolean unlessBehind, long deadline) {
      long limit = unlessBehind && behind ? System.nanoTime() : deadline;
      boolean delivered = listener.awaitDelivered(limit);
      if (!delivered && !behind) {
        LOG.log(
            Level.WARNING,
            "{0} takes no notice of changes and may show old content until it does.",
            description);
      }
      behind = !delivered;
      return delivered;
    }

    @Override
    public void close() {
      detach(this);
    }
  }
}
