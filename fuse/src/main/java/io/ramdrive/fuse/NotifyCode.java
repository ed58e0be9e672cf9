// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

/** What a notification tells the kernel, enum fuse_notify_code of include/uapi/linux/fuse.h. */
final class NotifyCode {
  static final int FUSE_NOTIFY_INVAL_INODE = 2;
  static final int FUSE_NOTIFY_INVAL_ENTRY = 3;
  static final int FUSE_NOTIFY_DELETE = 6;

  /** Since 7.44, Linux 6.16. */
  static final int FUSE_NOTIFY_INC_EPOCH = 8;

  private NotifyCode() {}

  /** The name of a code for a message. */
  static String name(int code) {
    return switch (code) {
      case FUSE_NOTIFY_INVAL_INODE -> "INVAL_INODE";
      case FUSE_NOTIFY_INVAL_ENTRY -> "INVAL_ENTRY";
      case FUSE_NOTIFY_DELETE -> "DELETE";
      case FUSE_NOTIFY_INC_EPOCH -> "INC_EPOCH";
      default -> Integer.toString(code);
    };
  }
}
