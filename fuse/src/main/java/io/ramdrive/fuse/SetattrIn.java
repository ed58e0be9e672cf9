// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.ramdrive.volume.AttributeChange;
import io.ramdrive.volume.Mode;
import java.lang.foreign.MemorySegment;

/**
 * struct fuse_setattr_in, the body of SETATTR.
 *
 * <pre>
 *   0  valid          4  padding
 *   8  fh
 *  16  size
 *  24  lock_owner
 *  32  atime
 *  40  mtime
 *  48  ctime
 *  56  atimensec     60  mtimensec
 *  64  ctimensec     68  mode
 *  72  unused4       76  uid
 *  80  gid           84  unused5
 * </pre>
 */
final class SetattrIn {
  static final int SIZE = 88;

  // What valid may say, FATTR_* of include/uapi/linux/fuse.h.
  static final int FATTR_MODE = 1;
  static final int FATTR_UID = 1 << 1;
  static final int FATTR_GID = 1 << 2;
  static final int FATTR_SIZE = 1 << 3;
  static final int FATTR_ATIME = 1 << 4;
  static final int FATTR_MTIME = 1 << 5;
  static final int FATTR_ATIME_NOW = 1 << 7;
  static final int FATTR_MTIME_NOW = 1 << 8;
  static final int FATTR_CTIME = 1 << 10;
  static final int FATTR_KILL_SUIDGID = 1 << 11;

  /** What the volume is to set; the others that valid may have say how to read the request. */
  private static final int ATTRIBUTES =
      FATTR_MODE | FATTR_UID | FATTR_GID | FATTR_SIZE | FATTR_ATIME | FATTR_MTIME | FATTR_CTIME;

  private static final int AT = InHeader.SIZE;

  private SetattrIn() {}

  /** Whether the request asks to set nothing at all. */
  static boolean isEmpty(MemorySegment request) {
    return (request.get(JAVA_INT, AT) & (ATTRIBUTES | FATTR_KILL_SUIDGID)) == 0;
  }

  /** Whether a chown is asked for. */
  static boolean hasOwner(MemorySegment request) {
    return (request.get(JAVA_INT, AT) & (FATTR_UID | FATTR_GID)) != 0;
  }

  /** The new owner, {@code unchanged} where the request has none. */
  static int uidOr(MemorySegment request, int unchanged) {
    return (request.get(JAVA_INT, AT) & FATTR_UID) != 0
        ? request.get(JAVA_INT, AT + 76)
        : unchanged;
  }

  /** The new group, {@code unchanged} where the request has none. */
  static int gidOr(MemorySegment request, int unchanged) {
    return (request.get(JAVA_INT, AT) & FATTR_GID) != 0
        ? request.get(JAVA_INT, AT + 80)
        : unchanged;
  }

  /** Makes {@code into} the change that the request asks for. */
  static void decode(MemorySegment request, AttributeChange into) {
    int valid = request.get(JAVA_INT, AT);
    into.clear();
    if ((valid & FATTR_MODE) != 0) {
      into.mode(request.get(JAVA_INT, AT + 68) & Mode.PERMISSIONS);
    }
    if ((valid & FATTR_UID) != 0) {
      into.uid(request.get(JAVA_INT, AT + 76));
    }
    if ((valid & FATTR_GID) != 0) {
      into.gid(request.get(JAVA_INT, AT + 80));
    }
    if ((valid & FATTR_SIZE) != 0) {
      into.size(request.get(JAVA_LONG, AT + 16));
    }
    if ((valid & FATTR_ATIME_NOW) != 0) {
      into.atimeNow();
    } else if ((valid & FATTR_ATIME) != 0) {
      into.atime(request.get(JAVA_LONG, AT + 32), request.get(JAVA_INT, AT + 56));
    }
    if ((valid & FATTR_MTIME_NOW) != 0) {
      into.mtimeNow();
    } else if ((valid & FATTR_MTIME) != 0) {
      into.mtime(request.get(JAVA_LONG, AT + 40), request.get(JAVA_INT, AT + 60));
    } else if ((valid & FATTR_SIZE) != 0) {
      // ftruncate and O_TRUNC set it also where the size stays; the kernel leaves that to us.
      into.mtimeNow();
    }
    if ((valid & FATTR_CTIME) != 0) {
      into.ctime(request.get(JAVA_LONG, AT + 48), request.get(JAVA_INT, AT + 64));
    }
    if ((valid & FATTR_KILL_SUIDGID) != 0) {
      into.killPrivileges();
    }
  }
}
