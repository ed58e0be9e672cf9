// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.bench.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The kernel's switch for FUSE over io_uring, put on and, on closing, back to what it was. A mount
 * that has begun with it keeps it.
 */
final class UringSwitch implements AutoCloseable {

  private static final Path SWITCH = Path.of("/sys/module/fuse/parameters/enable_uring");

  private final String before;

  private UringSwitch(String before) {
    this.before = before;
  }

  /** Puts it on; an exception says in one sentence why that is not possible. */
  static UringSwitch on() throws IOException {
    if (!Files.exists(SWITCH)) {
      throw new IOException(
          "absent: this kernel has no FUSE over io_uring; Linux has it from 6.14 on");
    }
    UringSwitch uring = new UringSwitch(Files.readString(SWITCH).strip());
    if (!uring.before.equals("Y")) {
      Reports.say("%s: %s → Y while the drive is mounted".formatted(SWITCH, uring.before));
      Files.writeString(SWITCH, "Y");
      Runtime.getRuntime().addShutdownHook(new Thread(uring::restore));
    }
    return uring;
  }

  private void restore() {
    try {
      Files.writeString(SWITCH, before);
    } catch (IOException e) {
      Reports.say("%s is Y, was %s: %s".formatted(SWITCH, before, Reports.reason(e)));
    }
  }

  @Override
  public void close() {
    if (!before.equals("Y")) {
      restore();
      Reports.say("%s: back to %s".formatted(SWITCH, before));
    }
  }
}
