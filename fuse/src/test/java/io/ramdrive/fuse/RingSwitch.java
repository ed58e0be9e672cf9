// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The kernel's switch for requests over io_uring, which only a mount that begins looks at. Needs
 * root and a kernel with CONFIG_FUSE_IO_URING (6.14 or newer).
 */
final class RingSwitch implements AutoCloseable {
  private static final Path PARAMETER = Path.of("/sys/module/fuse/parameters/enable_uring");

  private final String before;

  private RingSwitch(String before) {
    this.before = before;
  }

  /** Switches it on, until this is closed. */
  static RingSwitch on() {
    assertThat(PARAMETER)
        .as("a kernel with FUSE over io_uring: 6.14 or newer with CONFIG_FUSE_IO_URING")
        .exists();
    assertThat(PARAMETER).as("run this test as root").isWritable();
    try {
      RingSwitch result = new RingSwitch(Files.readString(PARAMETER).strip());
      Files.writeString(PARAMETER, "Y");
      return result;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    restore();
  }

  /** Sets it back ahead of time. */
  void restore() {
    try {
      Files.writeString(PARAMETER, before);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
