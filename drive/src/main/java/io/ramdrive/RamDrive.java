// SPDX-License-Identifier: Apache-2.0
package io.ramdrive;

import io.ramdrive.nio.RamDriveFileSystem;
import io.ramdrive.volume.Volume;
import io.ramdrive.volume.VolumeOptions;
import io.ramdrive.volume.VolumeOptions.Content;
import io.ramdrive.volume.VolumeStatistics;
import io.ramdrive.winfsp.binding.WinFspLibrary;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A drive that lives in memory. Its content outlives its mounts, and is gone when the drive is
 * closed or the process ends.
 *
 * {@snippet :
 * try (RamDrive drive = RamDrive.create(RamDriveOptions.builder().size("512m").build());
 *     Mount mount = drive.mount(Path.of("/mnt/ram"))) {
 *   Files.writeString(drive.path("/greeting"), "hello");
 *   // every program on this machine can read /mnt/ram/greeting now
 * }
 * }
 *
 * <p>A drive is seen through its views: any number of {@linkplain #mount mounts}, each with a
 * kernel that remembers what it has seen, and {@linkplain #fileSystem() Java}. What one view
 * changes, the others show:
 *
 * <ul>
 *   <li>A change made through Java happens at one instant between its call and its return. When it
 *       has returned, every mount shows it.
 *   <li>A change made through a mount happens at one instant between its call and its return. When
 *       it has returned, that mount and Java show it. Another mount shows it, at the latest, when
 *       an {@link #awaitCoherence()} that was called after that has returned; or, as well, a change
 *       made through Java that was called after that. A program that changes a file through a mount
 *       never waits for other mounts.
 *   <li>Until then the other mount shows each name, the attributes of each file, and each byte of
 *       it, as it was before the change or as it is after it; never anything else. Names,
 *       attributes and bytes may catch up one after the other, and a read through it may end where
 *       the file ended before.
 *   <li>A mount that writes to a file to which others write as well, or renames what others rename
 *       as well: what is stored, and what Java shows, is as if the calls had been made one after
 *       the other, appends one behind the other. But the mount itself may show its own change
 *       wrongly, its bytes at another place or the new name as the file that its kernel took it
 *       for, until it would have to show the change if another mount had made it. A rename between
 *       two names that it still takes for one file's does nothing, as rename always does between
 *       two names of one file.
 * </ul>
 *
 * <p>Times of access are not announced. All of this holds however long the kernels may remember
 * ({@link RamDriveOptions#fileInfoTimeoutMs}), unless {@link RamDriveOptions#enableNotifications}
 * is off: then only that time bounds how long a mount shows what is not true any more. A mount that
 * hangs is waited for ten seconds, then no more until it answers again; a warning is logged. With
 * {@link CacheMode#EXCLUSIVE} there is one mount and no other view.
 *
 * <p>All methods may be called by any thread.
 */
public final class RamDrive implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(RamDrive.class.getName());
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final RamDriveOptions options;
  private final Volume volume;
  private final Object lock = new Object();
  private final List<Mount> mounts = new ArrayList<>();
  private @Nullable RamDriveFileSystem fileSystem;
  private boolean closed;
  private boolean released;

  private RamDrive(RamDriveOptions options, Volume volume) {
    this.options = options;
    this.volume = volume;
  }

  /**
   * Loads and links on this thread what the first drive and its first mount otherwise wait for,
   * some 50 ms. Nobody has to call it: it is for a program that has something else to do meanwhile,
   * on another thread, before it makes its drive.
   *
   * @throws UnsupportedOperationException when there are no drives for this platform, or this Java
   *     may not make native calls
   */
  public static void prepare() {
    Volume.prepare();
  }

  /**
   * Makes an empty drive, which nobody sees until it is mounted.
   *
   * @throws IllegalArgumentException when this machine cannot give the memory that {@link
   *     RamDriveOptions#preAllocate} asks for, the initial directories do not fit, or an option is
   *     not for this platform
   * @throws IllegalStateException when the operating system refuses the address space or memory
   * @throws UnsupportedOperationException when there are no drives for this platform
   */
  public static RamDrive create(RamDriveOptions options) {
    if (Platform.current() == Platform.WINDOWS) {
      WindowsOptions.check(options);
    }
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
                options.mode(),
                options.nameMatching(),
                options.dataPath() == DataPath.PASSTHROUGH ? Content.TMPFS : Content.PAGES));
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
   * Mounts the drive and returns when programs can use it. A drive can have several mounts at once.
   *
   * @param mountPoint as the platform has it. On Linux an existing empty directory. On Windows a
   *     letter such as {@code R:}, {@code *} for any free letter, a share such as {@code
   *     \\server\share}, or a directory that does not exist yet; {@link Mount#mountPoint()} tells
   *     what it has become
   * @throws IOException in one sentence, when the mount point does not suit, the system refuses, or
   *     this mount would be {@linkplain CacheMode#EXCLUSIVE exclusive} and is not the only view
   * @throws IllegalStateException when the drive is closed
   */
  public Mount mount(String mountPoint) throws IOException {
    String text = Platform.current().mountPoint(mountPoint);
    return switch (Platform.current()) {
      case LINUX -> mount(() -> FuseView.mount(volume, Path.of(text), options));
      case WINDOWS -> mount(WinFspLibrary.load(), text);
    };
  }

  /** On Windows, or what behaves as its part that has to do with drives. */
  Mount mount(WinFspLibrary library, String mountPoint) throws IOException {
    return mount(() -> WinFspView.mount(library, volume, mountPoint, options));
  }

  /**
   * As {@link #mount(String)}: on Linux at this directory, on Windows at what the path is called.
   *
   * @throws IOException in one sentence, as there
   * @throws IllegalStateException when the drive is closed
   */
  public Mount mount(Path mountPoint) throws IOException {
    if (Platform.current() == Platform.WINDOWS) {
      return mount(mountPoint.toString());
    }
    return mount(() -> FuseView.mount(volume, mountPoint, options));
  }

  private Mount mount(MountView.Factory factory) throws IOException {
    synchronized (lock) {
      checkOpen();
      Mount made = new Mount(this, factory.mount());
      mounts.removeIf(mount -> !mount.isMounted());
      mounts.add(made);
      return made;
    }
  }

  /** The mounts that there are now, in the order in which they were made. */
  public List<Mount> mounts() {
    synchronized (lock) {
      mounts.removeIf(mount -> !mount.isMounted());
      return List.copyOf(mounts);
    }
  }

  /**
   * The drive for Java: all of {@link java.nio.file.Files} works on its paths. It acts as the user
   * who runs this process. Made when it is first asked for, and again when somebody has closed it;
   * {@link #close} closes it.
   *
   * @throws IllegalStateException in one sentence, when the drive is closed or a mount is
   *     {@linkplain CacheMode#EXCLUSIVE exclusive}
   */
  public FileSystem fileSystem() {
    synchronized (lock) {
      checkOpen();
      RamDriveFileSystem made = fileSystem;
      if (made == null || !made.isOpen()) {
        made =
            RamDriveFileSystem.over(
                volume, options.volumeLabel(), ProcessOwner.uid(), ProcessOwner.gid());
        fileSystem = made;
      }
      return made;
    }
  }

  /**
   * {@code path} of the drive, such as {@code /Cache/App1}, for Java. {@link Mount#path} tells
   * where the same file is for programs.
   *
   * @throws IllegalStateException as {@link #fileSystem} does
   */
  public Path path(String path) {
    return fileSystem().getPath(path.startsWith("/") ? path : "/" + path);
  }

  /**
   * Waits until every view shows all that was changed before, through whichever view.
   *
   * @throws IllegalStateException in one sentence, when a mount does not answer for a minute, or
   *     the drive is closed
   */
  public void awaitCoherence() {
    if (!awaitCoherence(PATIENCE)) {
      throw new IllegalStateException(
          "A mount of the drive has not taken notice of changes for "
              + PATIENCE.toSeconds()
              + " s; what it shows may be old.");
    }
  }

  /**
   * Waits until every view shows all that was changed before, through whichever view, but not
   * longer than {@code limit}.
   *
   * @return whether they do
   * @throws IllegalStateException when the drive is closed
   */
  public boolean awaitCoherence(Duration limit) {
    synchronized (lock) {
      checkOpen();
    }
    return volume.awaitDelivered(null, System.nanoTime() + limit.toNanos());
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

  /**
   * Unmounts all mounts, as {@link Mount#close} does, closes the {@link #fileSystem()}, and gives
   * all memory back. Closing twice does nothing.
   *
   * @throws IllegalStateException in one sentence, when a mount does not come to an end: then the
   *     drive still has its memory, and may be closed again
   */
  @Override
  public void close() {
    synchronized (lock) {
      if (released) {
        return;
      }
      closed = true;
      closeMounts();
      closeFileSystem();
      volume.close();
      released = true;
    }
  }

  private void closeFileSystem() {
    if (fileSystem != null) {
      try {
        fileSystem.close();
      } catch (IOException e) {
        LOG.log(System.Logger.Level.WARNING, "A file of the drive cannot be closed.", e);
      }
    }
  }

  private void closeMounts() {
    IllegalStateException failure = null;
    for (Mount mount : mounts) {
      try {
        mount.close();
      } catch (IllegalStateException e) {
        failure = e;
      }
    }
    if (failure != null) {
      // Its threads still use the volume.
      throw failure;
    }
  }
}
