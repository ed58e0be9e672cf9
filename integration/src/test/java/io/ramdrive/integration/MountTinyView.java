// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.integration;

import static io.ramdrive.integration.LinuxFlags.O_APPEND;
import static io.ramdrive.integration.LinuxFlags.O_CREAT;
import static io.ramdrive.integration.LinuxFlags.O_EXCL;
import static io.ramdrive.integration.LinuxFlags.O_RDWR;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A directory below a mount, by one system call for each method. */
record MountTinyView(Path directory) implements TinyView {
  private static final int LARGEST = 256;

  @Override
  public @Nullable Handle create(String name, int mode) {
    return open(name, O_RDWR | O_CREAT | O_EXCL, mode, "EEXIST");
  }

  @Override
  public @Nullable Handle open(String name, boolean append) {
    return open(name, append ? O_RDWR | O_APPEND : O_RDWR, 0, "ENOENT");
  }

  private @Nullable Handle open(String name, int flags, int mode, String refusal) {
    while (true) {
      try {
        return new Descriptor(Posix.open(directory.resolve(name), flags, mode), flags);
      } catch (PosixException e) {
        // Linux tries twice; a name that others make and remove all the time may outlast that.
        if (!e.errno().equals("ESTALE")) {
          expect(refusal, e);
          return null;
        }
      }
    }
  }

  @Override
  public boolean exists(String name) {
    return isThere(() -> Posix.access(directory.resolve(name), 0));
  }

  @Override
  public boolean chmod(String name, int mode) {
    return isThere(() -> Posix.chmod(directory.resolve(name), mode));
  }

  @Override
  public boolean rename(String from, String to) {
    return isThere(() -> Posix.rename(directory.resolve(from), directory.resolve(to)));
  }

  @Override
  public boolean unlink(String name) {
    return isThere(() -> Posix.unlink(directory.resolve(name)));
  }

  @Override
  public @Nullable Attributes stat(String name) {
    try {
      return attributes(Posix.stat(directory.resolve(name)));
    } catch (PosixException e) {
      expect("ENOENT", e);
      return null;
    }
  }

  @Override
  public Attributes stat(Handle handle) {
    return attributes(Posix.stat(((Descriptor) handle).fd));
  }

  private static Attributes attributes(Stat stat) {
    return new Attributes((int) stat.size(), stat.permissions(), stat.links());
  }

  private static boolean isThere(Posix.Attempt attempt) {
    try {
      attempt.run();
      return true;
    } catch (PosixException e) {
      expect("ENOENT", e);
      return false;
    }
  }

  private static void expect(String errno, PosixException e) {
    if (!e.errno().equals(errno)) {
      throw e;
    }
  }

  private record Descriptor(int fd, int flags) implements Handle {
    @Override
    public void write(int offset, String data) {
      byte[] bytes = data.getBytes(US_ASCII);
      int count =
          (flags & O_APPEND) == 0 ? Posix.pwrite(fd, bytes, offset) : Posix.write(fd, bytes);
      if (count != bytes.length) {
        throw new AssertionError("wrote " + count + " of " + bytes.length + " bytes");
      }
    }

    @Override
    public String read() {
      return new String(Posix.pread(fd, LARGEST, 0), US_ASCII);
    }

    @Override
    public boolean truncate(int size) {
      Posix.ftruncate(fd, size);
      return false;
    }

    @Override
    public void close() {
      Posix.close(fd);
    }
  }
}
