// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.cli;

import io.ramdrive.MountedDrive;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The records of the drives that this user's processes mount, one file each in a directory that
 * nobody else can write.
 */
final class DriveRegistry {
  private static final Path ROOT_DIRECTORY = Path.of("/run/ramdrive");
  private static final String SUFFIX = ".drive";
  private static final String STOP_SUFFIX = ".stop";
  private static final String LOG_SEPARATOR = "-";
  private static final String LOG_SUFFIX = ".log";
  private static final System.Logger LOG = System.getLogger(DriveRegistry.class.getName());

  private final Path directory;

  DriveRegistry(Path directory) {
    this.directory = directory;
  }

  /** That of the user who runs this process on Linux. */
  static DriveRegistry ofUser() throws IOException {
    int uid = (int) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
    return new DriveRegistry(directory(uid, System.getenv(), Path.of("/run")));
  }

  static Path directory(int uid, Map<String, String> environment, Path run) {
    // Root's drives are found by root however it got there: sudo and systemd set no
    // XDG_RUNTIME_DIR.
    if (uid == 0 && Files.isWritable(run)) {
      return ROOT_DIRECTORY;
    }
    @Nullable String runtime = environment.get("XDG_RUNTIME_DIR");
    if (runtime != null && !runtime.isEmpty()) {
      return Path.of(runtime, "ramdrive");
    }
    return Path.of("/tmp", "ramdrive-" + Integer.toUnsignedString(uid));
  }

  /** The directory, which is made if need be. */
  Path open() throws IOException {
    if (!directory.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      // Windows: the access control lists of the user's own folder are inherited.
      return Files.createDirectories(directory);
    }
    Files.createDirectories(
        directory,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    PosixFileAttributes found =
        Files.readAttributes(directory, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    boolean ours =
        found.owner().equals(Files.getOwner(Path.of("/proc/self")))
            && PosixFilePermissions.toString(found.permissions()).endsWith("------");
    if (!found.isDirectory() || !ours) {
      throw new IOException(
          directory + " must be a directory that belongs to you with mode 700; remove it");
    }
    return directory;
  }

  void add(DriveRecord drive) throws IOException {
    Path file = open().resolve(drive.process().pid() + SUFFIX);
    Path unfinished = directory.resolve(drive.process().pid() + ".tmp");
    try (BufferedWriter writer = Files.newBufferedWriter(unfinished)) {
      drive.write(writer);
    }
    Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
  }

  /** The file whose coming asks the process to end its drive, where there are no signals. */
  Path stopFile(ProcessId process) {
    return directory.resolve(process.pid() + STOP_SUFFIX);
  }

  /** A new file for what a process says that this one is about to start. */
  Path createLog() throws IOException {
    sweep(MountedDrive.all());
    String prefix = ProcessHandle.current().pid() + LOG_SEPARATOR;
    return Files.createTempFile(open(), prefix, LOG_SUFFIX);
  }

  /** Takes a record out, with its log if that lies here too. */
  void remove(DriveRecord drive) {
    delete(directory.resolve(drive.process().pid() + SUFFIX));
    delete(stopFile(drive.process()));
    Path log = Path.of(drive.log());
    if (directory.equals(log.getParent())) {
      delete(log);
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, file + " cannot be removed", e);
    }
  }

  /** The record of the drive that is mounted at {@code mountPoint}; its process may be dead. */
  Optional<DriveRecord> find(Path mountPoint) {
    DriveRecord found = null;
    for (DriveRecord drive : records()) {
      boolean newer = found == null || found.mountedAt().isBefore(drive.mountedAt());
      if (drive.mountPoints().contains(mountPoint) && newer) {
        found = drive;
      }
    }
    return Optional.ofNullable(found);
  }

  /**
   * Removes the records of dead processes, unless their drives are still in the mount table, and
   * logs that belong to no record.
   */
  void sweep(List<MountedDrive> mounted) {
    Set<Path> logs = abandonedLogs();
    for (DriveRecord drive : records()) {
      logs.remove(Path.of(drive.log()));
      boolean isMounted = false;
      for (MountedDrive candidate : mounted) {
        isMounted |= drive.mountPoints().contains(candidate.mountPoint());
      }
      if (!isMounted && !drive.process().isAlive()) {
        remove(drive);
      }
    }
    for (Path log : logs) {
      delete(log);
    }
  }

  /** Logs whose makers are dead; a maker lives until the process that it started has a record. */
  private Set<Path> abandonedLogs() {
    Set<Path> logs = new HashSet<>();
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(directory, "[1-9]*" + LOG_SEPARATOR + "*" + LOG_SUFFIX)) {
      for (Path log : files) {
        String name = log.getFileName().toString();
        long maker = Long.parseLong(name, 0, name.indexOf(LOG_SEPARATOR), 10);
        if (ProcessHandle.of(maker).isEmpty()) {
          logs.add(log);
        }
      }
    } catch (IOException | NumberFormatException e) {
      LOG.log(System.Logger.Level.DEBUG, "Logs are not swept", e);
    }
    return logs;
  }

  /** All of them; their processes may be dead. */
  List<DriveRecord> records() {
    List<DriveRecord> records = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*" + SUFFIX)) {
      for (Path file : files) {
        readInto(records, file);
      }
    } catch (IOException e) {
      // No directory: no drive was ever mounted by this user.
      return List.of();
    }
    return records;
  }

  private static void readInto(List<DriveRecord> records, Path file) {
    try (BufferedReader reader = Files.newBufferedReader(file)) {
      records.add(DriveRecord.read(reader));
    } catch (IOException e) {
      // It was removed a moment ago, or is no record.
      LOG.log(System.Logger.Level.DEBUG, file + " is skipped", e);
    }
  }
}
