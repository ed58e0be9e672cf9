// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.volume;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The operations on extended attributes. The names' namespaces are checked by the kernel, but for
 * {@code system}.
 */
final class Xattrs {
  private static final byte[] CAPABILITY =
      "security.capability".getBytes(StandardCharsets.US_ASCII);
  private static final String[] NAMESPACES = {"user.", "trusted.", "security."};

  private final InodeTable inodes;

  Xattrs(InodeTable inodes) {
    this.inodes = inodes;
  }

  Status get(Call call, Inode inode, MemorySegment into, long offset, int capacity) {
    byte @Nullable [] value;
    inode.lockRead();
    try {
      value = find(inode, call.name);
    } finally {
      inode.unlockRead();
    }
    if (value == null) {
      return Status.NO_DATA;
    }
    call.count = value.length;
    if (capacity == 0) {
      return Status.OK;
    }
    if (value.length > capacity) {
      return Status.RANGE;
    }
    MemorySegment.copy(value, 0, into, ValueLayout.JAVA_BYTE, offset, value.length);
    return Status.OK;
  }

  private static byte @Nullable [] find(Inode inode, Name name) {
    ExtendedAttributes xattrs = inode.xattrs;
    byte @Nullable [] value = xattrs == null ? null : xattrs.get(name);
    return value == null && name.isSameAs(DosAttributes.XATTR) ? dosAttributes(inode) : value;
  }

  Status list(Call call, Inode inode, MemorySegment into, long offset, int capacity) {
    inode.lockRead();
    try {
      ExtendedAttributes xattrs = inode.xattrs;
      long count = xattrs == null ? 0 : xattrs.list(call.uid == 0, into, offset, capacity);
      boolean inWords = xattrs != null && xattrs.get(DosAttributes.XATTR) != null;
      if (!inWords && dosAttributes(inode) != null) {
        count = ExtendedAttributes.append(DosAttributes.XATTR, into, offset, count, capacity);
      }
      call.count = count;
    } finally {
      inode.unlockRead();
    }
    return capacity > 0 && call.count > capacity ? Status.RANGE : Status.OK;
  }

  Status set(
      Call call,
      Inode inode,
      MemorySegment from,
      long offset,
      int length,
      int flags,
      boolean killSetgid) {
    if (length > Volume.MAX_XATTR_SIZE) {
      return Status.TOO_BIG;
    }
    byte[] value = new byte[length];
    MemorySegment.copy(from, ValueLayout.JAVA_BYTE, offset, value, 0, length);
    byte[] name = call.name.toBytes();
    Status refused = check(inode, name, value);
    if (refused != Status.OK) {
      return refused;
    }
    call.readClock();
    inode.lockWrite();
    try {
      boolean exists = find(inode, call.name) != null;
      if (exists && (flags & Volume.XATTR_CREATE) != 0) {
        return Status.EXISTS;
      }
      if (!exists && (flags & Volume.XATTR_REPLACE) != 0) {
        return Status.NO_DATA;
      }
      return set(call, inode, name, value, killSetgid);
    } finally {
      inode.unlockWrite();
    }
  }

  private Status set(Call call, Inode inode, byte[] name, byte[] value, boolean killSetgid) {
    boolean access = Arrays.equals(name, PosixAcl.ACCESS);
    if (access && PosixAcl.isMode(value)) {
      remove(inode, name);
    } else if (!store(inode, name, value)) {
      return Status.NO_SPACE;
    }
    if (access) {
      inode.mode = PosixAcl.applyTo(inode.mode, value);
      if (killSetgid) {
        inode.mode &= ~Mode.S_ISGID;
      }
    }
    if (Arrays.equals(name, DosAttributes.XATTR)) {
      keepDosAttributes(inode, DosAttributes.parse(value));
    }
    inode.changed(call);
    call.change.about(ChangeKind.XATTRS, inode);
    return Status.OK;
  }

  Status remove(Call call, Inode inode) {
    call.readClock();
    inode.lockWrite();
    try {
      if (find(inode, call.name) == null) {
        return Status.NO_DATA;
      }
      remove(inode, call.name.toBytes());
      if (call.name.isSameAs(DosAttributes.XATTR)) {
        keepDosAttributes(inode, Attributes.NO_DOS_ATTRIBUTES);
      }
      inode.changed(call);
      call.change.about(ChangeKind.XATTRS, inode);
      return Status.OK;
    } finally {
      inode.unlockWrite();
    }
  }

  /** Sets the attributes of Windows, whatever words said them before; under the write lock. */
  void setDosAttributes(Inode inode, int attributes) {
    remove(inode, DosAttributes.XATTR);
    keepDosAttributes(inode, attributes);
  }

  private static void keepDosAttributes(Inode inode, int attributes) {
    if (inode.windows != null || attributes != Attributes.NO_DOS_ATTRIBUTES) {
      inode.windowsAttributes().dosAttributes = attributes;
    }
  }

  /** The attributes of Windows in words, or null when there are none. */
  private static byte @Nullable [] dosAttributes(Inode inode) {
    WindowsAttributes windows = inode.windows;
    return windows == null || windows.dosAttributes == Attributes.NO_DOS_ATTRIBUTES
        ? null
        : DosAttributes.inWords(windows.dosAttributes);
  }

  /** A write by an unprivileged user takes file capabilities away; under the write lock. */
  void killCapabilities(Inode inode) {
    if (inode.xattrs != null) {
      remove(inode, CAPABILITY);
    }
  }

  /** Keeps the access list in step with a mode that was set; under the write lock. */
  void chmod(Inode inode) {
    ExtendedAttributes xattrs = inode.xattrs;
    byte @Nullable [] acl = xattrs == null ? null : xattrs.get(PosixAcl.ACCESS);
    if (xattrs != null && acl != null) {
      xattrs.set(PosixAcl.ACCESS, PosixAcl.withMode(acl, inode.mode));
    }
  }

  /** The units that this many bytes are charged; 127 come with the inode. */
  static long units(long bytes) {
    return (bytes + 512 - 128) / 512;
  }

  private static Status check(Inode inode, byte[] name, byte[] value) {
    if (name.length == 0 || name.length > Name.MAX_LENGTH) {
      return Status.RANGE;
    }
    boolean access = Arrays.equals(name, PosixAcl.ACCESS);
    if (access || Arrays.equals(name, PosixAcl.DEFAULT)) {
      if (inode instanceof Symlink) {
        return Status.UNSUPPORTED;
      }
      if (!access && !inode.isDirectory()) {
        return Status.NOT_PERMITTED;
      }
      return PosixAcl.isValid(value) ? Status.OK : Status.INVALID;
    }
    String text = new String(name, StandardCharsets.ISO_8859_1);
    for (String namespace : NAMESPACES) {
      if (text.startsWith(namespace) && text.length() > namespace.length()) {
        return Status.OK;
      }
    }
    return Status.UNSUPPORTED;
  }

  private boolean store(Inode inode, byte[] name, byte[] value) {
    ExtendedAttributes xattrs = inode.xattrs == null ? new ExtendedAttributes() : inode.xattrs;
    byte @Nullable [] old = xattrs.get(name);
    long before = xattrs.bytes();
    long after = before + value.length + (old == null ? name.length : -old.length);
    long more = units(after) - units(before);
    if (more > 0 && !inodes.charge(more)) {
      return false;
    }
    xattrs.set(name, value);
    inode.xattrs = xattrs;
    if (more < 0) {
      inodes.uncharge(-more);
    }
    return true;
  }

  private boolean remove(Inode inode, byte[] name) {
    ExtendedAttributes xattrs = inode.xattrs;
    if (xattrs == null) {
      return false;
    }
    long before = units(xattrs.bytes());
    if (!xattrs.remove(name)) {
      return false;
    }
    inodes.uncharge(before - units(xattrs.bytes()));
    if (xattrs.isEmpty()) {
      inode.xattrs = null;
    }
    return true;
  }
}
