// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Who may give files away where the kernel does not check it, which is chown_ok and chgrp_ok of its
 * fs/attr.c: root may, the owner may choose another group of theirs, nobody else may do anything.
 * The user's further groups are those of this process: only the user who mounts gets here.
 */
final class OwnerRule {
  private final int[] groups;

  private OwnerRule(int[] groups) {
    this.groups = groups;
  }

  static OwnerRule ofThisProcess() {
    try {
      return of(Files.readString(Path.of("/proc/self/status")));
    } catch (IOException e) {
      throw new UncheckedIOException("Linux does not tell the groups of this process", e);
    }
  }

  /** For a process of this {@code /proc/PID/status}: proc_pid_status(5). */
  static OwnerRule of(String status) {
    for (String line : status.lines().toList()) {
      if (line.startsWith("Groups:")) {
        String list = line.substring("Groups:".length()).strip();
        return new OwnerRule(
            list.isEmpty()
                ? new int[0]
                : Arrays.stream(list.split("\\s+")).mapToInt(Integer::parseUnsignedInt).toArray());
      }
    }
    return new OwnerRule(new int[0]);
  }

  /** Whether this SETATTR may change the owner and the group of an inode that has these. */
  boolean allows(MemorySegment request, int uid, int gid) {
    int caller = InHeader.uid(request);
    if (caller == 0) {
      return true;
    }
    int newGid = SetattrIn.gidOr(request, gid);
    return caller == uid
        && SetattrIn.uidOr(request, uid) == uid
        && (newGid == gid || newGid == InHeader.gid(request) || isMember(newGid));
  }

  private boolean isMember(int gid) {
    for (int group : groups) {
      if (group == gid) {
        return true;
      }
    }
    return false;
  }
}
