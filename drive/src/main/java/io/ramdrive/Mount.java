// SPDX-License-Identifier: Apache-2.0
package io.ramdrive;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * A drive at a mount point. Programs may use it from {@link RamDrive#mount} until {@link #close} or
 * until somebody else unmounts it. All methods may be called by any thread.
 *
 * <p>The process that mounts a drive can use it like any other, with one exception: it must not map
 * its files into memory, because a thread that waits for such a page cannot be stopped for a
 * garbage collection, and the threads that would bring the page then wait for it.
 */
public final class Mount implements AutoCloseable {
  private final RamDrive drive;
  private final MountView view;

  Mount(RamDrive drive, MountView view) {
    this.drive = drive;
    this.view = view;
  }

  /**
   * Where the drive is mounted: on Linux an absolute path without symlinks, on Windows the root of
   * a drive or share, such as {@code R:\}, or the directory.
   */
  public Path mountPoint() {
    return view.mountPoint();
  }

  /**
   * Where {@code path} of the drive, such as {@code /Cache/App1}, is for programs. Always within
   * the mount: {@code ..} takes the name before it away, and at the root of the drive does nothing.
   *
   * @throws InvalidPathException when this platform has no such names
   */
  public Path path(String path) {
    return within(mountPoint(), path);
  }

  static Path within(Path mountPoint, String path) {
    String separator = mountPoint.getFileSystem().getSeparator();
    Deque<String> names = new ArrayDeque<>();
    for (String name : path.replace(separator, "/").split("/", -1)) {
      if (name.equals("..")) {
        names.pollLast();
      } else if (!name.isEmpty() && !name.equals(".")) {
        names.addLast(name);
      }
    }
    Path within = mountPoint;
    for (String name : names) {
      Path next = mountPoint.getFileSystem().getPath(name);
      if (next.getRoot() != null) {
        throw new InvalidPathException(path, "'" + name + "' names a drive");
      }
      within = within.resolve(next);
    }
    return within;
  }

  /** The drive that is mounted here. */
  public RamDrive drive() {
    return drive;
  }

  /** Whether the kernel still uses this mount. */
  public boolean isMounted() {
    return view.isMounted();
  }

  /**
   * How the requests of the Linux kernel come, whatever was asked for: never {@link
   * Transport#AUTO}. Empty on Windows.
   */
  public Optional<Transport> transport() {
    return view.transport();
  }

  /**
   * What the kernel offers and what this mount uses of it, with the reasons: a table for people, of
   * several lines.
   */
  public String negotiation() {
    return view.negotiation();
  }

  /** What this mount's kernel has been told so far. */
  public MountStatistics statistics() {
    return view.statistics();
  }

  /** Waits until this mount is unmounted, by {@link #close} or by somebody else. */
  public void awaitUnmounted() throws InterruptedException {
    view.awaitUnmounted();
  }

  /**
   * Unmounts. The name disappears at once; programs that have files open there get about two
   * seconds to close them, then their files fail. The drive keeps its content. Does nothing when it
   * is unmounted already.
   */
  @Override
  public void close() {
    view.close();
  }
}
