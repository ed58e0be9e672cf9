// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/** Says whether a directory can be mounted on, and if not, why. */
final class MountPointCheck {
  /** A dead mount can lie on a dead mount; more of them than this is not our doing. */
  private static final int MAX_STALE = 16;

  private static final Logger LOG = System.getLogger(MountPointCheck.class.getName());

  private MountPointCheck() {}

  /**
   * Checks that {@code path} is an empty directory with nothing of ours mounted on it. What a
   * RamDrive that died left mounted there is taken away first.
   */
  static MountPoint check(Path path) throws MountException {
    MountPoint point = resolve(path);
    for (int i = 0; i < MAX_STALE && takeAwayStale(point); i++) {
      LOG.log(
          Level.WARNING,
          "{0} was still mounted by a RamDrive that has died; it is unmounted now. What it held is"
              + " lost.",
          point);
    }
    requireEmptyDirectory(point.path());
    return point;
  }

  /** Follows all links, but does not touch what is mounted there: it may not answer. */
  private static MountPoint resolve(Path path) throws MountException {
    Path absolute = path.toAbsolutePath().normalize();
    Path parent = absolute.getParent();
    if (parent == null) {
      return new MountPoint(absolute);
    }
    try {
      Path inParent = parent.toRealPath().resolve(absolute.getFileName());
      MountPoint point = new MountPoint(inParent);
      return point.mounted().isPresent() ? point : new MountPoint(inParent.toRealPath());
    } catch (NoSuchFileException missing) {
      throw new MountException(
          "The mount point " + path + " does not exist; create it with: mkdir -p " + path, missing);
    } catch (MountException tableUnreadable) {
      throw tableUnreadable;
    } catch (IOException unreachable) {
      throw inaccessible(path, unreachable);
    }
  }

  private static boolean takeAwayStale(MountPoint point) throws MountException {
    Optional<String> type = point.mounted().map(MountTable.Entry::type);
    if (type.isEmpty() || !type.get().startsWith("fuse")) {
      return false;
    }
    boolean ours = type.get().equals(MountPoint.TYPE);
    switch (MountProbe.ask(point)) {
      case ALIVE -> {
        if (ours) {
          throw new MountException(
              point
                  + " is the mount point of a running RamDrive; unmount it first (umount "
                  + point
                  + ") or choose another directory.");
        }
        return false;
      }
      case SILENT ->
          throw new MountException(
              point
                  + " is the mount point of a program that does not answer ("
                  + type.get()
                  + "); if it hangs, free those who wait for it with: umount -f "
                  + point);
      case DEAD -> {
        if (!ours) {
          throw new MountException(
              point
                  + " is the mount point of a program that has died ("
                  + type.get()
                  + "); take it away with: umount -l "
                  + point);
        }
        Unmounter.detach(point);
        return true;
      }
    }
    throw new AssertionError();
  }

  private static void requireEmptyDirectory(Path path) throws MountException {
    if (!attributes(path).isDirectory()) {
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

  private static BasicFileAttributes attributes(Path path) throws MountException {
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
}
