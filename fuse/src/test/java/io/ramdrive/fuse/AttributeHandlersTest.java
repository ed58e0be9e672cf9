// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

import static io.ramdrive.fuse.ScriptedKernel.chmod;
import static io.ramdrive.fuse.ScriptedKernel.getattr;
import static io.ramdrive.fuse.ScriptedKernel.write;
import static org.assertj.core.api.Assertions.assertThat;

import io.ramdrive.volume.Volume;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AttributeHandlersTest {
  private final ScriptedKernel kernel = new ScriptedKernel();

  @AfterEach
  void close() {
    kernel.close();
  }

  @Test
  void getattrTellsTheRoot() {
    Reply reply = kernel.ask(getattr(Volume.ROOT_ID)).assertOk(104);
    assertThat(reply.u64(0)).as("attr_valid").isEqualTo(Integer.MAX_VALUE);
    assertThat(reply.u64(16)).as("ino").isEqualTo(Volume.ROOT_ID);
    assertThat(reply.u32(16 + 60)).as("mode").isEqualTo(0040755);
  }

  @Test
  void sizeAndBlocksFollowAWrite() {
    long node = kernel.create("f");
    kernel.ask(write(node, 10_000, new byte[100])).assertOk(8);
    Reply reply = kernel.ask(getattr(node)).assertOk(104);
    assertThat(reply.u64(16 + 8)).as("size").isEqualTo(10_100);
    assertThat(reply.u64(16 + 16)).as("blocks").isEqualTo(ScriptedKernel.PAGE_SIZE / 512);
  }

  @Test
  void setattrSetsWhatIsValidAndRepliesWithAll() {
    long node = kernel.create("f");
    Reply reply =
        kernel
            .ask(
                setattr(
                    node,
                    SetattrIn.FATTR_MODE
                        | SetattrIn.FATTR_UID
                        | SetattrIn.FATTR_GID
                        | SetattrIn.FATTR_SIZE
                        | SetattrIn.FATTR_ATIME
                        | SetattrIn.FATTR_MTIME))
            .assertOk(104);
    assertThat(reply.u64(16 + 8)).as("size").isEqualTo(12345);
    assertThat(reply.u64(16 + 24)).as("atime").isEqualTo(-5);
    assertThat(reply.u32(16 + 48)).as("atimensec").isEqualTo(1);
    assertThat(reply.u64(16 + 32)).as("mtime").isEqualTo(6);
    assertThat(reply.u32(16 + 52)).as("mtimensec").isEqualTo(2);
    assertThat(reply.u32(16 + 60)).as("mode").isEqualTo(0100640);
    assertThat(reply.u32(16 + 68)).as("uid").isEqualTo(17);
    assertThat(reply.u32(16 + 72)).as("gid").isEqualTo(18);
  }

  @Test
  void setattrLeavesWhatIsNotValid() {
    long node = kernel.create("f");
    Reply reply = kernel.ask(setattr(node, SetattrIn.FATTR_UID)).assertOk(104);
    assertThat(reply.u64(16 + 8)).as("size").isZero();
    assertThat(reply.u32(16 + 60)).as("mode").isEqualTo(0100644);
    assertThat(reply.u32(16 + 68)).as("uid").isEqualTo(17);
    assertThat(reply.u32(16 + 72)).as("gid").isEqualTo(Request.GID);
  }

  @Test
  void setattrToTheTimeNow() {
    long node = kernel.create("f");
    long before = Instant.now().getEpochSecond();
    Reply reply =
        kernel
            .ask(
                setattr(
                    node,
                    SetattrIn.FATTR_ATIME
                        | SetattrIn.FATTR_ATIME_NOW
                        | SetattrIn.FATTR_MTIME
                        | SetattrIn.FATTR_MTIME_NOW))
            .assertOk(104);
    assertThat(reply.u64(16 + 24)).as("atime").isBetween(before, Instant.now().getEpochSecond());
    assertThat(reply.u64(16 + 32)).as("mtime").isBetween(before, Instant.now().getEpochSecond());
  }

  @Test
  void setattrClearsSetuidWhenAsked() {
    long node = kernel.create("f");
    assertThat(kernel.ask(chmod(node, 0106775)).assertOk(104).u32(16 + 60)).isEqualTo(0106775);
    Reply reply = kernel.ask(setattr(node, SetattrIn.FATTR_SIZE | SetattrIn.FATTR_KILL_SUIDGID));
    assertThat(reply.assertOk(104).u32(16 + 60)).isEqualTo(0100775);
  }

  @Test
  void setattrOfNothingClearsSetuid() {
    long node = kernel.create("f");
    kernel.ask(chmod(node, 0106775)).assertOk(104);
    assertThat(kernel.ask(setattr(node, 0)).assertOk(104).u32(16 + 60)).isEqualTo(0100775);
  }

  @Test
  void setattrOfNothingByAStrangerChangesNothing() {
    long node = kernel.create("f");
    kernel.ask(chmod(node, 0106775)).assertOk(104);
    assertThat(kernel.ask(setattr(node, 0).from(7, 7)).assertOk(104).u32(16 + 60))
        .isEqualTo(0106775);
  }

  @Test
  void setattrOfNothingByAStrangerWhoMayWriteClearsSetuid() {
    long node = kernel.create("f");
    kernel.ask(chmod(node, 0106777)).assertOk(104);
    assertThat(kernel.ask(setattr(node, 0).from(7, 7)).assertOk(104).u32(16 + 60))
        .isEqualTo(0100777);
  }

  @Test
  void setattrOfNothingLeavesADirectorysSetgid() {
    kernel.ask(chmod(Volume.ROOT_ID, 0042775)).assertOk(104);
    assertThat(kernel.ask(setattr(Volume.ROOT_ID, 0).from(0, 0)).assertOk(104).u32(16 + 60))
        .isEqualTo(0042775);
  }

  @Test
  void setattrOfTheSameSizeIsAModification() {
    long node = kernel.create("f");
    kernel.ask(setattr(node, SetattrIn.FATTR_SIZE | SetattrIn.FATTR_MTIME)).assertOk(104);
    Reply reply = kernel.ask(setattr(node, SetattrIn.FATTR_SIZE)).assertOk(104);
    assertThat(reply.u64(16 + 32)).as("mtime").isNotEqualTo(6);
  }

  @Test
  void accessIsRootsToEverybody() {
    long node = kernel.create("f");
    kernel.ask(access(node, 6)).assertOk(0);
    kernel.ask(access(node, 1)).assertError(Errno.EACCES);
    kernel.ask(access(node, 0)).assertOk(0);
    kernel.ask(chmod(node, 0100001)).assertOk(104);
    kernel.ask(access(node, 7)).assertOk(0);
    kernel.ask(chmod(Volume.ROOT_ID, 0040000)).assertOk(104);
    kernel.ask(access(Volume.ROOT_ID, 7)).assertOk(0);
  }

  private static Request access(long node, int mask) {
    return Request.of(Opcode.FUSE_ACCESS, node).u32(mask).u32(0);
  }

  /** The kernel would have refused them itself, were it to check permissions. */
  @Test
  void nobodyButRootGivesFilesAwayWhereTheKernelDoesNotCheck() {
    FuseOptions unchecked = FuseOptions.builder().checkPermissions(false).build();
    try (ScriptedKernel lax = new ScriptedKernel(unchecked)) {
      long node = lax.create("f");
      lax.ask(setattr(node, SetattrIn.FATTR_UID)).assertError(Errno.EPERM);
      lax.ask(setattr(node, SetattrIn.FATTR_GID)).assertError(Errno.EPERM);
      lax.ask(setattr(node, SetattrIn.FATTR_GID).from(Request.UID, 18)).assertOk(104);
      lax.ask(setattr(node, SetattrIn.FATTR_GID)).assertOk(104);
      lax.ask(setattr(node, SetattrIn.FATTR_MODE).from(7, 7)).assertOk(104);
      Reply reply = lax.ask(setattr(node, SetattrIn.FATTR_UID | SetattrIn.FATTR_GID).from(0, 0));
      assertThat(reply.assertOk(104).u32(16 + 68)).as("uid").isEqualTo(17);
      lax.ask(setattr(node, SetattrIn.FATTR_GID)).assertError(Errno.EPERM);
    }
  }

  @Test
  void setattrOfNothingByAnybodyWhoMayWriteAllClearsSetuid() {
    FuseOptions unchecked = FuseOptions.builder().checkPermissions(false).build();
    try (ScriptedKernel lax = new ScriptedKernel(unchecked)) {
      long node = lax.create("f");
      lax.ask(chmod(node, 0106775)).assertOk(104);
      assertThat(lax.ask(setattr(node, 0).from(7, 7)).assertOk(104).u32(16 + 60))
          .isEqualTo(0100775);
    }
  }

  /** All fields filled; {@code valid} says which count. */
  private static Request setattr(long node, int valid) {
    return Request.of(Opcode.FUSE_SETATTR, node)
        .u32(valid)
        .u32(0)
        .u64(0)
        .u64(12345)
        .u64(0)
        .u64(-5)
        .u64(6)
        .u64(7)
        .u32(1)
        .u32(2)
        .u32(3)
        .u32(0100640)
        .u32(0)
        .u32(17)
        .u32(18)
        .u32(0);
  }

  @Test
  void statxTellsTheTimeOfBirth() {
    long before = Instant.now().getEpochSecond();
    int device = 259 << 8 | 0x45 | 0x123 << 20;
    Request mknod =
        Request.of(Opcode.FUSE_MKNOD, Volume.ROOT_ID)
            .u32(0020600)
            .u32(device)
            .u32(0)
            .u32(0)
            .name("tty");
    long node = kernel.ask(mknod).assertOk(128).u64(0);
    Reply reply =
        kernel
            .ask(Request.of(Opcode.FUSE_STATX, node).u32(0).u32(0).u64(0).u32(0).u32(0xfff))
            .assertOk(288);
    assertThat(reply.u32(32)).as("mask").isEqualTo(0xfff);
    assertThat(reply.u32(32 + 16)).as("nlink").isEqualTo(1);
    assertThat(reply.u16(32 + 28)).as("mode").isEqualTo(0020600);
    assertThat(reply.u64(32 + 32)).as("ino").isEqualTo(node);
    assertThat(reply.u64(32 + 80)).as("btime").isBetween(before, Instant.now().getEpochSecond());
    assertThat(reply.u32(32 + 128)).as("rdev_major").isEqualTo(259);
    assertThat(reply.u32(32 + 132)).as("rdev_minor").isEqualTo(0x12345);
  }

  @Test
  void statfsTellsTheVolume() {
    long node = kernel.create("f");
    kernel.ask(write(node, 0, new byte[3 * ScriptedKernel.PAGE_SIZE])).assertOk(8);
    Reply reply = kernel.ask(Request.of(Opcode.FUSE_STATFS, Volume.ROOT_ID)).assertOk(80);
    long blocks = ScriptedKernel.CAPACITY / ScriptedKernel.PAGE_SIZE;
    assertThat(reply.u64(0)).as("blocks").isEqualTo(blocks);
    assertThat(reply.u64(8)).as("bfree").isEqualTo(blocks - 3);
    assertThat(reply.u64(16)).as("bavail").isEqualTo(blocks - 3);
    assertThat(reply.u64(24)).as("files").isEqualTo(ScriptedKernel.MAX_INODES);
    assertThat(reply.u64(32)).as("ffree").isEqualTo(ScriptedKernel.MAX_INODES - 2);
    assertThat(reply.u32(40)).as("bsize").isEqualTo(ScriptedKernel.PAGE_SIZE);
    assertThat(reply.u32(44)).as("namelen").isEqualTo(255);
    assertThat(reply.u32(48)).as("frsize").isEqualTo(ScriptedKernel.PAGE_SIZE);
  }
}
