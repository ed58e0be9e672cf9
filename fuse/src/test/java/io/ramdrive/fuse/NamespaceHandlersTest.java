// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

import static io.ramdrive.fuse.ScriptedKernel.creation;
import static io.ramdrive.fuse.ScriptedKernel.forget;
import static io.ramdrive.fuse.ScriptedKernel.getattr;
import static io.ramdrive.fuse.ScriptedKernel.lookup;
import static io.ramdrive.fuse.ScriptedKernel.unlink;
import static org.assertj.core.api.Assertions.assertThat;

import io.ramdrive.volume.Volume;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NamespaceHandlersTest {
  private static final int MODE = 40 + 60;
  private static final long FOR_EVER = Integer.MAX_VALUE;

  private final ScriptedKernel kernel = new ScriptedKernel();

  @AfterEach
  void close() {
    kernel.close();
  }

  @Test
  void createRepliesWithEntryAndOpenFile() {
    Reply reply = kernel.ask(creation("f")).assertOk(144);
    long node = reply.u64(0);
    assertThat(node).isGreaterThan(Volume.ROOT_ID);
    assertThat(reply.u64(8)).as("generation").isZero();
    assertThat(reply.u64(16)).as("entry_valid").isEqualTo(FOR_EVER);
    assertThat(reply.u64(24)).as("attr_valid").isEqualTo(FOR_EVER);
    assertThat(reply.u64(40)).as("ino").isEqualTo(node);
    assertThat(reply.u32(MODE)).isEqualTo(0100644);
    assertThat(reply.u32(40 + 64)).as("nlink").isEqualTo(1);
    assertThat(reply.u32(40 + 68)).as("uid").isEqualTo(Request.UID);
    assertThat(reply.u32(40 + 72)).as("gid").isEqualTo(Request.GID);
    assertThat(reply.u32(40 + 80)).as("blksize").isEqualTo(ScriptedKernel.PAGE_SIZE);
    assertThat(reply.u64(128)).as("fh").isZero();
    assertThat(reply.u32(136)).as("open_flags").isEqualTo(OpenFlags.FOPEN_KEEP_CACHE);
    assertThat(kernel.ask(lookup(Volume.ROOT_ID, "f")).assertOk(128).u64(0)).isEqualTo(node);
  }

  @Test
  void createTakesTheUmaskOff() {
    Request request =
        Request.of(Opcode.FUSE_CREATE, Volume.ROOT_ID)
            .u32(02)
            .u32(0100777)
            .u32(027)
            .u32(0)
            .name("f");
    assertThat(kernel.ask(request).u32(MODE)).isEqualTo(0100750);
  }

  @Test
  void createOfATakenNameSaysLookAgainUnlessExclusive() {
    kernel.create("f");
    kernel.ask(creation("f")).assertError(Errno.ESTALE);
    Request exclusive =
        Request.of(Opcode.FUSE_CREATE, Volume.ROOT_ID)
            .u32(02 | 0200)
            .u32(0100644)
            .u32(0)
            .u32(0)
            .name("f");
    kernel.ask(exclusive).assertError(Errno.EEXIST);
  }

  @Test
  void anAbsentNameIsANegativeEntry() {
    Reply reply = kernel.ask(lookup(Volume.ROOT_ID, "absent")).assertOk(128);
    assertThat(reply.u64(0)).as("nodeid").isZero();
    assertThat(reply.u64(16)).as("entry_valid").isEqualTo(FOR_EVER);
  }

  @Test
  void anAbsentNameIsAnErrorWhereNothingMayBeKept() {
    try (ScriptedKernel uncached =
        new ScriptedKernel(FuseOptions.builder().enableKernelCache(false).build())) {
      uncached.ask(lookup(Volume.ROOT_ID, "absent")).assertError(Errno.ENOENT);
      uncached.create("f");
      Reply reply = uncached.ask(lookup(Volume.ROOT_ID, "f")).assertOk(128);
      assertThat(reply.u64(16)).as("entry_valid").isZero();
      assertThat(reply.u64(24)).as("attr_valid").isZero();
    }
  }

  @Test
  void lookupOfATooLongName() {
    kernel.ask(lookup(Volume.ROOT_ID, "n".repeat(256))).assertError(Errno.ENAMETOOLONG);
    kernel.ask(creation("n".repeat(256))).assertError(Errno.ENAMETOOLONG);
    kernel.ask(creation("n".repeat(255))).assertOk(144);
  }

  @Test
  void lookupInAFile() {
    kernel.ask(lookup(kernel.create("f"), "x")).assertError(Errno.ENOTDIR);
  }

  @Test
  void lookupOfDotIsHowFileHandlesAreOpened() {
    long file = kernel.create("f");
    assertThat(kernel.ask(lookup(file, ".")).assertOk(128).u64(0)).isEqualTo(file);
    assertThat(kernel.ask(lookup(Volume.ROOT_ID, "..")).assertOk(128).u64(0))
        .isEqualTo(Volume.ROOT_ID);
    kernel.tell(forget(file, 2));
    assertThat(kernel.ask(lookup(file, ".")).assertOk(128).u64(0))
        .as("a handle of an inode that the kernel has forgotten")
        .isEqualTo(file);
    kernel.ask(unlink("f")).assertOk(0);
    kernel.tell(forget(file, 1));
    kernel.ask(lookup(file, ".")).assertError(Errno.ESTALE);
  }

  @Test
  void anUnlinkedFileLivesUntilItIsForgotten() {
    long node = kernel.create("f");
    kernel.ask(lookup(Volume.ROOT_ID, "f")).assertOk(128);
    kernel.ask(unlink("f")).assertOk(0);
    kernel.tell(forget(node, 1));
    assertThat(kernel.ask(getattr(node)).assertOk(104).u32(16 + 64)).as("nlink").isZero();
    kernel.tell(forget(node, 1));
    kernel.ask(getattr(node)).assertError(Errno.ESTALE);
  }

  @Test
  void batchForgetForgetsEach() {
    long first = kernel.create("a");
    long second = kernel.create("b");
    kernel.ask(unlink("a")).assertOk(0);
    kernel.ask(unlink("b")).assertOk(0);
    kernel.tell(
        Request.of(Opcode.FUSE_BATCH_FORGET, 0)
            .u32(3)
            .u32(0)
            .u64(first)
            .u64(1)
            .u64(987654321)
            .u64(1)
            .u64(second)
            .u64(1));
    kernel.ask(getattr(first)).assertError(Errno.ESTALE);
    kernel.ask(getattr(second)).assertError(Errno.ESTALE);
  }

  @Test
  void mkdirAndRmdir() {
    Request mkdir = Request.of(Opcode.FUSE_MKDIR, Volume.ROOT_ID).u32(0777).u32(022).name("d");
    Reply reply = kernel.ask(mkdir).assertOk(128);
    assertThat(reply.u32(MODE)).isEqualTo(0040755);
    assertThat(reply.u32(40 + 64)).as("nlink").isEqualTo(2);
    long dir = reply.u64(0);
    kernel.ask(Request.of(Opcode.FUSE_MKDIR, dir).u32(0700).u32(0).name("inner")).assertOk(128);
    Request rmdir = Request.of(Opcode.FUSE_RMDIR, Volume.ROOT_ID).name("d");
    kernel.ask(rmdir).assertError(Errno.ENOTEMPTY);
    kernel.ask(unlink("d")).assertError(Errno.EISDIR);
    kernel.ask(Request.of(Opcode.FUSE_RMDIR, dir).name("inner")).assertOk(0);
    kernel.ask(Request.of(Opcode.FUSE_RMDIR, Volume.ROOT_ID).name("d")).assertOk(0);
    kernel.ask(Request.of(Opcode.FUSE_RMDIR, Volume.ROOT_ID).name("d")).assertError(Errno.ENOENT);
  }

  @Test
  void mknodMakesDevicesAndFiles() {
    int device = 8 << 8 | 1;
    Request disk =
        Request.of(Opcode.FUSE_MKNOD, Volume.ROOT_ID)
            .u32(0060660)
            .u32(device)
            .u32(0)
            .u32(0)
            .name("disk");
    Reply reply = kernel.ask(disk).assertOk(128);
    assertThat(reply.u32(MODE)).isEqualTo(0060660);
    assertThat(reply.u32(40 + 76)).as("rdev").isEqualTo(device);
    Request file =
        Request.of(Opcode.FUSE_MKNOD, Volume.ROOT_ID)
            .u32(0100666)
            .u32(0)
            .u32(022)
            .u32(0)
            .name("file");
    assertThat(kernel.ask(file).assertOk(128).u32(MODE)).isEqualTo(0100644);
  }

  @Test
  void symlinkAndReadlink() {
    Request symlink =
        Request.of(Opcode.FUSE_SYMLINK, Volume.ROOT_ID).name("link").name("some/target");
    Reply reply = kernel.ask(symlink).assertOk(128);
    assertThat(reply.u32(MODE)).isEqualTo(0120777);
    assertThat(reply.u64(40 + 8)).as("size").isEqualTo("some/target".length());
    long node = reply.u64(0);
    assertThat(kernel.ask(Request.of(Opcode.FUSE_READLINK, node)).text()).isEqualTo("some/target");
    kernel.ask(Request.of(Opcode.FUSE_READLINK, Volume.ROOT_ID)).assertError(Errno.EINVAL);
  }

  @Test
  void linkHandsTheInodeOutAgain() {
    long node = kernel.create("f");
    Reply reply =
        kernel.ask(Request.of(Opcode.FUSE_LINK, Volume.ROOT_ID).u64(node).name("g")).assertOk(128);
    assertThat(reply.u64(0)).isEqualTo(node);
    assertThat(reply.u32(40 + 64)).as("nlink").isEqualTo(2);
    assertThat(kernel.fileSystem().lookupCounts().count(kernel.volume().inode(node))).isEqualTo(2);
    kernel
        .ask(Request.of(Opcode.FUSE_LINK, Volume.ROOT_ID).u64(999999).name("h"))
        .assertError(Errno.ESTALE);
  }

  @Test
  void tmpfileHasNoNameUntilLinked() {
    Request request =
        Request.of(Opcode.FUSE_TMPFILE, Volume.ROOT_ID)
            .u32(02)
            .u32(0100600)
            .u32(0)
            .u32(0)
            .name("#1");
    Reply reply = kernel.ask(request).assertOk(144);
    assertThat(reply.u32(40 + 64)).as("nlink").isZero();
    long node = reply.u64(0);
    kernel.ask(Request.of(Opcode.FUSE_LINK, Volume.ROOT_ID).u64(node).name("named")).assertOk(128);
    assertThat(kernel.ask(lookup(Volume.ROOT_ID, "named")).u64(0)).isEqualTo(node);
  }

  @Test
  void renameReplaces() {
    long moved = kernel.create("dbtmp");
    kernel.create("CURRENT");
    kernel
        .ask(
            Request.of(Opcode.FUSE_RENAME, Volume.ROOT_ID)
                .u64(Volume.ROOT_ID)
                .name("dbtmp")
                .name("CURRENT"))
        .assertOk(0);
    assertThat(kernel.ask(lookup(Volume.ROOT_ID, "CURRENT")).u64(0)).isEqualTo(moved);
    assertThat(kernel.ask(lookup(Volume.ROOT_ID, "dbtmp")).u64(0)).isZero();
  }

  @Test
  void rename2TakesFlags() {
    long a = kernel.create("a");
    long b = kernel.create("b");
    kernel.ask(rename2(Volume.RENAME_NOREPLACE)).assertError(Errno.EEXIST);
    kernel.ask(rename2(Volume.RENAME_EXCHANGE)).assertOk(0);
    assertThat(kernel.ask(lookup(Volume.ROOT_ID, "a")).u64(0)).isEqualTo(b);
    assertThat(kernel.ask(lookup(Volume.ROOT_ID, "b")).u64(0)).isEqualTo(a);
  }

  private static Request rename2(int flags) {
    return Request.of(Opcode.FUSE_RENAME2, Volume.ROOT_ID)
        .u64(Volume.ROOT_ID)
        .u32(flags)
        .u32(0)
        .name("a")
        .name("b");
  }
}
