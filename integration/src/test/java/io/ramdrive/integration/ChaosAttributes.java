// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.integration;

import static io.ramdrive.integration.LinuxFlags.AT_STATX_FORCE_SYNC;
import static io.ramdrive.integration.LinuxFlags.S_IFREG;
import static io.ramdrive.integration.LinuxFlags.XATTR_CREATE;
import static io.ramdrive.integration.LinuxFlags.XATTR_REPLACE;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/** What changes and asks the attributes of files, by name. */
final class ChaosAttributes {
  private static final int LARGEST_XATTR = 2000;

  private final ChaosThread thread;
  private final RootedCalls calls;

  ChaosAttributes(ChaosThread thread) {
    this.thread = thread;
    this.calls = thread.calls;
  }

  /** Work on a file that nobody else touches, by a name that stays. */
  private interface Work {
    void on(ChaosFile file, String path);
  }

  private void own(Work work) {
    ChaosName name = thread.tree.anyName(thread.random);
    name.lock.readLock().lock();
    try {
      ChaosFile file = name.file;
      if (file == null) {
        long result = calls.statPath(name.path(), 0);
        thread.expect(result == -Errno.ENOENT, "statx of the absent " + name, result);
        return;
      }
      file.lock.writeLock().lock();
      try {
        work.on(file, name.path());
      } finally {
        file.lock.writeLock().unlock();
      }
    } finally {
      name.lock.readLock().unlock();
    }
  }

  void stat() {
    own(this::check);
  }

  /** Compares all attributes, with what the kernel has cached or with what the drive says. */
  private void check(ChaosFile file, String path) {
    long result = calls.statPath(path, thread.random.nextBoolean() ? AT_STATX_FORCE_SYNC : 0);
    thread.expect(file, result == 0, "statx of " + path, result);
    Stat stat = calls.stat();
    file.checkThat(
        stat.size() == file.size
            && stat.links() == file.links
            && stat.mode() == (S_IFREG | file.mode),
        "statx of " + path,
        "told",
        stat);
  }

  void chmod() {
    own(
        (file, path) -> {
          int mode = thread.random.nextInt(0777 + 1);
          file.note("chmod to %o".formatted(mode));
          long result = calls.chmod(path, mode);
          thread.expect(file, result == 0, "chmod of " + path, result);
          file.mode = mode;
          check(file, path);
        });
  }

  void setTimes() {
    own(
        (file, path) -> {
          Instant time = Instant.ofEpochSecond(thread.random.nextInt(1 << 30), 123_456_789);
          file.note("utimensat to " + time);
          long result =
              calls.utimensat(
                  path, 0, LinuxFlags.UTIME_OMIT, time.getEpochSecond(), time.getNano());
          thread.expect(file, result == 0, "utimensat of " + path, result);
          calls.statPath(path, thread.random.nextBoolean() ? AT_STATX_FORCE_SYNC : 0);
          Instant told = calls.stat().modifyTime();
          file.checkThat(told.equals(time), "statx of " + path, "told", told, "instead of", time);
        });
  }

  private String anyAttribute() {
    return "user.chaos-" + thread.random.nextInt(6);
  }

  void setXattr() {
    own(
        (file, path) -> {
          String name = anyAttribute();
          byte[] value = thread.randomBytes(thread.random.nextInt(LARGEST_XATTR));
          int flags = thread.random.nextInt(3);
          boolean present = file.xattrs.containsKey(name);
          long expected = 0;
          if (flags == XATTR_CREATE && present) {
            expected = -Errno.EEXIST;
          } else if (flags == XATTR_REPLACE && !present) {
            expected = -Errno.ENODATA;
          }
          String what = "setxattr of " + name + ", flags " + flags;
          file.note(what + ", " + value.length + " bytes");
          long result = calls.setxattr(path, name, value.length, flags);
          if (expected == 0 && thread.isFull(result)) {
            return;
          }
          thread.expect(file, result == expected, what, result);
          if (expected == 0) {
            file.xattrs.put(name, value);
          }
        });
  }

  void getXattr() {
    own(
        (file, path) -> {
          String name = anyAttribute();
          byte[] value = file.xattrs.get(name);
          long result = calls.getxattr(path, name, LARGEST_XATTR);
          if (value == null) {
            thread.expect(file, result == -Errno.ENODATA, "getxattr of " + name, result);
          } else {
            thread.expect(file, result == value.length, "getxattr of " + name, result);
            file.checkThat(
                Arrays.equals(value, calls.bytes(result)),
                "getxattr of " + name,
                "the value is another");
          }
        });
  }

  void removeXattr() {
    own(
        (file, path) -> {
          String name = anyAttribute();
          file.note("removexattr of " + name);
          long expected = file.xattrs.remove(name) == null ? -Errno.ENODATA : 0;
          long result = calls.removexattr(path, name);
          thread.expect(file, result == expected, "removexattr of " + name, result);
        });
  }

  void listXattrs() {
    own(
        (file, path) -> {
          List<String> names = calls.attributes(path);
          file.checkThat(
              names.equals(List.copyOf(file.xattrs.keySet())),
              "listxattr",
              "told",
              names,
              "instead of",
              file.xattrs.keySet());
        });
  }
}
