// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ramdrive.volume.Inode;
import io.ramdrive.volume.Volume;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.concurrent.FutureTask;

/**
 * For one row of the matrix: makes a kernel believe something, changes that behind its back, and
 * says what the kernel shows after and what is true.
 */
final class MatrixScenario {
  /** AT_FDCWD of linux/fcntl.h. */
  private static final int AT_FDCWD = -100;

  private static final int PAGE = 4096;

  private final Volume volume;
  private final OtherView other;
  private final Path mount;

  /** In the way of notifications. */
  private final Stall notifications;

  /** In the way of WRITEs. */
  private final Stall writes;

  private Object shown;
  private Object truth;

  MatrixScenario(Volume volume, Path mount, Stall notifications, Stall writes) {
    this.volume = volume;
    this.other = new OtherView(volume);
    this.mount = mount;
    this.notifications = notifications;
    this.writes = writes;
  }

  /** What the kernel shows. */
  Object shown() {
    return shown;
  }

  Object truth() {
    return truth;
  }

  private interface Look {
    Object look() throws Exception;
  }

  private interface Change {
    void make() throws Exception;
  }

  void run(NotificationRule rule) throws Exception {
    switch (rule) {
      case CREATED_NAME -> check(exists("f"), () -> other.file("f", ""), () -> true);
      case CREATED_PARENT -> {
        other.directory("d");
        check(modified("d"), () -> other.file("d/f", ""), () -> other.modified("d"));
      }
      case LINKED_NAME -> {
        other.file("f", "");
        check(exists("g"), () -> other.link("f", "g"), () -> true);
      }
      case LINKED_PARENT -> {
        other.file("f", "");
        other.directory("d");
        check(modified("d"), () -> other.link("f", "d/g"), () -> other.modified("d"));
      }
      case LINKED_INODE -> {
        other.file("f", "");
        check(links("f"), () -> other.link("f", "g"), () -> 2);
      }
      case UNLINKED_LAST_NAME -> {
        other.file("f", "");
        check(exists("f"), () -> other.unlink("f"), () -> false);
      }
      case UNLINKED_NAME -> {
        linked("f", "g");
        check(exists("f"), () -> other.unlink("f"), () -> false);
      }
      case UNLINKED_PARENT -> {
        other.directory("d");
        other.file("d/f", "");
        check(modified("d"), () -> other.unlink("d/f"), () -> other.modified("d"));
      }
      case UNLINKED_INODE -> {
        linked("f", "g");
        check(links("g"), () -> other.unlink("f"), () -> 1);
      }
      case REMOVED_NAME -> {
        other.directory("d");
        check(exists("d"), () -> other.rmdir("d"), () -> false);
      }
      case REMOVED_PARENT -> {
        other.directory("d");
        other.directory("d/e");
        check(links("d"), () -> other.rmdir("d/e"), () -> 2);
      }
      case REMOVED_INODE -> removedInode();
      case RENAMED_NAME -> {
        other.file("f", "");
        check(exists("f"), () -> other.rename("f", "g"), () -> false);
      }
      case RENAMED_NEW_NAME -> {
        other.file("f", "");
        check(exists("g"), () -> other.rename("f", "g"), () -> true);
      }
      case RENAMED_OVER_LAST_NAME -> {
        other.file("f", "new");
        other.file("g", "old");
        check(content("g"), () -> other.rename("f", "g"), () -> "new");
      }
      case RENAMED_OWN_NAME -> renamedOwnName();
      case RENAMED_PARENT -> {
        twoDirectories();
        check(modified("d"), () -> other.rename("d/f", "e/f"), () -> other.modified("d"));
      }
      case RENAMED_NEW_PARENT -> {
        twoDirectories();
        check(modified("e"), () -> other.rename("d/f", "e/f"), () -> other.modified("e"));
      }
      case RENAMED_INODE -> {
        linked("f", "g");
        check(changed("g"), () -> other.rename("f", "h"), () -> other.changed("g"));
      }
      case RENAMED_REPLACED -> {
        linked("f", "g");
        other.file("h", "");
        check(links("g"), () -> other.rename("h", "f"), () -> 1);
      }
      case EXCHANGED_NAME -> {
        twoFiles();
        check(content("f"), () -> other.exchange("f", "g"), () -> "content of g");
      }
      case EXCHANGED_NEW_NAME -> {
        twoFiles();
        check(content("g"), () -> other.exchange("f", "g"), () -> "content of f");
      }
      case EXCHANGED_OWN_NAME -> exchangedOwnName("g", "f");
      case EXCHANGED_OWN_NEW_NAME -> exchangedOwnName("f", "g");
      case EXCHANGED_PARENT -> {
        twoDirectories();
        other.file("e/g", "");
        check(modified("d"), () -> other.exchange("d/f", "e/g"), () -> other.modified("d"));
      }
      case EXCHANGED_NEW_PARENT -> {
        twoDirectories();
        other.file("e/g", "");
        check(modified("e"), () -> other.exchange("d/f", "e/g"), () -> other.modified("e"));
      }
      case EXCHANGED_INODE -> {
        linked("f", "f2");
        other.file("g", "");
        check(changed("f2"), () -> other.exchange("f", "g"), () -> other.changed("f2"));
      }
      case EXCHANGED_REPLACED -> {
        linked("g", "g2");
        other.file("f", "");
        check(changed("g2"), () -> other.exchange("f", "g"), () -> other.changed("g2"));
      }
      case WRITTEN_BYTES -> {
        other.file("f", "old");
        check(content("f"), () -> other.write("f", 0, "new"), () -> "new");
      }
      case WRITTEN_DISPLACED -> writtenDisplaced();
      case WRITTEN_SHARED -> writtenShared();
      case RESIZED_BYTES -> {
        other.file("f", "content");
        check(size("f"), () -> other.truncate("f", 3), () -> 3L);
      }
      case ALLOCATED_INODE -> {
        other.file("f", "");
        check(size("f"), () -> other.allocate("f", 5000), () -> 5000L);
      }
      case ATTRIBUTES_INODE -> {
        other.file("f", "");
        check(mode("f"), () -> other.chmod("f", 0600), () -> 0600);
      }
      case XATTRS_INODE -> {
        other.file("f", "");
        check(changed("f"), () -> other.xattr("f", "user.x"), () -> other.changed("f"));
      }
    }
  }

  private void check(Look look, Change change, Look truth) throws Exception {
    settle();
    Object before = look.look();
    change.make();
    this.truth = truth.look();
    if (before.equals(this.truth)) {
      throw new AssertionError("the change is none");
    }
    settle();
    shown = look.look();
  }

  /** DELETE makes the link count 0, but does not ask for the time of change. */
  private void removedInode() throws Exception {
    other.directory("d");
    Inode inode = other.inode("d");
    inode.retain();
    try (Arena arena = Arena.ofConfined()) {
      long path = arena.allocateFrom(mount.resolve("d").toString()).address();
      int fd = new Syscalls().open(path, 0);
      Path open = Path.of("/proc/self/fd/" + fd);
      check(
          () -> Files.getAttribute(open, "unix:ctime"),
          () -> other.rmdir("d"),
          () -> other.changed(inode));
      new Syscalls().close(fd);
    } finally {
      inode.release();
    }
  }

  /** The kernel renames what it believes to be there. */
  private void renamedOwnName() throws Exception {
    other.file("f", "old");
    settle();
    content("f").look();
    notifications.close();
    other.file("tmp", "new");
    other.rename("tmp", "f");
    Files.move(mount.resolve("f"), mount.resolve("g"));
    notifications.open();
    settle();
    truth = "new";
    shown = content("g").look();
  }

  /** As {@link #renamedOwnName}, for two names of which the kernel is wrong about one. */
  private void exchangedOwnName(String wrong, String right) throws Exception {
    twoFiles();
    settle();
    content("f").look();
    content("g").look();
    notifications.close();
    other.file("tmp", "new");
    other.rename("tmp", wrong);
    exchangeInMount("f", "g");
    notifications.open();
    settle();
    truth = "new";
    shown = content(right).look();
  }

  /** The kernel appends to what it believes to be the end, and keeps the page that it filled. */
  private void writtenDisplaced() throws Exception {
    other.file("f", "b".repeat(2 * PAGE));
    settle();
    Path file = mount.resolve("f");
    try (FileChannel append = FileChannel.open(file, StandardOpenOption.APPEND);
        FileChannel read = FileChannel.open(file, StandardOpenOption.READ)) {
      read(read, 0);
      // Two pages: what is told of the page where the bytes are must not be about this one too.
      other.write("f", 2L * PAGE, "o".repeat(2 * PAGE));
      settle();
      append.write(ByteBuffer.wrap("m".repeat(PAGE).getBytes(UTF_8)));
      settle();
      truth = 'o';
      shown = read(read, 2L * PAGE);
    }
  }

  /**
   * A page that the kernel has written into is dropped, and read again before the WRITE is done.
   */
  private void writtenShared() throws Exception {
    other.file("f", "b".repeat(PAGE));
    settle();
    Path file = mount.resolve("f");
    try (FileChannel write = FileChannel.open(file, StandardOpenOption.WRITE);
        FileChannel read = FileChannel.open(file, StandardOpenOption.READ)) {
      read(read, 0);
      writes.close();
      FutureTask<Integer> writing =
          new FutureTask<>(() -> write.write(ByteBuffer.wrap("m".repeat(PAGE).getBytes(UTF_8)), 0));
      Thread.ofPlatform().start(writing);
      writes.awaitArrival();
      other.write("f", 0, "o".repeat(PAGE));
      settle();
      if (read(read, 0) != 'o') {
        throw new AssertionError("the page was not read again");
      }
      writes.open();
      writing.get();
      settle();
      truth = 'm';
      shown = read(read, 0);
    }
  }

  private static char read(FileChannel file, long position) throws IOException {
    ByteBuffer page = ByteBuffer.allocate(PAGE);
    if (file.read(page, position) != PAGE) {
      throw new AssertionError("no page at " + position);
    }
    return (char) page.get(0);
  }

  private void exchangeInMount(String name, String newName) {
    try (Arena arena = Arena.ofConfined()) {
      int result =
          new LibcFunction("renameat2")
              .call(
                  AT_FDCWD,
                  arena.allocateFrom(mount.resolve(name).toString()).address(),
                  AT_FDCWD,
                  arena.allocateFrom(mount.resolve(newName).toString()).address(),
                  Volume.RENAME_EXCHANGE,
                  0);
      if (result != 0) {
        throw new AssertionError("renameat2 failed");
      }
    }
  }

  private void settle() {
    if (!volume.awaitDelivered(null, System.nanoTime() + 20_000_000_000L)) {
      throw new AssertionError("not delivered");
    }
  }

  private void linked(String name, String newName) {
    other.file(name, "content of " + name);
    other.link(name, newName);
  }

  private void twoFiles() {
    other.file("f", "content of f");
    other.file("g", "content of g");
  }

  private void twoDirectories() {
    other.directory("d");
    other.directory("e");
    other.file("d/f", "");
  }

  private Look exists(String path) {
    return () -> Files.exists(mount.resolve(path));
  }

  private Look content(String path) {
    return () -> Files.readString(mount.resolve(path));
  }

  private Look size(String path) {
    return () -> Files.size(mount.resolve(path));
  }

  private Look links(String path) {
    return () -> Files.getAttribute(mount.resolve(path), "unix:nlink");
  }

  private Look mode(String path) {
    return () -> (int) Files.getAttribute(mount.resolve(path), "unix:mode") & 07777;
  }

  private Look modified(String path) {
    return () -> Files.getLastModifiedTime(mount.resolve(path));
  }

  private Look changed(String path) {
    return () -> (FileTime) Files.getAttribute(mount.resolve(path), "unix:ctime");
  }
}
