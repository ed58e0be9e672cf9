// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

import static io.ramdrive.fuse.ScriptedKernel.chmod;
import static io.ramdrive.fuse.ScriptedKernel.getattr;
import static io.ramdrive.fuse.ScriptedKernel.read;
import static io.ramdrive.fuse.ScriptedKernel.write;
import static org.assertj.core.api.Assertions.assertThat;

import io.ramdrive.volume.Volume;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FileHandlersTest {
  private static final int SEEK_DATA = 3;
  private static final int SEEK_HOLE = 4;

  private final ScriptedKernel kernel = new ScriptedKernel();
  private final long node = kernel.create("f");

  @AfterEach
  void close() {
    kernel.close();
  }

  @Test
  void readsGiveWhatWritesTook() {
    Random random = new Random(1);
    byte[] content = new byte[300_000];
    random.nextBytes(content);
    assertThat(kernel.ask(write(node, 0, content)).assertOk(8).u32(0)).isEqualTo(content.length);
    for (int i = 0; i < 200; i++) {
      int offset = random.nextInt(content.length);
      int size = random.nextInt(content.length);
      int end = Math.min(content.length, offset + size);
      assertThat(kernel.ask(readFile(offset, size)).body())
          .as("%d bytes at %d", size, offset)
          .isEqualTo(Arrays.copyOfRange(content, offset, end));
    }
  }

  @Test
  void theLargestReadAcrossScatteredPages() {
    int size = 1 << 20;
    int page = ScriptedKernel.PAGE_SIZE;
    byte[] content = new byte[size + 2 * page];
    // Every other page is a hole, so that no two runs join; and the read begins within a page.
    for (int at = 0; at < content.length; at += 2 * page) {
      Arrays.fill(content, at, at + page, (byte) (at / page + 1));
      kernel.ask(write(node, at, Arrays.copyOfRange(content, at, at + page))).assertOk(8);
    }
    kernel.ask(write(node, content.length - 1, new byte[1])).assertOk(8);
    assertThat(kernel.ask(readFile(100, size)).body())
        .isEqualTo(Arrays.copyOfRange(content, 100, 100 + size));
  }

  @Test
  void readsBehindTheEndAreEmpty() {
    kernel.ask(write(node, 0, new byte[10])).assertOk(8);
    kernel.ask(readFile(10, 100)).assertOk(0);
    kernel.ask(readFile(Long.MAX_VALUE, 100)).assertOk(0);
    kernel.ask(readFile(0, 0)).assertOk(0);
  }

  @Test
  void readsThatNoKernelAsksForAreInvalid() {
    kernel.ask(readFile(0, -1)).assertError(Errno.EINVAL);
    kernel.ask(readFile(0, Integer.MAX_VALUE)).assertError(Errno.EINVAL);
    kernel.ask(readFile(-1, 10)).assertError(Errno.EINVAL);
    kernel.ask(write(node, -1, new byte[1])).assertError(Errno.EINVAL);
  }

  @Test
  void directoriesHaveNoContent() {
    kernel.ask(read(Opcode.FUSE_READ, Volume.ROOT_ID, 0, 10)).assertError(Errno.EISDIR);
    kernel.ask(write(Volume.ROOT_ID, 0, new byte[1])).assertError(Errno.EISDIR);
  }

  @Test
  void writesClearSetuidWhenAsked() {
    Request chmod =
        Request.of(Opcode.FUSE_SETATTR, node)
            .u32(SetattrIn.FATTR_MODE)
            .bytes(new byte[64])
            .u32(0104755)
            .bytes(new byte[16]);
    kernel.ask(chmod).assertOk(104);
    kernel.ask(write(node, 0, new byte[1])).assertOk(8);
    assertThat(kernel.ask(getattr(node)).u32(16 + 60)).isEqualTo(0104755);
    kernel.ask(write(node, 0, new byte[1], WriteIn.FUSE_WRITE_KILL_SUIDGID)).assertOk(8);
    assertThat(kernel.ask(getattr(node)).u32(16 + 60)).isEqualTo(0100755);
  }

  @Test
  void opensAreServedWhereTheKernelMustAsk() {
    try (ScriptedKernel uncached =
        new ScriptedKernel(FuseOptions.builder().enableKernelCache(false).build())) {
      Reply reply =
          uncached.ask(Request.of(Opcode.FUSE_OPEN, Volume.ROOT_ID).u32(0).u32(0)).assertOk(16);
      assertThat(reply.u32(8) & OpenFlags.FOPEN_DIRECT_IO).isNotZero();
      uncached.ask(Request.of(Opcode.FUSE_OPENDIR, Volume.ROOT_ID).u32(0).u32(0)).assertOk(16);
    }
  }

  @Test
  void fallocateReservesAndPunches() {
    kernel.ask(fallocate(0, 0, 10_000)).assertOk(0);
    assertThat(kernel.ask(getattr(node)).u64(16 + 8)).as("size").isEqualTo(10_000);
    kernel.ask(write(node, 0, new byte[10_000])).assertOk(8);
    int punch = Volume.FALLOC_FL_PUNCH_HOLE | Volume.FALLOC_FL_KEEP_SIZE;
    kernel.ask(fallocate(punch, 0, ScriptedKernel.PAGE_SIZE)).assertOk(0);
    assertThat(kernel.ask(lseek(0, SEEK_DATA)).assertOk(8).u64(0))
        .isEqualTo(ScriptedKernel.PAGE_SIZE);
    kernel.ask(fallocate(1 << 20, 0, 1)).assertError(Errno.EOPNOTSUPP);
  }

  @Test
  void allButRootTakeTheSetUserIdBitByModifying() {
    kernel.ask(chmod(node, 0104755)).assertOk(104);
    kernel.ask(fallocate(0, 0, 100).from(0, 0)).assertOk(0);
    assertThat(kernel.ask(getattr(node)).u32(16 + 60)).as("mode").isEqualTo(0104755);
    kernel.ask(fallocate(0, 0, 100).from(7, 7)).assertOk(0);
    assertThat(kernel.ask(getattr(node)).u32(16 + 60)).as("mode").isEqualTo(0100755);

    long target = kernel.create("target");
    kernel.ask(chmod(target, 0104755)).assertOk(104);
    Request copy = copy(Opcode.FUSE_COPY_FILE_RANGE, target, 100, 0);
    assertThat(kernel.ask(copy.from(7, 7)).assertOk(8).u32(0)).isEqualTo(100);
    assertThat(kernel.ask(getattr(target)).u32(16 + 60)).as("mode").isEqualTo(0100755);
  }

  private Request fallocate(int mode, long offset, long length) {
    return Request.of(Opcode.FUSE_FALLOCATE, node).u64(0).u64(offset).u64(length).u32(mode).u32(0);
  }

  @Test
  void lseekFindsDataAndHoles() {
    kernel.ask(write(node, 2 * ScriptedKernel.PAGE_SIZE, new byte[100])).assertOk(8);
    assertThat(kernel.ask(lseek(0, SEEK_DATA)).assertOk(8).u64(0))
        .isEqualTo(2 * ScriptedKernel.PAGE_SIZE);
    assertThat(kernel.ask(lseek(0, SEEK_HOLE)).assertOk(8).u64(0)).isZero();
    assertThat(kernel.ask(lseek(2 * ScriptedKernel.PAGE_SIZE, SEEK_HOLE)).assertOk(8).u64(0))
        .isEqualTo(2 * ScriptedKernel.PAGE_SIZE + 100);
    kernel.ask(lseek(1 << 20, SEEK_DATA)).assertError(Errno.ENXIO);
    kernel.ask(lseek(0, 0)).assertError(Errno.EINVAL);
  }

  private Request lseek(long offset, int whence) {
    return Request.of(Opcode.FUSE_LSEEK, node).u64(0).u64(offset).u32(whence).u32(0);
  }

  @Test
  void copyFileRangeCopies() {
    byte[] content = new byte[50_000];
    new Random(2).nextBytes(content);
    kernel.ask(write(node, 0, content)).assertOk(8);
    long target = kernel.create("copy");
    Reply reply = kernel.ask(copy(Opcode.FUSE_COPY_FILE_RANGE, target, 1 << 20, 0)).assertOk(8);
    assertThat(reply.u32(0)).isEqualTo(content.length);
    assertThat(kernel.ask(read(Opcode.FUSE_READ, target, 0, 1 << 20)).body()).isEqualTo(content);
    long second = kernel.create("copy64");
    reply = kernel.ask(copy(Opcode.FUSE_COPY_FILE_RANGE_64, second, 1L << 40, 0)).assertOk(8);
    assertThat(reply.u64(0)).isEqualTo(content.length);
    assertThat(kernel.ask(read(Opcode.FUSE_READ, second, 0, 1 << 20)).body()).isEqualTo(content);
  }

  @Test
  void copyFileRangeIsBoundedHoweverLargeTheFile() {
    kernel.ask(write(node, (1L << 50) - 1, new byte[1])).assertOk(8);
    long target = kernel.create("copy");
    Reply reply = kernel.ask(copy(Opcode.FUSE_COPY_FILE_RANGE_64, target, 1L << 50, 0)).assertOk(8);
    assertThat(reply.u64(0)).isEqualTo(256L << 20);
  }

  @Test
  void copyFileRangeRefusesWhatItDoesNotKnow() {
    int opcode = Opcode.FUSE_COPY_FILE_RANGE;
    kernel.ask(copy(opcode, 999_999, 10, 0)).assertError(Errno.ESTALE);
    kernel.ask(copy(opcode, kernel.create("g"), 10, 1)).assertError(Errno.EINVAL);
  }

  private Request copy(int opcode, long target, long length, long flags) {
    return Request.of(opcode, node).u64(0).u64(0).u64(target).u64(0).u64(0).u64(length).u64(flags);
  }

  private Request readFile(long offset, int size) {
    return read(Opcode.FUSE_READ, node, offset, size);
  }
}
