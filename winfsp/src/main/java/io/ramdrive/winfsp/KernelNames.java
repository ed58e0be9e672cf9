// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp;

import io.ramdrive.volume.NameMatching;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * The names under which a mount's kernel has files open, by inode. What other views do to a file
 * must be told to the kernel by these names, for it knows no inodes.
 *
 * <p>What we answer the kernel takes some time later, and nothing says when. Until it has taken the
 * answer to an open it has no entry that a notification could reach, and until it has taken that to
 * a rename its entries have the old names. So for a while both are said to be {@linkplain #visit
 * under way}.
 *
 * <p>An open and a close lock one bucket for a moment; only the kernel's own renames look at all of
 * them.
 */
final class KernelNames {
  /** An answer that has not arrived after this time never will: its dispatcher is gone. */
  static final Duration UNDER_WAY = Duration.ofSeconds(1);

  private static final int BUCKETS = 1024;

  private final Object[] locks = new Object[BUCKETS];
  private final AtomicReferenceArray<KernelName> buckets = new AtomicReferenceArray<>(BUCKETS);

  private final boolean caseSensitive;
  private final LongSupplier clock;

  /** Renames which the kernel may not have carried out in its own tables yet, oldest first. */
  private final Queue<Renaming> renamings = new ConcurrentLinkedQueue<>();

  /** Names that differ in case only are one unless {@code caseSensitive}. */
  KernelNames(boolean caseSensitive) {
    this(caseSensitive, System::nanoTime);
  }

  KernelNames(boolean caseSensitive, LongSupplier clock) {
    this.caseSensitive = caseSensitive;
    this.clock = clock;
    for (int i = 0; i < BUCKETS; i++) {
      locks[i] = new Object();
    }
  }

  /** A file was opened; before its attributes are read for the answer. */
  KernelName opened(long inode, String path) {
    KernelName name = new KernelName(inode, path, clock.getAsLong());
    int bucket = bucket(inode);
    synchronized (locks[bucket]) {
      name.next = buckets.get(bucket);
      buckets.set(bucket, name);
    }
    return name;
  }

  /** The kernel has closed it. */
  void closed(KernelName name) {
    int bucket = bucket(name.inode);
    synchronized (locks[bucket]) {
      KernelName previous = buckets.get(bucket);
      if (previous == name) {
        buckets.set(bucket, name.next);
        return;
      }
      while (previous != null && previous.next != name) {
        previous = previous.next;
      }
      if (previous != null) {
        previous.next = name.next;
      }
    }
  }

  /** The kernel itself has renamed {@code from}, with all below it. */
  void renamed(String from, String to) {
    forgetOldRenamings();
    renamings.add(new Renaming(from, to, clock.getAsLong()));
    forEach(
        name -> {
          if (isAtOrBelow(name.path, from)) {
            name.path = to + name.path.substring(from.length());
          }
        });
  }

  /**
   * Gives {@code visitor} each name under which the kernel may have the inode.
   *
   * @return whether the answer to an open of it may be under way still, so that the kernel has to
   *     be told again
   */
  boolean visit(long inode, Consumer<String> visitor) {
    forgetOldRenamings();
    boolean underWay = false;
    int bucket = bucket(inode);
    synchronized (locks[bucket]) {
      for (KernelName name = buckets.get(bucket); name != null; name = name.next) {
        if (name.inode == inode) {
          visitor.accept(name.path);
          underWay |= isUnderWay(name.openedAt);
          visitOldNames(name.path, visitor);
        }
      }
    }
    return underWay;
  }

  /** Gives {@code visitor} each name below the directory {@code top}. */
  void visitBelow(String top, Consumer<String> visitor) {
    forEach(
        name -> {
          if (name.path.length() > top.length() && isAtOrBelow(name.path, top)) {
            visitor.accept(name.path);
          }
        });
  }

  private void visitOldNames(String path, Consumer<String> visitor) {
    for (Renaming renaming : renamings) {
      if (isAtOrBelow(path, renaming.to)) {
        visitor.accept(renaming.from + path.substring(renaming.to.length()));
      }
    }
  }

  private void forgetOldRenamings() {
    Renaming oldest = renamings.peek();
    while (oldest != null && !isUnderWay(oldest.at)) {
      renamings.remove(oldest);
      oldest = renamings.peek();
    }
  }

  private boolean isUnderWay(long since) {
    return clock.getAsLong() - since < UNDER_WAY.toNanos();
  }

  private boolean isAtOrBelow(String path, String top) {
    int length = top.length();
    return path.length() >= length
        && (path.length() == length || path.charAt(length) == '\\' || path.charAt(length) == ':')
        && begins(path, top);
  }

  private boolean begins(String path, String top) {
    if (caseSensitive) {
      return path.startsWith(top);
    }
    for (int i = 0; i < top.length(); i++) {
      if (NameMatching.upperCase(path.charAt(i)) != NameMatching.upperCase(top.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  /** Gives {@code visitor} all there are. */
  void forEach(Consumer<KernelName> visitor) {
    for (int bucket = 0; bucket < BUCKETS; bucket++) {
      synchronized (locks[bucket]) {
        for (KernelName name = buckets.get(bucket); name != null; name = name.next) {
          visitor.accept(name);
        }
      }
    }
  }

  private static int bucket(long inode) {
    return (int) (inode ^ (inode >>> 10)) & (BUCKETS - 1);
  }

  private record Renaming(String from, String to, long at) {}
}
