// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/**
 * A directory that can be mounted on. Once something is mounted there, this class must not touch
 * it: the question would come to this very process.
 */
final class MountPoint {
  /** What tells our mounts from those of other FUSE servers. */
  static final String SUBTYPE = "ramdrive";

  /** What the kernel calls our mounts. */
  static final String TYPE = "fuse." + SUBTYPE;

  /** A dead mount can lie on a dead mount; more of them than this is not our doing. */
  private static final int MAX_STALE = 16;

  /** AT_STATX_FORCE_SYNC of linux/fcntl.h: ask the server, whatever is cached. */
  private static final int AT_STATX_FORCE_SYNC = 0x2000;

  /** STATX_TYPE of linux/stat.h. */
  private static final int STATX_TYPE = 1;

  /** sizeof(struct statx) of linux/stat.h. */
  private static final int STATX_SIZE = 256;

  private static final Logger LOG = System.getLogger(MountPoint.class.getName());

  private final Path path;
  private final byte[] bytes;

  /**
   * A directory that is not checked.
   *
   * @param path absolute, without links
   */
  MountPoint(Path path) {
    this.path = path;
    this.bytes = path.toString().getBytes(Charset.forName(System.getProperty("native.encoding")));
  }

  /**
   * Checks that {@code path} is an empty directory with nothing of ours mounted on it. What a
   * killed RamDrive left mounted there is taken away first.
   */
  static MountPoint check(Path path) throws MountException {
    MountPoint point = new MountPoint(resolve(path));
    point.clearStale();
    point.requireEmptyDirectory();
    return point;
  }

  /** The path with all links followed. */
  Path path() {
    return path;
  }

  /** The path as a C string. */
  MemorySegment allocate(Arena arena) {
    MemorySegment string = arena.allocate(bytes.length + 1L);
    MemorySegment.copy(bytes, 0, string, ValueLayout.JAVA_BYTE, 0, bytes.length);
    return string;
  }

  /** What is mounted here now. */
  Optional<MountTable.Entry> mounted() throws MountException {
    return MountTable.read().at(new String(bytes, StandardCharsets.ISO_8859_1));
  }

  private static Path resolve(Path path) throws MountException {
    Path absolute = path.toAbsolutePath().normalize();
    try {
      return absolute.toRealPath();
    } catch (NoSuchFileException missing) {
      throw new MountException(
          "The mount point " + path + " does not exist; create it with: mkdir -p " + path, missing);
    } catch (IOException unreachable) {
      return resolveParent(absolute, unreachable);
    }
  }

  /** A dead mount cannot be resolved itself, but the directory that it lies in can. */
  private static Path resolveParent(Path path, IOException unreachable) throws MountException {
    Path parent = path.getParent();
    Path name = path.getFileName();
    if (parent == null || name == null) {
      throw inaccessible(path, unreachable);
    }
    try {
      return parent.toRealPath().resolve(name);
    } catch (IOException parentUnreachable) {
      throw inaccessible(path, parentUnreachable);
    }
  }

  private void clearStale() throws MountException {
    for (int i = 0; i < MAX_STALE; i++) {
      Optional<MountTable.Entry> entry = mounted();
      if (entry.isEmpty() || !entry.get().type().startsWith("fuse")) {
        return;
      }
      boolean ours = entry.get().type().equals(TYPE);
      if (!isDead()) {
        if (ours) {
          throw new MountException(
              path
                  + " is the mount point of a running RamDrive; unmount it first (umount "
                  + path
                  + ") or choose another directory.");
        }
        return;
      }
      if (!ours) {
        throw new MountException(
            path
                + " is the mount point of a program that has died ("
                + entry.get().type()
                + "); take it away with: umount -l "
                + path);
      }
      LOG.log(
          Level.WARNING,
          "{0} was still mounted by a RamDrive that has died; unmounting it. What it held is lost.",
          path);
      Unmounter.detach(this);
    }
  }

  private boolean isDead() {
    try (Arena arena = Arena.ofConfined()) {
      long into = arena.allocate(STATX_SIZE, Long.BYTES).address();
      int result =
          new Syscalls().statx(allocate(arena).address(), AT_STATX_FORCE_SYNC, STATX_TYPE, into);
      return result == -Errno.ENOTCONN || result == -Errno.ECONNABORTED;
    }
  }

  private void requireEmptyDirectory() throws MountException {
    if (!attributes().isDirectory()) {
      throw new MountException(
          "The mount point " + path + " is not a directory; choose an empty directory.");
    }
    boolean empty;
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(path)) {
      empty = !entries.iterator().hasNext();
    } catch (AccessDeniedException denied) {
      throw new MountException(
          "The mount point "
              + path
              + " may not be read by this user; choose a directory that belongs to you.",
          denied);
    } catch (IOException unreadable) {
      throw inaccessible(path, unreadable);
    }
    if (!empty) {
      throw new MountException(
          "The mount point "
              + path
              + " is not empty, and a mount would hide what is in it; choose an empty directory.");
    }
  }

  private BasicFileAttributes attributes() throws MountException {
    try {
      return Files.readAttributes(path, BasicFileAttributes.class);
    } catch (IOException unreadable) {
      throw inaccessible(path, unreadable);
    }
  }

  private static MountException inaccessible(Path path, IOException cause) {
    return new MountException(
        "The mount point " + path + " cannot be used: " + cause.getMessage() + ".", cause);
  }

  @Override
  public String toString() {
    return path.toString();
  }
}
