// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.nio;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.CopyOption;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Operations of {@link Files} drawn from a seed, on few names so that they meet. The same seed
 * makes the same operations in any directory; each tells in a text what came of it.
 */
final class RandomOperations {
  private static final String[] NAMES = {"a", "b", "c", "d", "link"};
  private static final OpenOption[] OPTIONS = {
    StandardOpenOption.READ,
    StandardOpenOption.WRITE,
    StandardOpenOption.APPEND,
    StandardOpenOption.CREATE,
    StandardOpenOption.CREATE_NEW,
    StandardOpenOption.TRUNCATE_EXISTING,
    StandardOpenOption.DELETE_ON_CLOSE,
    LinkOption.NOFOLLOW_LINKS,
  };

  private final Path root;
  private final Random random;
  private String last = "";

  RandomOperations(Path root, long seed) {
    this.root = root;
    random = new Random(seed);
  }

  /** Whether a name is somewhere in a directory, whatever symlinks lead there. */
  private static boolean isWithin(Path path, Path directory) throws IOException {
    Path parent = Objects.requireNonNull(path.getParent());
    Path other = Objects.requireNonNull(directory.getParent());
    return Files.exists(parent)
        && Files.exists(other)
        && parent.toRealPath().startsWith(other.toRealPath().resolve(directory.getFileName()));
  }

  /** What the last operation was. */
  String last() {
    return last;
  }

  /** Does the next operation; tells its result, or the exception in full. */
  String next() {
    try {
      return run();
    } catch (UncheckedIOException e) {
      return told(e.getCause());
    } catch (IOException | RuntimeException e) {
      return told(e);
    }
  }

  private String told(Exception e) {
    StringBuilder told = new StringBuilder(e.getClass().getName());
    if (e instanceof FileSystemException failed) {
      told.append(" file=").append(plain(failed.getFile()));
      told.append(" other=").append(plain(failed.getOtherFile()));
      told.append(" reason=").append(failed.getReason());
    } else if (e instanceof IOException) {
      told.append(' ').append(e.getMessage());
    }
    return told.toString();
  }

  private String plain(Object path) {
    return path == null ? "-" : path.toString().replace(root.toString(), "ROOT");
  }

  private Path path() {
    Path path = root;
    int depth = 1 + random.nextInt(10) / 5 + random.nextInt(12) / 11;
    for (int i = 0; i < depth; i++) {
      int odd = random.nextInt(40);
      path = path.resolve(odd == 0 ? "." : odd == 1 ? ".." : NAMES[random.nextInt(NAMES.length)]);
    }
    // Never above the root, where the two trees are not the same.
    return path.normalize().startsWith(root) && !path.normalize().equals(root)
        ? path
        : root.resolve("a");
  }

  private byte[] bytes() {
    byte[] bytes = new byte[random.nextInt(4) == 0 ? random.nextInt(20_000) : random.nextInt(20)];
    random.nextBytes(bytes);
    return bytes;
  }

  private Set<OpenOption> options() {
    Set<OpenOption> options = new HashSet<>();
    int count = random.nextInt(4);
    for (int i = 0; i < count; i++) {
      options.add(OPTIONS[random.nextInt(OPTIONS.length)]);
    }
    return options;
  }

  private CopyOption[] copyOptions(CopyOption... possible) {
    List<CopyOption> options = new ArrayList<>();
    for (CopyOption option : possible) {
      if (random.nextBoolean()) {
        options.add(option);
      }
    }
    return options.toArray(new CopyOption[0]);
  }

  private LinkOption[] linkOptions() {
    return random.nextInt(3) == 0
        ? new LinkOption[] {LinkOption.NOFOLLOW_LINKS}
        : new LinkOption[0];
  }

  private void doing(String what, Object... arguments) {
    StringBuilder text = new StringBuilder(what);
    for (Object argument : arguments) {
      text.append(' ');
      text.append(argument instanceof Object[] array ? Arrays.toString(array) : plain(argument));
    }
    last = text.toString();
  }

  private String run() throws IOException {
    switch (random.nextInt(19)) {
      case 0, 1 -> {
        Path path = path();
        byte[] bytes = bytes();
        doing("write", path, bytes.length);
        Files.write(path, bytes);
        return "done";
      }
      case 2, 3 -> {
        Path path = path();
        doing("createDirectory", path);
        Files.createDirectory(path);
        return "done";
      }
      case 4 -> {
        Path path = path();
        doing("delete", path);
        Files.delete(path);
        return "done";
      }
      case 5, 6 -> {
        Path from = path();
        Path to = path();
        CopyOption[] options =
            copyOptions(StandardCopyOption.REPLACE_EXISTING, LinkOption.NOFOLLOW_LINKS);
        doing("move", from, to, options);
        if (List.of(options).contains(StandardCopyOption.REPLACE_EXISTING)
            && (from.endsWith(".") || to.endsWith(".") || isWithin(to, from))) {
          return "refused, and on one side the target is gone: see DifferencesTest";
        }
        Files.move(from, to, options);
        return "done";
      }
      case 7 -> {
        Path from = path();
        Path to = path();
        doing("atomic move", from, to);
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        return "done";
      }
      case 8, 9 -> {
        Path from = path();
        Path to = path();
        CopyOption[] options =
            copyOptions(
                StandardCopyOption.REPLACE_EXISTING,
                StandardCopyOption.COPY_ATTRIBUTES,
                LinkOption.NOFOLLOW_LINKS);
        doing("copy", from, to, options);
        Files.copy(from, to, options);
        return "done";
      }
      case 10 -> {
        Path link = path();
        Path target =
            random.nextBoolean() ? path() : link.getFileSystem().getPath(NAMES[random.nextInt(4)]);
        doing("createSymbolicLink", link, target);
        Files.createSymbolicLink(link, target);
        return "done";
      }
      case 11 -> {
        Path link = path();
        Path existing = path();
        doing("createLink", link, existing);
        Files.createLink(link, existing);
        return "done";
      }
      case 12, 13 -> {
        return channel();
      }
      case 14 -> {
        Path path = path();
        int mode = random.nextInt(01000) | 0700;
        doing("setPermissions", path, Integer.toOctalString(mode));
        Files.setPosixFilePermissions(
            path, PosixFilePermissions.fromString(PermissionText.of(mode)));
        return "done";
      }
      case 15 -> {
        Path path = path();
        FileTime time = FileTime.fromMillis(random.nextInt(Integer.MAX_VALUE));
        doing("setLastModifiedTime", path, time);
        Files.setLastModifiedTime(path, time);
        return Files.getLastModifiedTime(path).toString();
      }
      case 16 -> {
        Path path = path();
        Path other = path();
        doing("isSameFile", path, other);
        return Boolean.toString(Files.isSameFile(path, other));
      }
      case 17 -> {
        Path path = path();
        LinkOption[] options = linkOptions();
        doing("toRealPath", path, options);
        return plain(path.toRealPath(options));
      }
      default -> {
        return look();
      }
    }
  }

  private String channel() throws IOException {
    Path path = path();
    Set<OpenOption> options = options();
    byte[] bytes = bytes();
    int at = random.nextInt(3000);
    int cut = random.nextInt(3000);
    doing(
        "channel",
        path,
        new ArrayList<>(options.stream().map(Object::toString).sorted().toList()),
        bytes.length,
        at,
        cut);
    try (SeekableByteChannel channel = Files.newByteChannel(path, options)) {
      StringBuilder told = new StringBuilder();
      told.append(channel.position()).append('/').append(channel.size()).append(' ');
      ByteBuffer buffer = ByteBuffer.allocate(100);
      try {
        told.append(channel.position(at).read(buffer)).append(' ');
        told.append(Arrays.hashCode(buffer.array())).append(' ');
      } catch (RuntimeException e) {
        told.append(e.getClass().getName()).append(' ');
      }
      try {
        told.append(channel.write(ByteBuffer.wrap(bytes))).append(' ');
        channel.truncate(cut);
      } catch (RuntimeException e) {
        told.append(e.getClass().getName()).append(' ');
      }
      return told.append(channel.position()).append('/').append(channel.size()).toString();
    }
  }

  private String look() throws IOException {
    Path path = path();
    LinkOption[] options = linkOptions();
    doing("look", path, options);
    PosixFileAttributes attributes = Files.readAttributes(path, PosixFileAttributes.class, options);
    StringBuilder told = new StringBuilder();
    told.append(PosixFilePermissions.toString(attributes.permissions())).append(' ');
    told.append(attributes.owner()).append(' ').append(attributes.group()).append(' ');
    told.append(Files.getAttribute(path, "unix:nlink", options)).append(' ');
    told.append(attributes.isSymbolicLink() ? plain(Files.readSymbolicLink(path)) : "");
    if (attributes.isRegularFile()) {
      told.append(Arrays.hashCode(Files.readAllBytes(path)));
    } else if (attributes.isDirectory()) {
      try (Stream<Path> entries = Files.list(path)) {
        told.append(entries.map(this::plain).sorted().toList());
      }
    }
    return told.toString();
  }

  /** The whole tree in a text: names, types, permissions, contents. */
  String tree() throws IOException {
    StringBuilder told = new StringBuilder();
    try (Stream<Path> all = Files.walk(root)) {
      for (Path path : all.sorted().toList()) {
        PosixFileAttributes attributes =
            Files.readAttributes(path, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        told.append(plain(path)).append(' ');
        told.append(PosixFilePermissions.toString(attributes.permissions())).append(' ');
        told.append(Files.getAttribute(path, "unix:nlink", LinkOption.NOFOLLOW_LINKS)).append(' ');
        if (attributes.isSymbolicLink()) {
          told.append("-> ").append(plain(Files.readSymbolicLink(path)));
        } else if (attributes.isRegularFile()) {
          told.append(attributes.size()).append(' ');
          told.append(Arrays.hashCode(Files.readAllBytes(path)));
        }
        told.append('\n');
      }
    }
    return told.toString();
  }

  /** Permission bits as {@code ls} shows them. */
  private static final class PermissionText {
    static String of(int mode) {
      StringBuilder text = new StringBuilder();
      for (int bit = 8; bit >= 0; bit--) {
        text.append((mode >> bit & 1) == 1 ? "xwr".charAt(bit % 3) : '-');
      }
      return text.toString();
    }
  }
}
