// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.integration;

import static io.ramdrive.integration.LinuxFlags.FALLOC_FL_KEEP_SIZE;
import static io.ramdrive.integration.LinuxFlags.FALLOC_FL_PUNCH_HOLE;
import static io.ramdrive.integration.LinuxFlags.FALLOC_FL_ZERO_RANGE;
import static io.ramdrive.integration.LinuxFlags.O_CREAT;
import static io.ramdrive.integration.LinuxFlags.O_DIRECT;
import static io.ramdrive.integration.LinuxFlags.O_EXCL;
import static io.ramdrive.integration.LinuxFlags.O_RDONLY;
import static io.ramdrive.integration.LinuxFlags.O_RDWR;
import static io.ramdrive.integration.LinuxFlags.POSIX_FADV_DONTNEED;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;

/**
 * A file and, beside it, an array that says what the file must hold. Each change is made to both;
 * each look compares the two. One thread at a time.
 */
final class ModelledFile implements AutoCloseable {
  private final Random random;
  private final byte[] model;
  private final int fd;
  private Path path;
  private int size;
  private String last = "created";

  /** Makes the file, which never grows beyond {@code largest} bytes. */
  ModelledFile(Path path, int largest, Random random) {
    this.path = path;
    this.random = random;
    this.model = new byte[largest];
    this.fd = Posix.open(path, O_RDWR | O_CREAT | O_EXCL, 0644);
  }

  Path path() {
    return path;
  }

  void write() {
    int offset = random.nextInt(model.length);
    write(offset, Math.min(length(), model.length - offset));
  }

  /** Writes into what is there, so that the size stays. */
  void overwrite() {
    if (size > 0) {
      int offset = random.nextInt(size);
      write(offset, Math.min(length(), size - offset));
    }
  }

  void append() {
    write(size, Math.min(length(), model.length - size));
  }

  private void write(int offset, int length) {
    byte[] data = new byte[length];
    random.nextBytes(data);
    last = "write of %d at %d, size was %d".formatted(length, offset, size);
    assertThat(Posix.pwrite(fd, data, offset)).as("%s: %s", path, last).isEqualTo(length);
    System.arraycopy(data, 0, model, offset, length);
    if (length > 0) {
      size = Math.max(size, offset + length);
    }
  }

  /** Cuts the file short or extends it with zeros. */
  void truncate() {
    int to = random.nextInt(8) == 0 ? 0 : random.nextInt(model.length + 1);
    last = "truncate to %d, size was %d".formatted(to, size);
    if (random.nextBoolean()) {
      Posix.ftruncate(fd, to);
    } else {
      Posix.truncate(path, to);
    }
    if (to < size) {
      Arrays.fill(model, to, size, (byte) 0);
    }
    size = to;
  }

  void punch() {
    zero(FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, "hole");
  }

  void zero() {
    if (TestDrive.onTmpfs()) {
      punch(); // the nearest that tmpfs has
    } else {
      zero(FALLOC_FL_ZERO_RANGE | FALLOC_FL_KEEP_SIZE, "zeros");
    }
  }

  private void zero(int mode, String what) {
    int offset = random.nextInt(model.length);
    int length = 1 + random.nextInt(model.length - offset);
    last = "%s of %d at %d, size was %d".formatted(what, length, offset, size);
    Posix.fallocate(fd, mode, offset, length);
    if (offset < size) {
      Arrays.fill(model, offset, Math.min(size, offset + length), (byte) 0);
    }
  }

  /** Moves the file to another name. */
  void rename(Path to) {
    last = "rename from " + path;
    Posix.rename(path, to);
    path = to;
  }

  /** Compares a piece. */
  void read() {
    int offset = random.nextInt(model.length);
    int length = length();
    byte[] expected =
        offset >= size
            ? new byte[0]
            : Arrays.copyOfRange(model, offset, Math.min(size, offset + length));
    compare("pread", offset, expected, Posix.pread(fd, length, offset));
  }

  /** Compares size and all content: as the kernel has it cached, and as the drive holds it. */
  void check() {
    byte[] expected = Arrays.copyOf(model, size);
    assertThat(Posix.stat(path).size()).as("%s after %s: size", path, last).isEqualTo(size);
    compare("cached", 0, expected, Posix.pread(fd, model.length + 1, 0));
    if (random.nextBoolean()) {
      Posix.fadvise(fd, POSIX_FADV_DONTNEED);
      compare("read again", 0, expected, Posix.pread(fd, model.length + 1, 0));
    } else {
      int direct = Posix.open(path, O_RDONLY | O_DIRECT);
      compare("direct", 0, expected, Posix.pread(direct, (model.length + 4096) & -4096, 0));
      Posix.close(direct);
    }
  }

  /** Removes the name, and proves that the open file keeps its content. */
  void remove() {
    Posix.unlink(path);
    compare("deleted", 0, Arrays.copyOf(model, size), Posix.pread(fd, model.length + 1, 0));
  }

  @Override
  public void close() {
    Posix.close(fd);
  }

  private int length() {
    int limit = random.nextInt(4) == 0 ? model.length : Math.min(model.length, 9_000);
    return 1 + random.nextInt(limit);
  }

  private void compare(String how, int offset, byte[] expected, byte[] actual) {
    int at = Arrays.mismatch(expected, actual);
    if (at >= 0) {
      throw new AssertionError(
          "%s, %s, after %s: differs at %d; expected %d bytes at %d, got %d"
                  .formatted(path, how, last, offset + at, expected.length, offset, actual.length)
              + (at < expected.length && at < actual.length
                  ? ", 0x%02x instead of 0x%02x".formatted(actual[at], expected[at])
                  : ""));
    }
  }
}
