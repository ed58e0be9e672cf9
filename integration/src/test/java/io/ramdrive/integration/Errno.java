// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.integration;

/** Names of the kernel's error numbers. */
final class Errno {
  /** MAX_ERRNO of linux/err.h. */
  static final int LARGEST = 4095;

  // asm-generic/errno-base.h, asm-generic/errno.h
  static final int ENOENT = 2;
  static final int ENXIO = 6;
  static final int EEXIST = 17;
  static final int ENOTDIR = 20;
  static final int EISDIR = 21;
  static final int EINVAL = 22;
  static final int ENOSPC = 28;
  static final int ENOTEMPTY = 39;
  static final int ENODATA = 61;
  static final int EOPNOTSUPP = 95;

  /** errno 1, 2, 3 and so on: asm-generic/errno-base.h. */
  private static final String[] BASE = {
    "EPERM", "ENOENT", "ESRCH", "EINTR", "EIO", "ENXIO", "E2BIG", "ENOEXEC", "EBADF",
    "ECHILD", "EAGAIN", "ENOMEM", "EACCES", "EFAULT", "ENOTBLK", "EBUSY", "EEXIST", "EXDEV",
    "ENODEV", "ENOTDIR", "EISDIR", "EINVAL", "ENFILE", "EMFILE", "ENOTTY", "ETXTBSY", "EFBIG",
    "ENOSPC", "ESPIPE", "EROFS", "EMLINK", "EPIPE", "EDOM", "ERANGE"
  };

  private Errno() {}

  /** The name of an error number, as in {@code ENOENT}. */
  static String name(int errno) {
    if (errno >= 1 && errno <= BASE.length) {
      return BASE[errno - 1];
    }
    return switch (errno) {
      case 36 -> "ENAMETOOLONG";
      case 38 -> "ENOSYS";
      case 39 -> "ENOTEMPTY";
      case 40 -> "ELOOP";
      case 61 -> "ENODATA";
      case 75 -> "EOVERFLOW";
      case 95 -> "EOPNOTSUPP";
      case 103 -> "ECONNABORTED";
      case 105 -> "ENOBUFS";
      case 107 -> "ENOTCONN";
      case 110 -> "ETIMEDOUT";
      case 116 -> "ESTALE";
      case 122 -> "EDQUOT";
      case 125 -> "ECANCELED";
      default -> "errno " + errno;
    };
  }
}
