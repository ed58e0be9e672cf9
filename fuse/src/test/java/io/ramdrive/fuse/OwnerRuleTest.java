// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Test;

class OwnerRuleTest {
  private static final int UID = SetattrIn.FATTR_UID;
  private static final int GID = SetattrIn.FATTR_GID;
  private static final OwnerRule RULE =
      OwnerRule.of("Name:\tjava\nGroups:\t4 4294967294 27 \nNStgid:\t1\n");

  @Test
  void rootMayDoEverything() {
    assertThat(allows(0, UID | GID, 7, 8)).isTrue();
  }

  @Test
  void theOwnerMayChooseAmongTheirGroups() {
    assertThat(allows(1000, GID, 0, 100)).as("the caller's").isTrue();
    assertThat(allows(1000, GID, 0, 27)).as("a further one").isTrue();
    assertThat(allows(1000, GID, 0, -2)).as("the largest").isTrue();
    assertThat(allows(1000, GID, 0, 50)).as("the file's").isTrue();
    assertThat(allows(1000, GID, 0, 28)).as("another").isFalse();
    assertThat(allows(1000, UID | GID, 1000, 4)).as("to themselves").isTrue();
    assertThat(allows(1000, UID, 1001, 0)).as("to another").isFalse();
    assertThat(allows(1000, UID | GID, 0, 4)).as("to root").isFalse();
    OwnerRule without = OwnerRule.of("Groups:\t \n");
    assertThat(without.allows(chown(1000, GID, 0, 27), 1000, 50)).isFalse();
  }

  @Test
  void othersMayNotEvenKeepItAsItIs() {
    assertThat(allows(1001, UID, 1000, 0)).isFalse();
    assertThat(allows(1001, UID, 1001, 0)).isFalse();
    assertThat(allows(1001, GID, 0, 100)).isFalse();
  }

  /** Asks for a file of user 1000 and group 50. */
  private static boolean allows(int caller, int valid, int uid, int gid) {
    return RULE.allows(chown(caller, valid, uid, gid), 1000, 50);
  }

  private static MemorySegment chown(int caller, int valid, int uid, int gid) {
    byte[] bytes =
        Request.of(Opcode.FUSE_SETATTR, 1)
            .from(caller, 100)
            .u32(valid)
            .bytes(new byte[72])
            .u32(uid)
            .u32(gid)
            .u32(0)
            .build(1);
    MemorySegment request = MemorySegment.ofArray(new long[bytes.length / Long.BYTES]);
    return request.copyFrom(MemorySegment.ofArray(bytes));
  }
}
