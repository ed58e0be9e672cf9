// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.nio;

/**
 * Who the view acts as.
 *
 * @param uid the owner of what it makes; 0 may do everything
 * @param gid the group of what it makes, and the only one it is a member of
 * @param umask permission bits that new files do not get
 */
record Identity(int uid, int gid, int umask) {
  boolean isRoot() {
    return uid == 0;
  }
}
