// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.volume;

import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * How many owners each page has beyond the first. Counts are kept in groups of pages that come into
 * being when the first of their pages is shared, so what is never shared costs nothing.
 *
 * <p>Only an owner changes the count of a page. That makes zero final for the owner who reads it:
 * nobody is left who could raise it.
 */
final class ShareCounts {
  /** 512 pages, 2 KiB of counts: as many as a chunk has of the smallest pages. */
  private static final int GROUP_SHIFT = 9;

  private static final int IN_GROUP = (1 << GROUP_SHIFT) - 1;

  private final AtomicReferenceArray<@Nullable AtomicIntegerArray> groups;

  ShareCounts(int pages) {
    groups = new AtomicReferenceArray<>(((pages - 1) >>> GROUP_SHIFT) + 1);
  }

  /** One more owner; called by an owner. */
  void add(int page) {
    AtomicIntegerArray group = groups.get(page >>> GROUP_SHIFT);
    if (group == null) {
      groups.compareAndSet(page >>> GROUP_SHIFT, null, new AtomicIntegerArray(1 << GROUP_SHIFT));
      add(page);
      return;
    }
    group.getAndIncrement(page & IN_GROUP);
  }

  boolean isShared(int page) {
    AtomicIntegerArray group = groups.get(page >>> GROUP_SHIFT);
    return group != null && group.get(page & IN_GROUP) != 0;
  }

  /** One owner fewer; false, with nothing changed, if the caller is the only one. */
  boolean drop(int page) {
    AtomicIntegerArray group = groups.get(page >>> GROUP_SHIFT);
    if (group == null) {
      return false;
    }
    while (true) {
      int others = group.get(page & IN_GROUP);
      if (others == 0) {
        return false;
      }
      if (group.compareAndSet(page & IN_GROUP, others, others - 1)) {
        return true;
      }
    }
  }
}
