// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

import io.ramdrive.volume.Call;
import io.ramdrive.volume.Inode;
import io.ramdrive.volume.Name;
import io.ramdrive.volume.Status;
import io.ramdrive.volume.Volume;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;

/** The requests for extended attributes. */
final class XattrHandlers {
  // The classes of attributes that a Linux file system in memory offers: xattr(7). The kernel
  // itself checks who may use which.
  private static final byte[] POSIX_ACL = ascii("system.posix_acl_");
  private static final byte[][] CLASSES = {
    ascii("user."), ascii("trusted."), ascii("security."), POSIX_ACL
  };

  private final Volume volume;

  /** Whether fuse_setxattr_in has its long form. */
  private final boolean extended;

  /** Whether anybody heeds an access control list. */
  private final boolean enforced;

  XattrHandlers(Volume volume, Negotiation negotiation) {
    this.volume = volume;
    extended = negotiation.has(InitFlags.SETXATTR_EXT);
    enforced = negotiation.checksPermissions();
  }

  int setxattr(Exchange exchange, Inode inode) {
    int bodySize = extended ? SetxattrIn.SIZE : SetxattrIn.SHORT_SIZE;
    exchange.requireBody(bodySize);
    MemorySegment request = exchange.request();
    Call call = exchange.call();
    int value = exchange.name(bodySize, call.name());
    int size = SetxattrIn.size(request);
    exchange.requireBytes(value, size);
    int refused = refused(call.name());
    if (refused != 0) {
      return refused;
    }
    boolean killSetgid =
        extended
            && (SetxattrIn.setxattrFlags(request) & SetxattrIn.FUSE_SETXATTR_ACL_KILL_SGID) != 0;
    return -Errno.of(
        volume.setxattr(call, inode, request, value, size, SetxattrIn.flags(request), killSetgid));
  }

  int getxattr(Exchange exchange, Inode inode) {
    exchange.requireBody(GetxattrIn.SIZE);
    Call call = exchange.call();
    exchange.name(GetxattrIn.SIZE, call.name());
    int refused = refused(call.name());
    if (refused != 0) {
      return refused;
    }
    int capacity = capacity(exchange);
    return value(
        exchange,
        capacity,
        volume.getxattr(call, inode, exchange.reply(), OutHeader.SIZE, capacity));
  }

  int listxattr(Exchange exchange, Inode inode) {
    exchange.requireBody(GetxattrIn.SIZE);
    int capacity = capacity(exchange);
    // The names of the trusted class are root's to see.
    Call call = exchange.callAs(0);
    return value(
        exchange,
        capacity,
        volume.listxattr(call, inode, exchange.reply(), OutHeader.SIZE, capacity));
  }

  int removexattr(Exchange exchange, Inode inode) {
    Call call = exchange.call();
    exchange.name(0, call.name());
    int refused = refused(call.name());
    if (refused != 0) {
      return refused;
    }
    Status status = volume.removexattr(call, inode);
    // To the kernel, removing an access list means setting none: that there was none is no error.
    if (status == Status.NO_DATA && startsWith(call.name(), POSIX_ACL)) {
      status = volume.setattr(call, inode, exchange.change().clear());
    }
    return -Errno.of(status);
  }

  private static int capacity(Exchange exchange) {
    int size = GetxattrIn.size(exchange.request());
    return size < 0 ? Exchange.MAX_BODY : Math.min(size, Exchange.MAX_BODY);
  }

  private static int value(Exchange exchange, int capacity, Status status) {
    if (status != Status.OK) {
      return -Errno.of(status);
    }
    int count = (int) exchange.call().count();
    if (capacity != 0) {
      return count;
    }
    WriteOut.encode(exchange.reply(), OutHeader.SIZE, count);
    return WriteOut.SIZE;
  }

  /** 0 for a name that may be used, or -errno; the errors are those of a kernel's file system. */
  private int refused(Name name) {
    for (byte[] prefix : CLASSES) {
      if (startsWith(name, prefix) && (enforced || prefix != POSIX_ACL)) {
        return name.length() == prefix.length ? -Errno.EINVAL : 0;
      }
    }
    return -Errno.EOPNOTSUPP;
  }

  private static boolean startsWith(Name name, byte[] prefix) {
    if (name.length() < prefix.length) {
      return false;
    }
    for (int i = 0; i < prefix.length; i++) {
      if (name.at(i) != prefix[i]) {
        return false;
      }
    }
    return true;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
