// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.nio;

import io.ramdrive.volume.Attributes;
import io.ramdrive.volume.Mode;
import io.ramdrive.volume.Volume;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Instant;
import java.util.Set;

/** The attributes of a file at one instant. */
final class FileStatus implements PosixFileAttributes {
  private final RamDriveFileSystem fileSystem;
  private final long id;
  private final int mode;
  private final int links;
  private final int uid;
  private final int gid;
  private final int device;
  private final long size;
  private final FileTime accessed;
  private final FileTime modified;
  private final FileTime changed;
  private final FileTime created;

  FileStatus(RamDriveFileSystem fileSystem, Attributes from) {
    this.fileSystem = fileSystem;
    id = from.id();
    mode = from.mode();
    links = from.links();
    uid = from.uid();
    gid = from.gid();
    device = from.device();
    size = from.size();
    accessed = time(from.atimeSeconds(), from.atimeNanos());
    modified = time(from.mtimeSeconds(), from.mtimeNanos());
    changed = time(from.ctimeSeconds(), from.ctimeNanos());
    created = time(from.btimeSeconds(), from.btimeNanos());
  }

  private static FileTime time(long seconds, int nanos) {
    return FileTime.from(Instant.ofEpochSecond(seconds, nanos));
  }

  long id() {
    return id;
  }

  int mode() {
    return mode;
  }

  int links() {
    return links;
  }

  int uid() {
    return uid;
  }

  int gid() {
    return gid;
  }

  /** The device number of a device node. */
  int deviceNumber() {
    return device;
  }

  /** What tells the files of this drive from those of others. */
  long drive() {
    return fileSystem.number();
  }

  FileTime statusChangeTime() {
    return changed;
  }

  @Override
  public FileTime lastModifiedTime() {
    return modified;
  }

  @Override
  public FileTime lastAccessTime() {
    return accessed;
  }

  @Override
  public FileTime creationTime() {
    return created;
  }

  @Override
  public boolean isRegularFile() {
    return Mode.type(mode) == Mode.S_IFREG;
  }

  @Override
  public boolean isDirectory() {
    return Mode.type(mode) == Mode.S_IFDIR;
  }

  @Override
  public boolean isSymbolicLink() {
    return Mode.type(mode) == Mode.S_IFLNK;
  }

  @Override
  public boolean isOther() {
    return !isRegularFile() && !isDirectory() && !isSymbolicLink();
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public Object fileKey() {
    return new FileKey(fileSystem.volume(), id);
  }

  @Override
  public Account.User owner() {
    return fileSystem.accounts().user(uid);
  }

  @Override
  public Account.Group group() {
    return fileSystem.accounts().group(gid);
  }

  @Override
  public Set<PosixFilePermission> permissions() {
    return PermissionBits.toSet(mode);
  }

  /** Ids are never used again, so neither is a key. */
  private record FileKey(Volume volume, long id) {
    @Override
    public String toString() {
      return "(ino=" + id + ")";
    }
  }
}
