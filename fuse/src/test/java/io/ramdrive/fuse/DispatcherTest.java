// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

import static io.ramdrive.fuse.ScriptedKernel.creation;
import static io.ramdrive.fuse.ScriptedKernel.forget;
import static io.ramdrive.fuse.ScriptedKernel.getattr;
import static io.ramdrive.fuse.ScriptedKernel.lookup;
import static io.ramdrive.fuse.ScriptedKernel.truncate;
import static io.ramdrive.fuse.ScriptedKernel.unlink;
import static io.ramdrive.fuse.ScriptedKernel.write;
import static org.assertj.core.api.Assertions.assertThat;

import io.ramdrive.volume.Volume;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DispatcherTest {
  private static final Logger LOGGER = Logger.getLogger("io.ramdrive.fuse");

  private final ScriptedKernel kernel = new ScriptedKernel();

  /** What these tests provoke is logged with stack traces that look like failures. */
  @BeforeAll
  static void silence() {
    LOGGER.setLevel(Level.OFF);
  }

  @AfterAll
  static void speakAgain() {
    LOGGER.setLevel(null);
  }

  @AfterEach
  void close() {
    kernel.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 7, 18 + 1000, 26, 48, 49, 54, 4096, Integer.MAX_VALUE, -1})
  void unknownOpcodesAreNotImplemented(int opcode) {
    kernel.ask(Request.of(opcode, Volume.ROOT_ID)).assertError(Errno.ENOSYS);
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        Opcode.FUSE_OPEN,
        Opcode.FUSE_OPENDIR,
        Opcode.FUSE_FLUSH,
        Opcode.FUSE_FSYNC,
        Opcode.FUSE_FSYNCDIR,
        Opcode.FUSE_POLL,
        Opcode.FUSE_BMAP,
        Opcode.FUSE_GETLK,
        Opcode.FUSE_SETLK,
        Opcode.FUSE_SETLKW,
        Opcode.FUSE_INTERRUPT
      })
  void whatTheKernelDoesAloneIsNotImplemented(int opcode) {
    kernel.ask(Request.of(opcode, Volume.ROOT_ID)).assertError(Errno.ENOSYS);
  }

  @ParameterizedTest
  @ValueSource(
      ints = {Opcode.FUSE_RELEASE, Opcode.FUSE_RELEASEDIR, Opcode.FUSE_SYNCFS, Opcode.FUSE_DESTROY})
  void whatNeedsNothingSucceeds(int opcode) {
    kernel.ask(Request.of(opcode, Volume.ROOT_ID)).assertOk(0);
  }

  @Test
  void ioctlIsForOtherDevices() {
    kernel.ask(Request.of(Opcode.FUSE_IOCTL, Volume.ROOT_ID)).assertError(Errno.ENOTTY);
  }

  @Test
  void unknownNodesAreStale() {
    kernel.ask(getattr(12345)).assertError(Errno.ESTALE);
    kernel.ask(getattr(0)).assertError(Errno.ESTALE);
    kernel.ask(lookup(1L << 31 | Volume.ROOT_ID, "x")).assertError(Errno.ESTALE);
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        Opcode.FUSE_SETATTR,
        Opcode.FUSE_MKNOD,
        Opcode.FUSE_MKDIR,
        Opcode.FUSE_CREATE,
        Opcode.FUSE_TMPFILE,
        Opcode.FUSE_LOOKUP,
        Opcode.FUSE_SYMLINK,
        Opcode.FUSE_LINK,
        Opcode.FUSE_UNLINK,
        Opcode.FUSE_RMDIR,
        Opcode.FUSE_RENAME,
        Opcode.FUSE_RENAME2,
        Opcode.FUSE_READ,
        Opcode.FUSE_WRITE,
        Opcode.FUSE_READDIR,
        Opcode.FUSE_READDIRPLUS,
        Opcode.FUSE_FALLOCATE,
        Opcode.FUSE_LSEEK,
        Opcode.FUSE_COPY_FILE_RANGE,
        Opcode.FUSE_COPY_FILE_RANGE_64,
        Opcode.FUSE_SETXATTR,
        Opcode.FUSE_GETXATTR,
        Opcode.FUSE_LISTXATTR,
        Opcode.FUSE_REMOVEXATTR
      })
  void aMissingBodyIsInvalid(int opcode) {
    kernel.ask(Request.of(opcode, Volume.ROOT_ID)).assertError(Errno.EINVAL);
  }

  @Test
  void anUnterminatedNameIsInvalid() {
    kernel
        .ask(Request.of(Opcode.FUSE_LOOKUP, Volume.ROOT_ID).bytes(new byte[] {'a', 'b'}))
        .assertError(Errno.EINVAL);
    kernel
        .ask(Request.of(Opcode.FUSE_SYMLINK, Volume.ROOT_ID).name("link").bytes(new byte[] {'t'}))
        .assertError(Errno.EINVAL);
  }

  @Test
  void moreDataThanTheRequestHasIsInvalid() {
    long node = kernel.create("f");
    for (long size : new long[] {11, Integer.MAX_VALUE, -1}) {
      kernel
          .ask(
              Request.of(Opcode.FUSE_WRITE, node)
                  .u64(0)
                  .u64(0)
                  .u32(size)
                  .u32(0)
                  .u64(0)
                  .u64(0)
                  .bytes(new byte[10]))
          .assertError(Errno.EINVAL);
    }
  }

  @Test
  void bytesWithoutAHeaderAreIgnored() {
    kernel.channel().request(new byte[39]);
    kernel.channel().request(new byte[40]);
    byte[] longer = getattr(Volume.ROOT_ID).build(7);
    longer[0]++;
    kernel.channel().request(longer);
    kernel.ask(getattr(Volume.ROOT_ID)).assertOk(104);
  }

  @Test
  void forgetsHaveNoReplyEvenWhenMalformed() {
    kernel.tell(Request.of(Opcode.FUSE_FORGET, Volume.ROOT_ID));
    kernel.tell(Request.of(Opcode.FUSE_BATCH_FORGET, 0));
    kernel.tell(Request.of(Opcode.FUSE_BATCH_FORGET, 0).u32(1000).u32(0).u64(5).u64(5));
  }

  @Test
  void whatAHandlerThrowsBecomesAnErrorAndTheLoopGoesOn() {
    RequestHook bug =
        exchange -> {
          if (InHeader.opcode(exchange.request()) == Opcode.FUSE_LOOKUP) {
            throw new IllegalStateException("thrown by the test");
          }
        };
    kernel.ask(lookup(Volume.ROOT_ID, "x"), bug).assertError(Errno.EIO);
    kernel.ask(getattr(Volume.ROOT_ID), bug).assertOk(104);
    RequestHook error =
        exchange -> {
          throw new OutOfMemoryError("thrown by the test");
        };
    kernel.ask(lookup(Volume.ROOT_ID, "x"), error).assertError(Errno.EIO);
  }

  @Test
  void aRefusedReplyDoesNotEndTheLoop() {
    kernel.channel().refuseReplies(-Errno.EINVAL);
    kernel.channel().request(getattr(Volume.ROOT_ID).build(1));
    kernel.channel().request(getattr(Volume.ROOT_ID).build(2));
    new Dispatcher(kernel.channel(), kernel.fileSystem()).run();
    assertThat(kernel.channel().takeReplies()).hasSize(2);
  }

  @Test
  void aForgetThatWaitsMakesRoomForACreate() {
    List<String> names = fillWithInodes();
    long victim = kernel.ask(lookup(Volume.ROOT_ID, names.getFirst())).u64(0);
    kernel.ask(unlink(names.getFirst())).assertOk(0);
    kernel.ask(creation("more")).assertError(Errno.ENOSPC);
    kernel.queue(forget(victim, 2));
    kernel.ask(creation("more")).assertOk(144);
  }

  @Test
  void aForgetThatWaitsMakesRoomForAWrite() {
    long first = kernel.create("first");
    long second = kernel.create("second");
    fill(first, 4);
    kernel.ask(write(second, 0, quarter)).assertError(Errno.ENOSPC);
    kernel.ask(unlink("first")).assertOk(0);
    kernel.queue(forget(first, 1));
    assertThat(kernel.ask(write(second, 0, quarter)).assertOk(8).u32(0)).isEqualTo(quarter.length);
  }

  @Test
  void aShortDirectWriteWithinAFileIsAnError() {
    long first = kernel.create("first");
    long second = kernel.create("second");
    kernel.ask(truncate(second, 2L * quarter.length)).assertOk(104);
    fill(first, 3);
    int half = quarter.length / 2;
    kernel.ask(write(second, 0, new byte[half])).assertOk(8);
    assertThat(kernel.ask(write(second, half, quarter)).assertOk(8).u32(0)).isEqualTo(half);
    kernel.ask(write(second, half, quarter, 0, WriteIn.O_DIRECT)).assertError(Errno.ENOSPC);
    kernel.ask(truncate(second, quarter.length)).assertOk(104);
    Reply extending = kernel.ask(write(second, half, quarter, 0, WriteIn.O_DIRECT));
    assertThat(extending.assertOk(8).u32(0)).isEqualTo(half);
  }

  /** What the first attempt has appended is there, so there must be no second one. */
  @Test
  void anAppendThatDoesNotFitIsShortOnce() {
    fill(kernel.create("filler"), 3);
    long log = kernel.create("log");
    int before = quarter.length - 7 * ScriptedKernel.PAGE_SIZE;
    kernel.ask(write(log, 0, new byte[before])).assertOk(8);
    kernel.volume().attach(inode -> {}, "another view", false, new Deaf());
    long gone = kernel.create("gone");
    kernel.ask(write(gone, 0, new byte[4 * ScriptedKernel.PAGE_SIZE])).assertOk(8);
    kernel.ask(unlink("gone")).assertOk(0);
    kernel.queue(forget(gone, 1));
    Request append = write(log, 0, new byte[8 * ScriptedKernel.PAGE_SIZE], 0, WriteIn.O_APPEND);
    int count = kernel.ask(append).assertOk(8).u32(0);
    assertThat(count).isEqualTo(3 * ScriptedKernel.PAGE_SIZE);
    assertThat(kernel.ask(getattr(log)).assertOk(104).u64(24)).isEqualTo(before + count);
  }

  @Test
  void aForgetThatWaitsMakesAShortWriteWhole() {
    long first = kernel.create("first");
    long second = kernel.create("second");
    fill(first, 3);
    kernel.ask(write(second, 0, new byte[quarter.length / 2])).assertOk(8);
    assertThat(kernel.ask(write(second, quarter.length, quarter)).assertOk(8).u32(0))
        .as("without a FORGET")
        .isEqualTo(quarter.length / 2);
    kernel.ask(unlink("first")).assertOk(0);
    kernel.queue(forget(first, 1));
    assertThat(kernel.ask(write(second, quarter.length, quarter)).assertOk(8).u32(0))
        .isEqualTo(quarter.length);
  }

  @Test
  void aRequestServedAheadAlsoWaitsForRoom() {
    long first = kernel.create("first");
    long second = kernel.create("second");
    long third = kernel.create("third");
    fill(first, 4);
    kernel.ask(unlink("first")).assertOk(0);
    kernel.channel().waitingRequest(write(third, 0, quarter).build(92));
    kernel.channel().waitingRequest(creation("fourth").build(93));
    kernel.channel().waitingRequest(forget(first, 1).build(94));
    kernel.channel().request(write(second, 0, quarter).build(91));
    new Dispatcher(kernel.channel(), kernel.fileSystem()).run();
    List<Reply> replies = kernel.channel().takeReplies().stream().map(Reply::parse).toList();
    assertThat(replies).extracting(Reply::unique).containsExactly(93L, 92L, 91L);
    assertThat(replies).extracting(Reply::error).containsOnly(0);
  }

  private final byte[] quarter = new byte[(int) ScriptedKernel.CAPACITY / 4];

  private void fill(long node, int quarters) {
    for (int i = 0; i < quarters; i++) {
      kernel.ask(write(node, (long) i * quarter.length, quarter)).assertOk(8);
    }
  }

  @Test
  void aForgetThatWaitsCountsInStatfs() {
    long node = kernel.create("f");
    kernel.ask(write(node, 0, new byte[1 << 20])).assertOk(8);
    kernel.ask(unlink("f")).assertOk(0);
    kernel.queue(forget(node, 1));
    Reply reply = kernel.ask(Request.of(Opcode.FUSE_STATFS, Volume.ROOT_ID)).assertOk(80);
    assertThat(reply.u64(8)).as("free blocks").isEqualTo(reply.u64(0));
  }

  @Test
  void otherRequestsServedMeanwhileGetTheirOwnReplies() {
    long node = kernel.create("f");
    kernel.ask(unlink("f")).assertOk(0);
    kernel.channel().waitingRequest(getattr(node).build(77));
    kernel.channel().waitingRequest(forget(node, 1).build(78));
    kernel.channel().request(Request.of(Opcode.FUSE_STATFS, Volume.ROOT_ID).build(76));
    new Dispatcher(kernel.channel(), kernel.fileSystem()).run();
    List<Reply> replies = kernel.channel().takeReplies().stream().map(Reply::parse).toList();
    assertThat(replies).extracting(Reply::unique).containsExactly(77L, 76L);
    replies.get(0).assertOk(104);
    replies.get(1).assertOk(80);
  }

  private List<String> fillWithInodes() {
    List<String> names = new ArrayList<>();
    for (int i = 1; i < ScriptedKernel.MAX_INODES; i++) {
      names.add("f" + i);
      kernel.create("f" + i);
    }
    kernel.ask(creation("more")).assertError(Errno.ENOSPC);
    return names;
  }
}
