// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

/** What a request asks for, enum fuse_opcode of include/uapi/linux/fuse.h. */
final class Opcode {
  static final int FUSE_LOOKUP = 1;
  static final int FUSE_FORGET = 2;
  static final int FUSE_GETATTR = 3;
  static final int FUSE_SETATTR = 4;
  static final int FUSE_READLINK = 5;
  static final int FUSE_SYMLINK = 6;
  static final int FUSE_MKNOD = 8;
  static final int FUSE_MKDIR = 9;
  static final int FUSE_UNLINK = 10;
  static final int FUSE_RMDIR = 11;
  static final int FUSE_RENAME = 12;
  static final int FUSE_LINK = 13;
  static final int FUSE_OPEN = 14;
  static final int FUSE_READ = 15;
  static final int FUSE_WRITE = 16;
  static final int FUSE_STATFS = 17;
  static final int FUSE_RELEASE = 18;
  static final int FUSE_FSYNC = 20;
  static final int FUSE_SETXATTR = 21;
  static final int FUSE_GETXATTR = 22;
  static final int FUSE_LISTXATTR = 23;
  static final int FUSE_REMOVEXATTR = 24;
  static final int FUSE_FLUSH = 25;
  static final int FUSE_INIT = 26;
  static final int FUSE_OPENDIR = 27;
  static final int FUSE_READDIR = 28;
  static final int FUSE_RELEASEDIR = 29;
  static final int FUSE_FSYNCDIR = 30;
  static final int FUSE_GETLK = 31;
  static final int FUSE_SETLK = 32;
  static final int FUSE_SETLKW = 33;
  static final int FUSE_ACCESS = 34;
  static final int FUSE_CREATE = 35;
  static final int FUSE_INTERRUPT = 36;
  static final int FUSE_BMAP = 37;
  static final int FUSE_DESTROY = 38;
  static final int FUSE_IOCTL = 39;
  static final int FUSE_POLL = 40;
  static final int FUSE_NOTIFY_REPLY = 41;
  static final int FUSE_BATCH_FORGET = 42;
  static final int FUSE_FALLOCATE = 43;
  static final int FUSE_READDIRPLUS = 44;
  static final int FUSE_RENAME2 = 45;
  static final int FUSE_LSEEK = 46;
  static final int FUSE_COPY_FILE_RANGE = 47;
  static final int FUSE_SYNCFS = 50;
  static final int FUSE_TMPFILE = 51;
  static final int FUSE_STATX = 52;
  static final int FUSE_COPY_FILE_RANGE_64 = 53;

  private static final String[] NAMES = {
    "0",
    "LOOKUP",
    "FORGET",
    "GETATTR",
    "SETATTR",
    "READLINK",
    "SYMLINK",
    "7",
    "MKNOD",
    "MKDIR",
    "UNLINK",
    "RMDIR",
    "RENAME",
    "LINK",
    "OPEN",
    "READ",
    "WRITE",
    "STATFS",
    "RELEASE",
    "19",
    "FSYNC",
    "SETXATTR",
    "GETXATTR",
    "LISTXATTR",
    "REMOVEXATTR",
    "FLUSH",
    "INIT",
    "OPENDIR",
    "READDIR",
    "RELEASEDIR",
    "FSYNCDIR",
    "GETLK",
    "SETLK",
    "SETLKW",
    "ACCESS",
    "CREATE",
    "INTERRUPT",
    "BMAP",
    "DESTROY",
    "IOCTL",
    "POLL",
    "NOTIFY_REPLY",
    "BATCH_FORGET",
    "FALLOCATE",
    "READDIRPLUS",
    "RENAME2",
    "LSEEK",
    "COPY_FILE_RANGE",
    "SETUPMAPPING",
    "REMOVEMAPPING",
    "SYNCFS",
    "TMPFILE",
    "STATX",
    "COPY_FILE_RANGE_64"
  };

  private Opcode() {}

  /** The name of an opcode for a message, or its number where it has none. */
  static String name(int opcode) {
    return opcode >= 0 && opcode < NAMES.length ? NAMES[opcode] : Integer.toString(opcode);
  }
}
