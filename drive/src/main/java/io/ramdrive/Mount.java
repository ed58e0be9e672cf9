// SPDX-License-Identifier: Apache-2.0
package io.ramdrive;

import io.ramdrive.fuse.FuseMount;
import io.ramdrive.fuse.NotificationStatistics;
import java.nio.file.Path;

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
  private final FuseMount mount;

  Mount(RamDrive drive, FuseMount mount) {
    this.drive = drive;
    this.mount = mount;
  }

  /** Where the drive is mounted: an absolute path without symlinks. */
  public Path mountPoint() {
    return mount.mountPoint();
  }

  /**
   * Where {@code path} of the drive, such as {@code /Cache/App1}, is for programs. Always within
   * the mount: {@code ..} takes the name before it away, and at the root of the drive does nothing.
   */
  public Path path(String path) {
    return within(mountPoint(), path);
  }

  static Path within(Path mountPoint, String path) {
    Path root = Path.of("/");
    return mountPoint.resolve(root.relativize(Path.of("/", path).normalize()));
  }

  /** The drive that is mounted here. */
  public RamDrive drive() {
    return drive;
  }

  /** Whether the kernel still uses this mount. */
  public boolean isMounted() {
    return mount.isMounted();
  }

  /**
   * What the kernel offers and what this mount uses of it, with the reasons: a table for people, of
   * several lines.
   */
  public String negotiation() {
    return mount.negotiation();
  }

  /** What this mount's kernel has been told so far. */
  public MountStatistics statistics() {
    NotificationStatistics told = mount.notifications();
    return new MountStatistics(told.sent(), told.failed(), told.merged(), told.overflows());
  }

  /** Waits until this mount is unmounted, by {@link #close} or by somebody else. */
  public void awaitUnmounted() throws InterruptedException {
    mount.awaitUnmounted();
  }

  /**
   * Unmounts. The name disappears at once; programs that have files open there get about two
   * seconds to close them, then their files fail. The drive keeps its content. Does nothing when it
   * is unmounted already.
   */
  @Override
  public void close() {
    mount.close();
  }
}
