// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.integration;

/** A system call that failed. */
final class PosixException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int errno;

  PosixException(String call, int errno) {
    super(call + ": " + Errno.name(errno));
    this.errno = errno;
  }

  /** The error's name, as in {@code ENOENT}. */
  String errno() {
    return Errno.name(errno);
  }
}
