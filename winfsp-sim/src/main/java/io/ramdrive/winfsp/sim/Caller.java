// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.sim;

import java.util.List;

/**
 * Who makes a system call: a process and its token.
 *
 * @param user the user's SID, in text; the owner of what it makes
 * @param groups the other SIDs that its token holds; the first is the group of what it makes
 * @param userMode false for calls of the kernel itself, which nobody checks
 */
public record Caller(
    int processId,
    String user,
    List<String> groups,
    boolean userMode,
    boolean traversePrivilege,
    boolean backupPrivilege,
    boolean restorePrivilege) {
  /** An ordinary user, who may pass through any directory. */
  public static final Caller USER =
      new Caller(
          4242,
          "S-1-5-21-1-2-3-1001",
          List.of("S-1-5-21-1-2-3-513", "S-1-1-0", "S-1-5-32-545"),
          true,
          true,
          false,
          false);

  /** A copy that must be let through each directory on its way. */
  public Caller withoutTraversePrivilege() {
    return new Caller(processId, user, groups, userMode, false, backupPrivilege, restorePrivilege);
  }

  /** A copy that calls from another process. */
  public Caller inProcess(int other) {
    return new Caller(
        other, user, groups, userMode, traversePrivilege, backupPrivilege, restorePrivilege);
  }
}
