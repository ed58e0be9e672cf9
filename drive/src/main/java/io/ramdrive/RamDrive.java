// SPDX-License-Identifier: Apache-2.0
package io.ramdrive;

import io.ramdrive.fuse.FuseMount;
import io.ramdrive.fuse.FuseOptions;
import io.ramdrive.volume.Volume;
import io.ramdrive.volume.VolumeOptions;
import io.ramdrive.volume.VolumeStatistics;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A drive that lives in memory. Its content outlives its mounts, and is gone when the drive is
 * closed or the process ends.
 *
 * {@snippet :
 * try (RamDrive drive = RamDrive.create(RamDriveOptions.builder().size("512m").build());
 *     Mount mount = drive.mount(Path.of("/mnt/ram"))) {
 *   // every program on this machine can use /mnt/ram now
 * }
 * }
 *
 * <p>All methods may be called by any thread.
 */
public final class RamDrive implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(RamDrive.class.getName());

  private final RamDriveOptions options;
  private final Volume volume;
  private final Object lock = new Object();
  private @Nullable Mount mount;
  private boolean closed;

  private RamDrive(RamDriveOptions options, Volume volume) {
    this.options = options;
    this.volume = volume;
  }

  /**
   * Makes an empty drive, which nobody sees until it is mounted.
   *
   * @throws IllegalArgumentException when this machine cannot give the memory that {@link
   *     RamDriveOptions#preAllocate} asks for, or the initial directories do not fit
   * @throws IllegalStateException when the operating system refuses the address space or memory
   * @throws UnsupportedOperationException when there are no drives for this platform
   */
  public static RamDrive create(RamDriveOptions options) {
    checkMemory(options, HostMemory.read());
    Volume volume =
        Volume.create(
            new VolumeOptions(
                options.size(),
                options.pageSizeKb() << 10,
                options.maxInodes(),
                options.preAllocate(),
                options.uid(),
                options.gid(),
                options.mode()));
    try {
      InitialDirectories.make(volume, options);
    } catch (RuntimeException e) {
      volume.close();
      throw e;
    }
    return new RamDrive(options, volume);
  }

  static void checkMemory(RamDriveOptions options, HostMemory memory) {
    if (options.preAllocate() && options.size() > memory.available()) {
      throw new IllegalArgumentException(
          "pre-allocate: "
              + ByteSize.format(options.size())
              + " cannot be taken at once while "
              + ByteSize.format(memory.available())
              + " of memory are available; choose a smaller size, or leave out pre-allocate");
    }
    if (options.size() > memory.total() + memory.swap()) {
      LOG.log(
          System.Logger.Level.WARNING,
          "The size "
              + ByteSize.format(options.size())
              + " is more than this machine's memory and swap, "
              + ByteSize.format(memory.total() + memory.swap())
              + ": when the drive fills them, the kernel kills a process.");
    }
  }

  /** What the drive was made with. */
  public RamDriveOptions options() {
    return options;
  }

  /**
   * Mounts the drive at an existing empty directory and returns when programs can use it. A drive
   * has one mount at a time.
   *
   * @throws IOException in one sentence, when the directory does not suit or the kernel refuses
   * @throws IllegalStateException when the drive is closed, or mounted already
   */
  public Mount mount(Path mountPoint) throws IOException {
    synchronized (lock) {
      checkOpen();
      if (mount != null && mount.isMounted()) {
        throw new IllegalStateException(
            "The drive is mounted at " + mount.mountPoint() + " already; unmount it there first.");
      }
      Mount made = new Mount(this, FuseMount.mount(volume, mountPoint, fuseOptions()));
      mount = made;
      return made;
    }
  }

  private FuseOptions fuseOptions() {
    return FuseOptions.builder()
        .label(options.volumeLabel())
        .enableKernelCache(options.enableKernelCache())
        .fileInfoTimeoutMs(options.effectiveTimeoutMs())
        .enableNotifications(options.enableNotifications())
        .access(options.allowOther() ? FuseOptions.Access.EVERYBODY : FuseOptions.Access.OWNER)
        .build();
  }

  /**
   * How full the drive is.
   *
   * @throws IllegalStateException when the drive is closed
   */
  public DriveStatistics statistics() {
    synchronized (lock) {
      checkOpen();
      VolumeStatistics now = new VolumeStatistics();
      volume.statistics(now);
      return new DriveStatistics(now.capacity(), now.used(), now.maxInodes(), now.inodes());
    }
  }

  private void checkOpen() {
    if (closed) {
      throw new IllegalStateException("The drive is closed.");
    }
  }

  /** Unmounts, as {@link Mount#close} does, and gives all memory back. */
  @Override
  public void close() {
    synchronized (lock) {
      if (closed) {
        return;
      }
      closed = true;
      if (mount != null) {
        mount.close();
      }
      volume.close();
    }
  }
}
