// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.ramdrive.volume.Inode;
import io.ramdrive.volume.OpenableContent;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * The files that one mount's kernel reads and writes by itself, as it knows them: by backing ids.
 * All opens of an inode share one, for the kernel accepts no second while the first is in use; it
 * is kept for the next open until the kernel forgets the inode, or many others have been closed
 * since. Thread-safe.
 *
 * <pre>
 *   struct fuse_backing_map:   0 fd   4 flags   8 padding
 * </pre>
 */
final class BackingFiles {
  /** FUSE_DEV_IOC_BACKING_OPEN of linux/fuse.h. */
  private static final int BACKING_OPEN = 0x4010E501;

  /** FUSE_DEV_IOC_BACKING_CLOSE of linux/fuse.h. */
  private static final int BACKING_CLOSE = 0x4004E502;

  private static final int BACKING_MAP_SIZE = 16;

  /** How many files that nobody has open are kept; the kernel spends about 300 bytes on each. */
  private static final int MAX_IDLE = 1024;

  private static final int PAGE_BITS = 8;
  private static final int PAGE_SIZE = 1 << PAGE_BITS;
  private static final int PAGE_MASK = PAGE_SIZE - 1;

  private final OpenableContent content;
  private final int connected;

  /** Inodes that were closed, in this order; some of them may be open again. */
  private final ArrayBlockingQueue<Integer> idle = new ArrayBlockingQueue<>(MAX_IDLE);

  /** By slot. Replaced by a longer copy to grow; the pages themselves stay. */
  private volatile Page[] pages = new Page[0];

  /**
   * @param connected the file that was mounted
   */
  private BackingFiles(OpenableContent content, int connected) {
    this.content = content;
    this.connected = connected;
  }

  /**
   * Those of a new mount, none yet.
   *
   * @throws MountException when the kernel accepts none from this process
   */
  static BackingFiles of(OpenableContent content, int connected) throws MountException {
    // Who may give the kernel a file learns that this is none.
    int result = new Page(connected).backingOpen(-1);
    if (result != -Errno.EBADF) {
      throw new MountException(
          "The kernel accepts no files from RamDrive to read and write by itself ("
              + Errno.name(-result)
              + "): that takes CAP_SYS_ADMIN outside of containers; run it as root there, or use"
              + " --data-path served.");
    }
    return new BackingFiles(content, connected);
  }

  /**
   * Counts one more open of {@code file}, until {@link #release}.
   *
   * @param flags those of open(2)
   * @return its backing id, or a negated error number
   */
  int open(Inode file, int flags) {
    int slot = file.slot();
    Page page = page(slot);
    int index = slot & PAGE_MASK;
    synchronized (page) {
      if (page.ids[index] != 0) {
        return page.opened(index, flags);
      }
    }
    int fd = content.open(file); // which may have to wait for the file
    if (fd < 0) {
      return fd;
    }
    synchronized (page) {
      if (page.ids[index] == 0) {
        int id = page.backingOpen(fd);
        if (id > 0) {
          page.ids[index] = id;
        }
        page.syscalls.close(fd);
        return id < 0 ? id : page.opened(index, flags);
      }
      page.syscalls.close(fd);
      return page.opened(index, flags);
    }
  }

  /**
   * The kernel has closed an inode once.
   *
   * @param flags those that it was opened with
   */
  void release(long inode, int flags) {
    if (OpenIn.mayMap(flags)) {
      content.noticeStores(inode);
    }
    int slot = slotOf(inode);
    Page page = existingPage(slot);
    if (page == null) {
      return;
    }
    int index = slot & PAGE_MASK;
    synchronized (page) {
      if (page.opens[index] == 0) {
        return;
      }
      page.writers[index] -= OpenIn.writers(flags);
      if (--page.opens[index] > 0) {
        return;
      }
      if (page.queued[index]) {
        page.used[index] = true;
        return;
      }
      page.queued[index] = true;
    }
    queue(slot);
  }

  /** Keeps an idle file, at the cost of those that were kept longest and not used since. */
  private void queue(int slot) {
    while (!idle.offer(slot)) {
      Integer longest = idle.poll();
      if (longest != null && mayStay(longest) && !idle.offer(longest)) {
        drop(longest);
      }
    }
  }

  /** Whether a file that has been kept longest was used meanwhile; else it is closed if idle. */
  private boolean mayStay(int slot) {
    Page page = page(slot);
    int index = slot & PAGE_MASK;
    synchronized (page) {
      if (page.used[index] && page.opens[index] == 0) {
        page.used[index] = false;
        return true;
      }
    }
    drop(slot);
    return false;
  }

  private void drop(int slot) {
    Page page = page(slot);
    int index = slot & PAGE_MASK;
    synchronized (page) {
      page.queued[index] = false;
      page.used[index] = false;
    }
    closeIfIdle(slot);
  }

  /** The kernel has forgotten an inode, or is about to be handed another in its slot. */
  void forget(long inode) {
    closeIfIdle(slotOf(inode));
  }

  /** Whether some program may write to the inode through what it has open. */
  boolean isOpenForWriting(long inode) {
    int slot = slotOf(inode);
    Page page = existingPage(slot);
    if (page == null) {
      return false;
    }
    synchronized (page) {
      return page.writers[slot & PAGE_MASK] > 0;
    }
  }

  private void closeIfIdle(int slot) {
    Page page = existingPage(slot);
    if (page == null) {
      return;
    }
    int index = slot & PAGE_MASK;
    synchronized (page) {
      if (page.ids[index] != 0 && page.opens[index] == 0) {
        page.backingClose(page.ids[index]);
        page.ids[index] = 0;
      }
    }
  }

  /** As {@link Inode#slot()}, which says where in the id it is. */
  private static int slotOf(long id) {
    return (int) id & Integer.MAX_VALUE;
  }

  private @Nullable Page existingPage(int slot) {
    Page[] current = pages;
    int number = slot >>> PAGE_BITS;
    return number < current.length ? current[number] : null;
  }

  private Page page(int slot) {
    Page page = existingPage(slot);
    return page != null ? page : grow(slot);
  }

  private synchronized Page grow(int slot) {
    int number = slot >>> PAGE_BITS;
    Page[] current = pages;
    if (number >= current.length) {
      Page[] longer = Arrays.copyOf(current, number + 1);
      for (int i = current.length; i <= number; i++) {
        longer[i] = new Page(connected);
      }
      pages = longer;
      return longer[number];
    }
    return current[number];
  }

  /** Some slots, and what one thread at a time needs to change them: it holds the page's lock. */
  private static final class Page {
    final Syscalls syscalls = new Syscalls();
    final int[] ids = new int[PAGE_SIZE];
    final int[] opens = new int[PAGE_SIZE];
    final int[] writers = new int[PAGE_SIZE];

    /** In {@link #idle}, though perhaps open again. */
    final boolean[] queued = new boolean[PAGE_SIZE];

    /** Open again since it was queued. */
    final boolean[] used = new boolean[PAGE_SIZE];

    private final MemorySegment argument = Arena.ofAuto().allocate(BACKING_MAP_SIZE, Long.BYTES);
    private final int connected;

    Page(int connected) {
      this.connected = connected;
    }

    int opened(int index, int flags) {
      opens[index]++;
      writers[index] += OpenIn.writers(flags);
      return ids[index];
    }

    int backingOpen(int fd) {
      argument.set(JAVA_INT, 0, fd);
      argument.set(JAVA_INT, 4, 0);
      argument.set(JAVA_LONG, 8, 0);
      return syscalls.ioctl(connected, BACKING_OPEN, argument.address());
    }

    void backingClose(int id) {
      argument.set(JAVA_INT, 0, id);
      syscalls.ioctl(connected, BACKING_CLOSE, argument.address());
    }
  }
}
