// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.integration;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** What changes everything about an inode but its content and names. */
final class AttributeOperations {
  private AttributeOperations() {}

  /** chmod(2). */
  record Chmod(String path, Flags mode) implements Operation {
    @Override
    public String perform(Replayer replayer) {
      return Operation.result(replayer.calls().chmod(path, mode.bits()));
    }

    @Override
    public List<String> paths() {
      return List.of(path);
    }
  }

  /** fchmod(2). */
  record Fchmod(int slot, Flags mode) implements Operation {
    @Override
    public String perform(Replayer replayer) {
      return Operation.result(replayer.calls().fchmod(replayer.descriptor(slot), mode.bits()));
    }

    @Override
    public List<Integer> slots() {
      return List.of(slot);
    }
  }

  /** chown(2) or lchown(2); -1 leaves as it is. */
  record Chown(String path, int uid, int gid, boolean follow) implements Operation {
    @Override
    public String perform(Replayer replayer) {
      int flags = follow ? 0 : LinuxFlags.AT_SYMLINK_NOFOLLOW;
      return Operation.result(replayer.calls().chown(path, uid, gid, flags));
    }

    @Override
    public List<String> paths() {
      return List.of(path);
    }
  }

  /** utimensat(2) on the name itself; nanoseconds may be UTIME_NOW or UTIME_OMIT. */
  record SetTimes(
      String path, long accessSeconds, long accessNanos, long modifySeconds, long modifyNanos)
      implements Operation {
    @Override
    public String perform(Replayer replayer) {
      RootedCalls calls = replayer.calls();
      long result = calls.utimensat(path, accessSeconds, accessNanos, modifySeconds, modifyNanos);
      if (result < 0 || accessNanos >= LinuxFlags.UTIME_OMIT || calls.statPath(path, 0) < 0) {
        return Operation.result(result);
      }
      return "access time " + calls.stat().accessTime();
    }

    @Override
    public List<String> paths() {
      return List.of(path);
    }
  }

  /** lsetxattr(2). */
  record SetXattr(String path, String name, SeededBytes value, Flags flags) implements Operation {
    @Override
    public String perform(Replayer replayer) {
      value.copyTo(replayer.calls().data());
      return Operation.result(replayer.calls().setxattr(path, name, value.length(), flags.bits()));
    }

    @Override
    public List<String> paths() {
      return List.of(path);
    }
  }

  /** lgetxattr(2); capacity 0 asks for the size. */
  record GetXattr(String path, String name, int capacity) implements Operation {
    @Override
    public String perform(Replayer replayer) {
      long length = replayer.calls().getxattr(path, name, capacity);
      return length < 0 || capacity == 0
          ? Operation.result(length)
          : SeededBytes.summary(replayer.calls().data(), length);
    }

    @Override
    public List<String> paths() {
      return List.of(path);
    }
  }

  /** llistxattr(2): the sizes it tells, and the names, in no order. */
  record ListXattr(String path, int capacity) implements Operation {
    @Override
    public String perform(Replayer replayer) {
      String result = Operation.result(replayer.calls().listxattr(path, capacity));
      return result + " " + replayer.calls().attributes(path);
    }

    @Override
    public List<String> paths() {
      return List.of(path);
    }
  }

  /** lremovexattr(2). */
  record RemoveXattr(String path, String name) implements Operation {
    @Override
    public String perform(Replayer replayer) {
      return Operation.result(replayer.calls().removexattr(path, name));
    }

    @Override
    public List<String> paths() {
      return List.of(path);
    }
  }

  /**
   * Sets an access control list that grants user 1001 what the group gets.
   *
   * @param inherited whether it is the list that new entries of a directory get
   * @param mode the permission bits it stands for
   */
  record SetAcl(String path, boolean inherited, Flags mode) implements Operation {
    @Override
    public String perform(Replayer replayer) {
      int group = mode.bits() >> 3 & 7;
      // struct posix_acl_xattr_header and its entries: linux/posix_acl_xattr.h, posix_acl.h
      ByteBuffer list = ByteBuffer.allocate(44).order(ByteOrder.LITTLE_ENDIAN).putInt(2);
      entry(list, 0x01, mode.bits() >> 6 & 7, -1);
      entry(list, 0x02, group, 1001);
      entry(list, 0x04, group, -1);
      entry(list, 0x10, group, -1);
      entry(list, 0x20, mode.bits() & 7, -1);
      MemorySegment.copy(list.array(), 0, replayer.calls().data(), JAVA_BYTE, 0, 44);
      String name = inherited ? "system.posix_acl_default" : "system.posix_acl_access";
      return Operation.result(replayer.calls().setxattr(path, name, 44, 0));
    }

    private static void entry(ByteBuffer list, int tag, int permissions, int id) {
      list.putShort((short) tag).putShort((short) permissions).putInt(id);
    }

    @Override
    public List<String> paths() {
      return List.of(path);
    }
  }

  /** The operations that follow are another user's. */
  record Become(int id) implements Operation {
    @Override
    public String perform(Replayer replayer) {
      replayer.calls().become(id);
      return "";
    }
  }
}
