// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;

/**
 * The names under which a mount's kernel has files open, by inode. What other views do to a file
 * must be told to the kernel by these names, for it knows no inodes.
 *
 * <p>An open and a close lock one bucket for a moment; only the kernel's own renames look at all of
 * them.
 */
final class KernelNames {
  private static final int BUCKETS = 1024;

  private final Object[] locks = new Object[BUCKETS];
  private final AtomicReferenceArray<KernelName> buckets = new AtomicReferenceArray<>(BUCKETS);

  /** Renames which the kernel may not have carried out in its own tables yet. */
  private final Set<Renaming> unsettled = ConcurrentHashMap.newKeySet();

  KernelNames() {
    for (int i = 0; i < BUCKETS; i++) {
      locks[i] = new Object();
    }
  }

  /** A file was opened; before its attributes are read for the answer. */
  KernelName opened(long inode, String path) {
    KernelName name = new KernelName(inode, path);
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
  Settling renamed(String from, String to) {
    Renaming renaming = new Renaming(this, from, to);
    unsettled.add(renaming);
    forEach(
        name -> {
          if (renaming.concerns(name.path)) {
            name.path = to + name.path.substring(from.length());
          }
        });
    return renaming;
  }

  /**
   * Gives {@code visitor} each name under which the kernel may have the inode.
   *
   * @return whether the kernel may not know all of them yet, and has to be told again
   */
  boolean visit(long inode, Consumer<String> visitor) {
    boolean again = false;
    int bucket = bucket(inode);
    synchronized (locks[bucket]) {
      for (KernelName name = buckets.get(bucket); name != null; name = name.next) {
        if (name.inode == inode) {
          String path = name.path;
          visitor.accept(path);
          again |= name.unsettled;
          for (Renaming renaming : unsettled) {
            if (renaming.made(path)) {
              visitor.accept(renaming.undo(path));
              again = true;
            }
          }
        }
      }
    }
    return again;
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

  /** A rename of the kernel's own, until it has the answer. */
  private record Renaming(KernelNames names, String from, String to) implements Settling {
    boolean concerns(String path) {
      return isAtOrBelow(path, from);
    }

    boolean made(String path) {
      return isAtOrBelow(path, to);
    }

    String undo(String path) {
      return from + path.substring(to.length());
    }

    @Override
    public void settled() {
      names.unsettled.remove(this);
    }

    private static boolean isAtOrBelow(String path, String top) {
      int length = top.length();
      return path.regionMatches(true, 0, top, 0, length)
          && (path.length() == length || path.charAt(length) == '\\' || path.charAt(length) == ':');
    }
  }
}
