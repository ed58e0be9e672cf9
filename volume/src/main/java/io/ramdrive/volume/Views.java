// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.volume;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** The views that look at a volume, and what tells them of its changes. */
final class Views {
  private static final Logger LOG = System.getLogger(Views.class.getName());

  private static final Viewer[] NOBODY = new Viewer[0];

  private final IntConsumer whenCounted;

  /** Replaced, never changed. */
  private volatile Viewer[] viewers = NOBODY;

  /**
   * @param whenCounted is told how many views there are, before one is added and after one is gone;
   *     a new one for which it throws is not added
   */
  Views(IntConsumer whenCounted) {
    this.whenCounted = whenCounted;
  }

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
    whenCounted.accept(all.size());
    viewers = all.toArray(NOBODY);
    return viewer;
  }

  private synchronized void detach(Viewer viewer) {
    List<Viewer> all = new ArrayList<>(List.of(viewers));
    if (all.remove(viewer)) {
      viewers = all.toArray(NOBODY);
      whenCounted.accept(all.size());
    }
  }

  boolean hasOthersThan(View view) {
    for (Viewer viewer : viewers) {
      if (viewer.view != view) {
        return true;
      }
    }
    return false;
  }

  /**
   * Notes that the view of {@code call} is about to change names, until {@link #publish}. Whoever
   * publishes meanwhile can tell then that a change of another view may be committed already of
   * which nobody has been told ({@link Change#isConcurrent()}).
   */
  void beginNaming(Call call) {
    Viewer[] all = viewers;
    if (all.length < 2 || call.naming != null) {
      return;
    }
    for (Viewer viewer : all) {
      if (viewer.view == call.view) {
        viewer.naming.incrementAndGet();
        call.naming = viewer;
      }
    }
  }

  /** Tells everybody of {@code call}'s change, if it made one; under no lock. */
  void publish(Call call) {
    tell(call);
    Viewer naming = call.naming;
    if (naming != null) {
      call.naming = null;
      naming.naming.decrementAndGet();
    }
  }

  private void tell(Call call) {
    Change change = call.change;
    if (change.isEmpty()) {
      return;
    }
    change.concurrent = othersAreNaming(call.view);
    for (Viewer viewer : viewers) {
      viewer.listener.changed(change);
    }
    change.clear();
  }

  private boolean othersAreNaming(View view) {
    Viewer[] all = viewers;
    if (all.length < 2) {
      return false;
    }
    for (Viewer viewer : all) {
      if (viewer.view != view && viewer.naming.get() > 0) {
        return true;
      }
    }
    return false;
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

  /** A view that looks at the volume. */
  final class Viewer implements Attachment {
    final View view;
    final String description;
    final boolean exclusive;
    final ChangeListener listener;

    /** Operations on names that have come through the view and are not published yet. */
    private final AtomicInteger naming = new AtomicInteger();

    /** It has been said that the view does not take notice. */
    private volatile boolean warned;

    Viewer(View view, String description, boolean exclusive, ChangeListener listener) {
      this.view = view;
      this.description = description;
      this.exclusive = exclusive;
      this.listener = listener;
    }

    boolean await(boolean unlessBehind, long deadline) {
      long limit = unlessBehind && listener.isBehind() ? System.nanoTime() : deadline;
      boolean delivered = listener.awaitDelivered(limit);
      if (!delivered && !warned) {
        LOG.log(
            Level.WARNING,
            "{0} takes no notice of changes and may show old content until it does.",
            description);
      }
      warned = !delivered;
      return delivered;
    }

    @Override
    public void close() {
      detach(this);
    }
  }
}
