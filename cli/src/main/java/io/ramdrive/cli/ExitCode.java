// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.cli;

/** What the command's exit status means; the help of {@code ramdrive} lists the same. */
final class ExitCode {
  static final int OK = 0;
  static final int FAILURE = 1;
  static final int USAGE = 2;
  static final int CANNOT_MOUNT = 3;
  static final int NOT_MOUNTED = 4;
  static final int BUSY = 5;

  private ExitCode() {}
}
