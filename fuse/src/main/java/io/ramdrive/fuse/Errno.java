// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

import io.ramdrive.volume.Status;

/** Error numbers of include/uapi/asm-generic/errno-base.h and errno.h. */
final class Errno {
  static final int EPERM = 1;
  static final int ENOENT = 2;
  static final int EINTR = 4;
  static final int EIO = 5;
  static final int E2BIG = 7;
  static final int EAGAIN = 11;
  static final int ENOMEM = 12;
  static final int EBADF = 9;
  static final int EACCES = 13;
  static final int EBUSY = 16;
  static final int EEXIST = 17;
  static final int ENODEV = 19;
  static final int ENOTDIR = 20;
  static final int EISDIR = 21;
  static final int EINVAL = 22;
  static final int EMFILE = 24;
  static final int ENOTTY = 25;
  static final int EFBIG = 27;
  static final int ENOSPC = 28;
  static final int EMLINK = 31;
  static final int ERANGE = 34;
  static final int ENAMETOOLONG = 36;
  static final int ENOSYS = 38;
  static final int ENOTEMPTY = 39;
  static final int ENODATA = 61;
  static final int EOPNOTSUPP = 95;
  static final int ECONNABORTED = 103;
  static final int ENOTCONN = 107;
  static final int ESTALE = 116;
  static final int ECANCELED = 125;

  /** SEEK_DATA and SEEK_HOLE behind the last byte. */
  static final int ENXIO = 6;

  private Errno() {}

  /** The positive error number that tells a kernel of this status; 0 for {@link Status#OK}. */
  static int of(Status status) {
    return switch (status) {
      case OK -> 0;
      case NOT_FOUND -> ENOENT;
      case EXISTS -> EEXIST;
      case NOT_DIRECTORY -> ENOTDIR;
      case IS_DIRECTORY -> EISDIR;
      case NOT_EMPTY -> ENOTEMPTY;
      case NO_SPACE -> ENOSPC;
      case NAME_TOO_LONG -> ENAMETOOLONG;
      case TOO_MANY_LINKS -> EMLINK;
      case INVALID -> EINVAL;
      case NOT_PERMITTED -> EPERM;
      case NO_DATA -> ENODATA;
      case NO_SUCH_OFFSET -> ENXIO;
      case RANGE -> ERANGE;
      case TOO_BIG -> E2BIG;
      case FILE_TOO_LARGE -> EFBIG;
      case UNSUPPORTED -> EOPNOTSUPP;
      case STALE -> ESTALE;
    };
  }

  /** The name of an error number for a message, or its number where the name is not known. */
  static String name(int errno) {
    return switch (errno) {
      case EPERM -> "EPERM, operation not permitted";
      case ENOENT -> "ENOENT, no such file or directory";
      case EACCES -> "EACCES, permission denied";
      case EBUSY -> "EBUSY, device or resource busy";
      case ENODEV -> "ENODEV, no such device";
      case ENOTDIR -> "ENOTDIR, not a directory";
      case EINVAL -> "EINVAL, invalid argument";
      case EMFILE -> "EMFILE, too many open files";
      case ENOMEM -> "ENOMEM, cannot allocate memory";
      case ENOTCONN -> "ENOTCONN, transport endpoint is not connected";
      case EOPNOTSUPP -> "EOPNOTSUPP, operation not supported";
      default -> "error " + errno;
    };
  }
}
