// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.sim;

/** SHARE_ACCESS of ntifs.h: who opened a file how, and what they let others do. */
final class ShareAccess {
  private int opens;
  private int readers;
  private int writers;
  private int deleters;
  private int sharedRead;
  private int sharedWrite;
  private int sharedDelete;

  /** IoCheckShareAccess: whether this open goes with those that are there. */
  boolean allows(int access, int share) {
    boolean read = reads(access);
    boolean write = writes(access);
    boolean delete = deletes(access);
    if (!read && !write && !delete) {
      return true;
    }
    return !(read && sharedRead < opens)
        && !(write && sharedWrite < opens)
        && !(delete && sharedDelete < opens)
        && !(readers > 0 && (share & FileAccess.FILE_SHARE_READ) == 0)
        && !(writers > 0 && (share & FileAccess.FILE_SHARE_WRITE) == 0)
        && !(deleters > 0 && (share & FileAccess.FILE_SHARE_DELETE) == 0);
  }

  void add(int access, int share) {
    count(access, share, 1);
  }

  void remove(int access, int share) {
    count(access, share, -1);
  }

  /** Whether each open lets others delete. */
  boolean allLetDelete() {
    return sharedDelete >= opens;
  }

  private void count(int access, int share, int by) {
    boolean read = reads(access);
    boolean write = writes(access);
    boolean delete = deletes(access);
    if (!read && !write && !delete) {
      return;
    }
    opens += by;
    readers += read ? by : 0;
    writers += write ? by : 0;
    deleters += delete ? by : 0;
    sharedRead += (share & FileAccess.FILE_SHARE_READ) != 0 ? by : 0;
    sharedWrite += (share & FileAccess.FILE_SHARE_WRITE) != 0 ? by : 0;
    sharedDelete += (share & FileAccess.FILE_SHARE_DELETE) != 0 ? by : 0;
  }

  private static boolean reads(int access) {
    return (access & (FileAccess.FILE_READ_DATA | FileAccess.FILE_EXECUTE)) != 0;
  }

  private static boolean writes(int access) {
    return (access & (FileAccess.FILE_WRITE_DATA | FileAccess.FILE_APPEND_DATA)) != 0;
  }

  private static boolean deletes(int access) {
    return (access & FileAccess.DELETE) != 0;
  }
}
