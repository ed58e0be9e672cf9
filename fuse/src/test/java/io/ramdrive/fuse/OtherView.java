// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

import io.ramdrive.volume.AttributeChange;
import io.ramdrive.volume.Attributes;
import io.ramdrive.volume.Call;
import io.ramdrive.volume.Inode;
import io.ramdrive.volume.Mode;
import io.ramdrive.volume.Status;
import io.ramdrive.volume.Volume;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.attribute.FileTime;
import java.time.Instant;

/** A view of a volume that is no mount: operations on paths without leading slash. */
final class OtherView {
  private final Volume volume;
  private final Call call = new Call(inode -> {}).as(0, 0, 0);

  OtherView(Volume volume) {
    this.volume = volume;
  }

  void file(String path, String content) {
    Inode dir = directoryOf(path);
    name(path);
    check(volume.create(call, dir, Mode.S_IFREG | 0644, 0));
    write(path, 0, content);
  }

  void directory(String path) {
    Inode dir = directoryOf(path);
    name(path);
    check(volume.create(call, dir, Mode.S_IFDIR | 0755, 0));
  }

  void write(String path, long offset, String content) {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    check(
        volume.write(
            call, inode(path), offset, MemorySegment.ofArray(bytes), 0, bytes.length, false));
  }

  void truncate(String path, long size) {
    check(volume.setattr(call, inode(path), new AttributeChange().size(size)));
  }

  void chmod(String path, int mode) {
    check(volume.setattr(call, inode(path), new AttributeChange().mode(mode)));
  }

  void allocate(String path, long length) {
    check(volume.fallocate(call, inode(path), 0, 0, length));
  }

  void xattr(String path, String name) {
    Inode inode = inode(path);
    call.name().wrap(name.getBytes(StandardCharsets.UTF_8));
    check(volume.setxattr(call, inode, MemorySegment.ofArray(new byte[1]), 0, 1, 0, false));
  }

  void link(String path, String newPath) {
    Inode inode = inode(path);
    Inode dir = directoryOf(newPath);
    name(newPath);
    check(volume.link(call, inode, dir));
  }

  void unlink(String path) {
    Inode dir = directoryOf(path);
    name(path);
    check(volume.unlink(call, dir));
  }

  void rmdir(String path) {
    Inode dir = directoryOf(path);
    name(path);
    check(volume.rmdir(call, dir));
  }

  void rename(String path, String newPath) {
    rename(path, newPath, 0);
  }

  void exchange(String path, String newPath) {
    rename(path, newPath, Volume.RENAME_EXCHANGE);
  }

  private void rename(String path, String newPath, int flags) {
    Inode dir = directoryOf(path);
    Inode newDir = directoryOf(newPath);
    name(path);
    call.newName().wrap(lastOf(newPath));
    check(volume.rename(call, dir, newDir, flags));
  }

  int links(String path) {
    return attributes(inode(path)).links();
  }

  FileTime modified(String path) {
    Attributes it = attributes(inode(path));
    return time(it.mtimeSeconds(), it.mtimeNanos());
  }

  FileTime changed(String path) {
    return changed(inode(path));
  }

  FileTime changed(Inode inode) {
    Attributes it = attributes(inode);
    return time(it.ctimeSeconds(), it.ctimeNanos());
  }

  Inode inode(String path) {
    Inode inode = volume.root();
    for (String name : path.split("/", -1)) {
      call.name().wrap(name.getBytes(StandardCharsets.UTF_8));
      check(volume.lookup(call, inode));
      inode = call.inode();
    }
    return inode;
  }

  private Inode directoryOf(String path) {
    int slash = path.lastIndexOf('/');
    return slash < 0 ? volume.root() : inode(path.substring(0, slash));
  }

  private void name(String path) {
    call.name().wrap(lastOf(path));
  }

  private static byte[] lastOf(String path) {
    return path.substring(path.lastIndexOf('/') + 1).getBytes(StandardCharsets.UTF_8);
  }

  private Attributes attributes(Inode inode) {
    check(volume.getattr(call, inode));
    return call.attributes();
  }

  private static FileTime time(long seconds, int nanos) {
    return FileTime.from(Instant.ofEpochSecond(seconds, nanos));
  }

  private static void check(Status status) {
    if (status != Status.OK) {
      throw new AssertionError(status);
    }
  }
}
