// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.integration;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Does anything to a small tree through one view, at random. What it is refused, because of what
 * the others do, does not count. One thread.
 */
final class FuzzActor implements AutoCloseable {
  private static final String[] PLACES = {"", "d0/", "d1/", "d0/d2/"};
  private static final int LARGEST = 20_000;
  private static final int REMEMBERED = 40;
  private static final int HELD = 4;

  private final String name;
  private final Path root;
  private final Random random;
  private final Deque<String> done = new ArrayDeque<>();
  private final List<FileChannel> held = new ArrayList<>();
  private long count;

  FuzzActor(String name, Path root, Random random) {
    this.name = name;
    this.root = root;
    this.random = random;
  }

  /** The last operations, each with its time. */
  List<String> done() {
    return List.copyOf(done);
  }

  /** How many operations there were. */
  long count() {
    return count;
  }

  /** Does one thing. */
  void step() {
    count++;
    long time = System.nanoTime();
    StringBuilder what = new StringBuilder();
    try {
      operate(what);
      what.append(": done");
    } catch (FileSystemException | PosixException e) {
      what.append(": ").append(e.getMessage());
    } catch (IOException e) {
      throw new AssertionError(name + ": " + what, e);
    }
    if (done.size() == REMEMBERED) {
      done.removeFirst();
    }
    done.add("%d %s %s".formatted(time, name, what));
  }

  private void operate(StringBuilder what) throws IOException {
    Path file = file();
    switch (random.nextInt(24)) {
      case 0, 1 -> write(noted(what, "write", file), CREATE, WRITE);
      case 2 -> write(noted(what, "rewrite", file), CREATE, WRITE, TRUNCATE_EXISTING);
      case 3, 4 -> append(noted(what, "append", file));
      case 5 -> resize(noted(what, "resize", file));
      case 6, 7 -> move(what, file, file());
      case 8 -> move(what, directory(), directory());
      case 9 -> Files.createLink(noted(what, "link to", file()), noted(what, "as", file));
      case 10, 11 -> Files.delete(noted(what, "delete", file));
      case 12 -> Files.createDirectory(noted(what, "mkdir", directory()));
      case 13 -> Files.delete(noted(what, "rmdir", directory()));
      case 14 -> symlink(noted(what, "symlink", file));
      case 15 -> chmod(noted(what, "chmod", any()));
      case 16 -> touch(noted(what, "touch", any()));
      case 17 -> xattr(noted(what, "xattr", file));
      case 18, 19 -> look(noted(what, "look at", any()));
      case 20 -> hold(noted(what, "hold", file));
      case 21 -> useHeld(what);
      case 22 ->
          Files.copy(
              noted(what, "copy", file()),
              noted(what, "to", file),
              StandardCopyOption.REPLACE_EXISTING);
      default -> special(what, file);
    }
  }

  private Path noted(StringBuilder what, String operation, Path path) {
    what.append(what.isEmpty() ? "" : " ").append(operation).append(' ');
    what.append(root.relativize(path));
    return path;
  }

  private Path file() {
    return root.resolve(PLACES[random.nextInt(PLACES.length)] + "f" + random.nextInt(4));
  }

  private Path directory() {
    return root.resolve(new String[] {"d0", "d1", "d0/d2", "d1/d2"}[random.nextInt(4)]);
  }

  private Path any() {
    return random.nextInt(4) == 0 ? directory() : file();
  }

  private ByteBuffer data() {
    byte[] bytes = new byte[1 + random.nextInt(random.nextBoolean() ? 20 : 9000)];
    random.nextBytes(bytes);
    return ByteBuffer.wrap(bytes);
  }

  private void write(Path file, OpenOption... options) throws IOException {
    try (FileChannel channel = FileChannel.open(file, options)) {
      channel.write(data(), random.nextInt(LARGEST));
    }
  }

  private void append(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, CREATE, APPEND)) {
      if (channel.size() < 4 * LARGEST) {
        channel.write(data());
      }
    }
  }

  private void resize(Path file) throws IOException {
    if (ViewLook.isOnMount(file)) {
      Posix.truncate(file, random.nextInt(LARGEST));
    } else {
      try (FileChannel channel = FileChannel.open(file, WRITE)) {
        channel.truncate(random.nextInt(LARGEST));
      }
    }
  }

  private void move(StringBuilder what, Path from, Path to) throws IOException {
    Files.move(noted(what, "rename", from), noted(what, "to", to), StandardCopyOption.ATOMIC_MOVE);
  }

  private void symlink(Path link) throws IOException {
    Files.createSymbolicLink(link, root.getFileSystem().getPath("f" + random.nextInt(4)));
  }

  private void chmod(Path path) throws IOException {
    // The owner keeps all rights, for tests that do not run as root.
    Files.setPosixFilePermissions(path, UnixMode.permissions(0700 | random.nextInt(0100)));
  }

  private void touch(Path path) throws IOException {
    FileTime time = FileTime.from(Instant.ofEpochSecond(random.nextInt(1 << 30), 123_456_789));
    Files.getFileAttributeView(path, BasicFileAttributeView.class).setTimes(time, null, null);
  }

  private void xattr(Path path) throws IOException {
    Files.getFileAttributeView(path, UserDefinedFileAttributeView.class)
        .write("name", StandardCharsets.US_ASCII.encode("value" + random.nextInt(100)));
  }

  private void look(Path path) throws IOException {
    Files.readAttributes(path, "unix:*", LinkOption.NOFOLLOW_LINKS);
    if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
      try (Stream<Path> entries = Files.list(path)) {
        entries.forEach(entry -> Files.exists(entry, LinkOption.NOFOLLOW_LINKS));
      }
    } else {
      Files.readAllBytes(path);
    }
  }

  private void hold(Path file) throws IOException {
    held.add(FileChannel.open(file, Set.of(READ, WRITE)));
    if (held.size() > HELD) {
      held.removeFirst().close();
    }
  }

  private void useHeld(StringBuilder what) throws IOException {
    what.append("use of a held file");
    if (!held.isEmpty()) {
      FileChannel channel = held.get(random.nextInt(held.size()));
      switch (random.nextInt(3)) {
        case 0 -> channel.write(data(), random.nextInt(LARGEST));
        case 1 -> channel.truncate(random.nextInt(LARGEST));
        default -> channel.read(ByteBuffer.allocate(LARGEST), 0);
      }
    }
  }

  /** What {@code java.nio.file} cannot say. */
  private void special(StringBuilder what, Path file) {
    if (!ViewLook.isOnMount(file)) {
      return;
    }
    Path other = file();
    if (random.nextBoolean()) {
      noted(what, "exchange", file);
      Posix.renameat2(file, noted(what, "and", other), LinuxFlags.RENAME_EXCHANGE);
      return;
    }
    int mode = LinuxFlags.FALLOC_FL_KEEP_SIZE;
    mode |=
        random.nextBoolean() ? LinuxFlags.FALLOC_FL_PUNCH_HOLE : LinuxFlags.FALLOC_FL_ZERO_RANGE;
    int fd = Posix.open(noted(what, "fallocate", file), LinuxFlags.O_RDWR);
    try {
      Posix.fallocate(fd, mode, random.nextInt(LARGEST), 1 + random.nextInt(9000));
    } finally {
      Posix.close(fd);
    }
  }

  @Override
  public void close() throws IOException {
    for (FileChannel channel : held) {
      channel.close();
    }
  }
}
