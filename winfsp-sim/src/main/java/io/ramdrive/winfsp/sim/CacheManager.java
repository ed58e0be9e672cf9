// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.sim;

import io.ramdrive.winfsp.binding.NtStatus;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * The cache manager and the memory manager: pages of files, read when they are missed and written
 * when it suits. Their writes never make a file longer.
 */
final class CacheManager {
  /** The longest paging read and write. */
  private static final int CLUSTER_PAGES = 16;

  private static final int PAGE = PageMap.PAGE;

  private final FsdVolume volume;

  CacheManager(FsdVolume volume) {
    this.volume = volume;
  }

  /** Takes a file object for paging I/O, if the node has none. The caller holds the node's lock. */
  void own(FileObject file) {
    synchronized (volume.nodes) {
      if (file.node.cacheOwner == null) {
        file.node.cacheOwner = file;
      }
    }
  }

  /** CcCopyRead, up to the cached size. The caller holds the node shared, or has a view. */
  byte[] read(FsdNode node, long offset, int length) {
    long size = node.cachedSize();
    int count = (int) Math.max(0, Math.min(length, size - offset));
    byte[] target = new byte[count];
    for (int done = 0; done < count; ) {
      long at = offset + done;
      int within = (int) (at % PAGE);
      int part = Math.min(PAGE - within, count - done);
      while (!node.pages.read(at / PAGE, within, target, done, part)) {
        fault(node, at / PAGE, (offset + count - 1) / PAGE);
      }
      done += part;
    }
    return target;
  }

  /**
   * CcCopyWrite below the cached size; the model learns of it page by page. The caller holds the
   * node exclusively, or has a view.
   */
  void write(FileObject file, long offset, byte[] source) {
    FsdNode node = file.node;
    for (int done = 0; done < source.length; ) {
      long at = offset + done;
      int within = (int) (at % PAGE);
      int part = Math.min(PAGE - within, source.length - done);
      boolean written = false;
      while (!written) {
        synchronized (node.pages) {
          written = node.pages.write(at / PAGE, within, source, done, part);
          if (written) {
            file.model.write(at, source, done, part);
          }
        }
        if (!written) {
          fault(node, at / PAGE, at / PAGE);
        }
      }
      done += part;
    }
  }

  /** A paging read of the pages that are missing from here on. */
  private void fault(FsdNode node, long first, long last) {
    FileObject owner = node.cacheOwner;
    if (owner == null) {
      throw new IllegalStateException("Nobody caches " + node.name());
    }
    long end = first;
    while (end <= last && end - first < CLUSTER_PAGES && !node.pages.holds(end)) {
      end++;
    }
    int length = (int) (Math.max(end - first, 1) * PAGE);
    long offset = first * PAGE;
    Response response = volume.call(new Request.Read(owner.context, offset, length));
    byte[] bytes = new byte[length];
    if (response.succeeded()) {
      System.arraycopy(response.payload(), 0, bytes, 0, Math.min(response.information(), length));
    } else if (response.status() != NtStatus.STATUS_END_OF_FILE) {
      throw new NtStatusException(response.status());
    }
    if (!node.pages.isMapped()) {
      volume.dataCheck.pagingRead(owner, offset, length, response);
    }
    for (int i = 0; i < length; i += PAGE) {
      node.pages.fill((offset + i) / PAGE, Arrays.copyOfRange(bytes, i, i + PAGE));
    }
  }

  /** Writes the dirty pages of a node, if nobody uses it just now. */
  void lazyWrite(FsdNode node) {
    if (!node.pages.isDirty()) {
      return;
    }
    try (var _ = node.lock.exclusive("the lazy writer")) {
      flush(node, 0, Long.MAX_VALUE);
    }
  }

  /**
   * Writes the dirty pages within these bytes, in a random order. The caller holds the node
   * exclusively.
   */
  void flush(FsdNode node, long from, long to) {
    FileObject owner = node.cacheOwner;
    List<Long> dirty = node.pages.dirty(from, to);
    if (owner == null || dirty.isEmpty()) {
      return;
    }
    List<List<Long>> clusters = clusters(dirty);
    synchronized (volume.random()) {
      Collections.shuffle(clusters, volume.random());
    }
    for (List<Long> cluster : clusters) {
      write(owner, cluster);
    }
  }

  private static List<List<Long>> clusters(List<Long> indexes) {
    List<List<Long>> clusters = new ArrayList<>();
    List<Long> current = new ArrayList<>();
    for (Long index : indexes) {
      boolean follows = !current.isEmpty() && current.getLast() + 1 == index;
      if (!current.isEmpty() && (!follows || current.size() == CLUSTER_PAGES)) {
        clusters.add(current);
        current = new ArrayList<>();
      }
      current.add(index);
    }
    if (!current.isEmpty()) {
      clusters.add(current);
    }
    return clusters;
  }

  /** A paging write; its answer's FileInfo is right but not used. */
  private void write(FileObject owner, List<Long> cluster) {
    FsdNode node = owner.node;
    long offset = cluster.getFirst() * PAGE;
    byte[] bytes = new byte[cluster.size() * PAGE];
    for (int i = 0; i < cluster.size(); i++) {
      byte[] page = node.pages.take(cluster.get(i));
      if (page != null) {
        System.arraycopy(page, 0, bytes, i * PAGE, PAGE);
      }
    }
    Activity.Mark begun = volume.activity.mark();
    Response response = volume.call(new Request.Write(owner.context, offset, bytes, true));
    if (response.status() == NtStatus.STATUS_CANCELLED) {
      return;
    }
    node.basicInfoIsStale();
    if (!response.succeeded()) {
      throw new InvariantViolation(
          Invariant.CAPACITY,
          String.format(
              "A delayed write of %d bytes at %d of %s failed with 0x%08X: the data is lost",
              bytes.length, offset, owner, response.status()));
    }
    volume.dataCheck.pagingWrite(owner, offset, bytes.length, response);
    volume.infoCheck.succeeded(
        owner, "paging Write", response.fileInfo(), () -> volume.activity.undisturbed(begun));
  }
}
