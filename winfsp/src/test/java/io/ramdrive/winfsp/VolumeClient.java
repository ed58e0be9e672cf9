// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.ramdrive.volume.AttributeChange;
import io.ramdrive.volume.Attributes;
import io.ramdrive.volume.Call;
import io.ramdrive.volume.Inode;
import io.ramdrive.volume.Mode;
import io.ramdrive.volume.Status;
import io.ramdrive.volume.View;
import io.ramdrive.volume.Volume;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.TimeUnit;

/**
 * Another view of a volume, through its API: what happens behind a mount's back. Paths are {@code
 * directory/file}. One thread at a time.
 */
final class VolumeClient {
  private final View view = inode -> {};
  private final Volume volume;
  private final Call call = new Call(view).as(0, 0, 0);

  VolumeClient(Volume volume) {
    this.volume = volume;
  }

  void createDirectory(String path) {
    Inode parent = parent(path);
    name(path);
    check(volume.create(call, parent, Mode.S_IFDIR | 0755, 0));
  }

  /** Makes the file if there is none, and writes these bytes at its start. */
  void write(String path, byte[] bytes) {
    Inode parent = parent(path);
    name(path);
    Status status = volume.lookup(call, parent);
    if (status == Status.NOT_FOUND) {
      name(path);
      status = volume.create(call, parent, Mode.S_IFREG | 0644, 0);
    }
    check(status);
    write(call.inode(), bytes);
  }

  /** Writes these bytes at the start of a file, whatever it is called now. */
  void write(Inode inode, byte[] bytes) {
    check(volume.write(call, inode, 0, MemorySegment.ofArray(bytes), 0, bytes.length, false));
  }

  void resize(String path, long size) {
    change(path, new AttributeChange().size(size));
  }

  void change(String path, AttributeChange change) {
    check(volume.setattr(call, inode(path), change));
  }

  void unlink(String path) {
    Inode parent = parent(path);
    name(path);
    check(volume.unlink(call, parent));
  }

  void removeDirectory(String path) {
    Inode parent = parent(path);
    name(path);
    check(volume.rmdir(call, parent));
  }

  void rename(String from, String to, int flags) {
    Inode oldParent = parent(from);
    Inode newParent = parent(to);
    name(from);
    call.newName().wrap(last(to).getBytes(UTF_8));
    check(volume.rename(call, oldParent, newParent, flags));
  }

  void link(String existing, String path) {
    Inode inode = inode(existing);
    Inode parent = parent(path);
    name(path);
    check(volume.link(call, inode, parent));
  }

  void reserve(String path, long bytes) {
    check(volume.fallocate(call, inode(path), Volume.FALLOC_FL_KEEP_SIZE, 0, bytes));
  }

  void setAttribute(String path, String name, String value) {
    Inode inode = inode(path);
    byte[] bytes = value.getBytes(UTF_8);
    call.name().wrap(("user." + name).getBytes(UTF_8));
    check(volume.setxattr(call, inode, MemorySegment.ofArray(bytes), 0, bytes.length, 0, false));
  }

  void createStream(String path, String name) {
    Inode inode = inode(path);
    call.name().wrap(name.getBytes(UTF_8));
    check(volume.streams().create(call, inode));
  }

  /** Makes the times of a file so old that any change shows. */
  void makeOld(String path) {
    change(path, new AttributeChange().mtime(1_000_000, 0).ctime(1_000_000, 0));
  }

  /** The time of the last write, as a FILETIME. */
  long modified(String path) {
    Attributes attributes = attributes(path);
    return fileTime(attributes.mtimeSeconds(), attributes.mtimeNanos());
  }

  /** The time of the last change, as a FILETIME. */
  long changed(String path) {
    Attributes attributes = attributes(path);
    return fileTime(attributes.ctimeSeconds(), attributes.ctimeNanos());
  }

  private Attributes attributes(String path) {
    check(volume.getattr(call, inode(path)));
    return call.attributes();
  }

  private static long fileTime(long seconds, int nanos) {
    return (seconds + 11_644_473_600L) * 10_000_000 + nanos / 100;
  }

  Inode inode(String path) {
    Inode inode = volume.root();
    if (path.isEmpty()) {
      return inode;
    }
    for (String component : path.split("/", -1)) {
      call.name().wrap(component.getBytes(UTF_8));
      check(volume.lookup(call, inode));
      inode = call.inode();
    }
    return inode;
  }

  /** A context for operations that this class does not know. */
  Call call() {
    return call;
  }

  /** Waits until every other view has told its kernel of what happened so far. */
  void awaitDelivered() {
    assertThat(volume.awaitDelivered(view, System.nanoTime() + TimeUnit.SECONDS.toNanos(20)))
        .as("the views know in time")
        .isTrue();
  }

  private Inode parent(String path) {
    int end = path.lastIndexOf('/');
    return end < 0 ? volume.root() : inode(path.substring(0, end));
  }

  private void name(String path) {
    call.name().wrap(last(path).getBytes(UTF_8));
  }

  private static String last(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private static void check(Status status) {
    assertThat(status).isEqualTo(Status.OK);
  }
}
