// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.nio;

import io.ramdrive.volume.Call;
import io.ramdrive.volume.Mode;
import io.ramdrive.volume.Volume;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.ClosedFileSystemException;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.FileSystemAlreadyExistsException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.WatchService;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.spi.FileSystemProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A volume as {@code java.nio.file} sees it. All of {@link java.nio.file.Files} works on its paths;
 * where the JDK's own file system on Linux has a behaviour, this one has the same.
 *
 * <p>The view acts as one user, whatever thread asks: root may do everything, anybody else what the
 * kernel would let him do on a mount. It sees what mounts of the same volume change at once, and a
 * change made here is returned from when the kernels of all mounts have been told.
 *
 * <p>Paths and file systems may be used by any number of threads, virtual ones too.
 */
public final class RamDriveFileSystem extends FileSystem {
  private static final int IDLE_OPERATIONS = 64;
  private static final AtomicLong LAST_NUMBER = new AtomicLong();

  private final Volume volume;
  private final boolean ownsVolume;
  private final String name;
  private final Permissions permissions;
  private final JavaView view;
  private final RamDrivePath root;
  private final RamDriveFileStore store;
  private final Accounts accounts = new Accounts();
  private final long number = LAST_NUMBER.incrementAndGet();
  private final Gate gate = new Gate();
  private final ArrayBlockingQueue<Operation> idle = new ArrayBlockingQueue<>(IDLE_OPERATIONS);

  /** Channels, streams and watch services, each of which is inside the gate. */
  private final Set<Closeable> open = ConcurrentHashMap.newKeySet();

  private RamDriveFileSystem(Volume volume, boolean ownsVolume, String name, Identity identity) {
    this.volume = volume;
    this.ownsVolume = ownsVolume;
    this.name = name;
    permissions = new Permissions(identity);
    view = new JavaView(volume, name);
    root = RamDrivePath.of(this, true, new byte[0][]);
    store = new RamDriveFileStore(this);
  }

  /**
   * A file system over a volume that stays its maker's: {@link #close} leaves it as it is. Close
   * the file system before the volume.
   *
   * @param name what its URIs call it; other characters than letters, digits, '-', '_' and '.'
   *     become '-', and when the name is in use in this JVM a number is appended
   * @param uid who the view acts as, and who owns what it makes; 0 may do everything
   * @param gid the group of what it makes
   */
  public static RamDriveFileSystem over(Volume volume, String name, int uid, int gid) {
    String base = name.replaceAll("[^A-Za-z0-9._-]", "-");
    if (base.isEmpty()) {
      base = PathUri.SCHEME;
    }
    Identity identity = new Identity(uid, gid, VolumeEnvironment.DEFAULT_UMASK);
    String tried = base;
    for (int number = 2; ; number++) {
      RamDriveFileSystem made = new RamDriveFileSystem(volume, false, tried, identity);
      if (OpenFileSystems.add(made)) {
        return made;
      }
      made.view.close();
      tried = base + "-" + number;
    }
  }

  /** A file system with a volume of its own. */
  static RamDriveFileSystem create(String name, VolumeEnvironment environment) {
    if (OpenFileSystems.find(name) != null) {
      throw new FileSystemAlreadyExistsException(name);
    }
    Volume volume = Volume.create(environment.volumeOptions());
    RamDriveFileSystem made = new RamDriveFileSystem(volume, true, name, environment.identity());
    if (!OpenFileSystems.add(made)) {
      made.view.close();
      volume.close();
      throw new FileSystemAlreadyExistsException(name);
    }
    return made;
  }

  /** What the URIs of this file system call it. */
  public String name() {
    return name;
  }

  /** Tells this file system from all others of the JVM: the device number of its files. */
  long number() {
    return number;
  }

  Volume volume() {
    return volume;
  }

  Permissions permissions() {
    return permissions;
  }

  JavaView view() {
    return view;
  }

  Accounts accounts() {
    return accounts;
  }

  RamDrivePath root() {
    return root;
  }

  RamDriveFileStore store() {
    return store;
  }

  /**
   * Begins an operation; it must be closed.
   *
   * @throws ClosedFileSystemException when the file system is closed
   */
  Operation begin() {
    gate.enter();
    return operation();
  }

  private Operation operation() {
    Operation operation = idle.poll();
    if (operation == null) {
      Identity identity = permissions.identity();
      Call call = new Call(view).as(identity.uid(), identity.gid(), identity.umask());
      operation = new Operation(this, call);
    }
    return operation;
  }

  /**
   * Begins an operation of a resource that is {@linkplain #remember remembered}. It must be closed,
   * and must do nothing when the resource turns out to be closed by now; unless it does what may be
   * done with a closed volume too.
   */
  Operation beginInside() {
    gate.enterAgain();
    return operation();
  }

  /** Ends an operation; {@code changed} when other views must learn of it. */
  void end(Operation operation, boolean changed) {
    try {
      if (changed) {
        view.awaitOthers();
      }
    } finally {
      idle.offer(operation);
      gate.leave();
    }
  }

  /**
   * Has {@code resource} closed with this file system; {@link #forget} must follow. If that is
   * closed, or being closed just now, so is the resource.
   */
  void remember(Closeable resource) {
    try {
      gate.enter();
      open.add(resource);
      if (!gate.isOpen()) { // whoever closes may have looked before the resource was there
        throw new ClosedFileSystemException();
      }
    } catch (ClosedFileSystemException e) {
      try {
        resource.close();
      } catch (IOException suppressed) {
        e.addSuppressed(suppressed);
      }
      throw e;
    }
  }

  /** The resource has let go of all that it held. */
  void forget(Closeable resource) {
    if (open.remove(resource)) {
      gate.leave();
    }
  }

  boolean isDirectory(RamDrivePath path) {
    try (Operation operation = begin()) {
      Walk.find(operation, Place.of(path), true);
      return Mode.type(operation.attributes().mode()) == Mode.S_IFDIR;
    } catch (Refusal | ClosedFileSystemException e) {
      return false;
    }
  }

  RamDrivePath toRealPath(RamDrivePath path, boolean follow) throws IOException {
    RamDrivePath asked = path;
    try (Operation operation = begin()) {
      if (follow) {
        Walk walk = Walk.walk(operation, Place.of(path), Walk.Last.FOLLOW);
        return RamDrivePath.of(this, true, walk.trail());
      }
      asked = withoutDots(operation, path.toAbsolutePath());
      Walk.find(operation, Place.of(asked), false);
      return asked;
    } catch (Refusal e) {
      throw e.on(asked);
    }
  }

  /** Takes off {@code .}, and {@code ..} with the name before it unless that is a symlink. */
  private RamDrivePath withoutDots(Operation operation, RamDrivePath path) throws Refusal {
    List<byte[]> kept = new ArrayList<>();
    for (byte[] name : path.names()) {
      if (PathBytes.isDot(name)) {
        continue;
      }
      boolean up = PathBytes.isDotDot(name);
      if (up && kept.isEmpty()) {
        continue;
      }
      if (up && !PathBytes.isDotDot(kept.getLast())) {
        RamDrivePath before = RamDrivePath.of(this, true, kept.toArray(byte[][]::new));
        Walk.find(operation, Place.of(before), false);
        if (Mode.type(operation.attributes().mode()) != Mode.S_IFLNK) {
          kept.removeLast();
          continue;
        }
      }
      kept.add(name);
    }
    return RamDrivePath.of(this, true, kept.toArray(byte[][]::new));
  }

  @Override
  public FileSystemProvider provider() {
    return RamDriveFileSystemProvider.instance();
  }

  /**
   * Closes its channels, streams and watch services, and waits for the operations under way. A
   * volume that was made with the file system is gone after this, with all files.
   */
  @Override
  public void close() throws IOException {
    if (!gate.shut()) {
      return;
    }
    IOException failed = null;
    for (Closeable resource : open) {
      try {
        resource.close();
      } catch (IOException e) {
        failed = e;
      }
    }
    gate.awaitEmpty();
    view.close();
    if (ownsVolume) {
      volume.close();
    }
    OpenFileSystems.remove(this);
    if (failed != null) {
      throw failed;
    }
  }

  @Override
  public boolean isOpen() {
    return gate.isOpen();
  }

  @Override
  public boolean isReadOnly() {
    return false;
  }

  @Override
  public String getSeparator() {
    return "/";
  }

  @Override
  public Iterable<Path> getRootDirectories() {
    return List.of(root);
  }

  @Override
  public Iterable<FileStore> getFileStores() {
    return List.of(store);
  }

  @Override
  public Set<String> supportedFileAttributeViews() {
    return AttributeViews.NAMES;
  }

  @Override
  public Path getPath(String first, String... more) {
    StringBuilder path = new StringBuilder(first);
    for (String next : more) {
      if (!next.isEmpty()) {
        path.append(path.isEmpty() ? "" : "/").append(next);
      }
    }
    return RamDrivePath.of(this, PathBytes.encode(path.toString()));
  }

  @Override
  public PathMatcher getPathMatcher(String syntaxAndPattern) {
    return PathPattern.compile(syntaxAndPattern);
  }

  /** Names of users and groups are those of {@code /etc/passwd} and {@code /etc/group}. */
  @Override
  public UserPrincipalLookupService getUserPrincipalLookupService() {
    return accounts;
  }

  /** A service that the volume's own changes feed: nothing is polled. */
  @Override
  public WatchService newWatchService() {
    RamDriveWatchService service = new RamDriveWatchService(this);
    remember(service);
    return service;
  }

  @Override
  public String toString() {
    return PathUri.SCHEME + ":" + name;
  }
}
