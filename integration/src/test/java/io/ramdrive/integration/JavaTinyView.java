// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.integration;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A directory of a drive, by {@code java.nio.file}. */
record JavaTinyView(Path directory) implements TinyView {
  private static final int LARGEST = 256;

  /** What may find no file. */
  private interface Attempt<T> {
    T run() throws IOException;
  }

  @Override
  public @Nullable Handle create(String name, int mode) {
    try {
      return new Channel(
          FileChannel.open(
              directory.resolve(name), Set.of(CREATE_NEW, READ, WRITE), new UnixMode(mode)));
    } catch (FileAlreadyExistsException e) {
      return null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public @Nullable Handle open(String name, boolean append) {
    Path file = directory.resolve(name);
    return orNull(
        () ->
            new Channel(
                append ? FileChannel.open(file, APPEND) : FileChannel.open(file, READ, WRITE)));
  }

  @Override
  public boolean exists(String name) {
    return Files.exists(directory.resolve(name));
  }

  @Override
  public boolean chmod(String name, int mode) {
    return isThere(
        () -> Files.setPosixFilePermissions(directory.resolve(name), UnixMode.permissions(mode)));
  }

  @Override
  public boolean rename(String from, String to) {
    return isThere(
        () ->
            Files.move(
                directory.resolve(from), directory.resolve(to), StandardCopyOption.ATOMIC_MOVE));
  }

  @Override
  public boolean unlink(String name) {
    return isThere(
        () -> {
          Files.delete(directory.resolve(name));
          return directory;
        });
  }

  @Override
  public @Nullable Attributes stat(String name) {
    Map<String, Object> found =
        orNull(() -> Files.readAttributes(directory.resolve(name), "unix:size,mode,nlink"));
    return found == null
        ? null
        : new Attributes(
            ((Number) found.get("size")).intValue(),
            ((Number) found.get("mode")).intValue() & ~LinuxFlags.S_IFMT,
            ((Number) found.get("nlink")).intValue());
  }

  @Override
  public @Nullable Attributes stat(Handle handle) {
    return null;
  }

  private static boolean isThere(Attempt<?> attempt) {
    return orNull(attempt) != null;
  }

  private static <T> @Nullable T orNull(Attempt<T> attempt) {
    try {
      return attempt.run();
    } catch (NoSuchFileException e) {
      return null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private record Channel(FileChannel channel) implements Handle {
    @Override
    public void write(int offset, String data) {
      attempt(() -> channel.write(ByteBuffer.wrap(data.getBytes(US_ASCII)), offset));
    }

    @Override
    public String read() {
      ByteBuffer buffer = ByteBuffer.allocate(LARGEST);
      attempt(() -> channel.read(buffer, 0));
      return new String(buffer.array(), 0, buffer.position(), US_ASCII);
    }

    @Override
    public boolean truncate(int size) {
      attempt(() -> channel.truncate(size));
      return true;
    }

    @Override
    public void close() {
      attempt(
          () -> {
            channel.close();
            return channel;
          });
    }

    private static void attempt(Attempt<?> attempt) {
      try {
        attempt.run();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
