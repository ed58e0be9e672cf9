// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

import static org.assertj.core.api.Assertions.assertThat;

import io.ramdrive.volume.Volume;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Requests of random content: each gets one reply, and none makes a handler throw. Half of them are
 * requests as a kernel may send them, with random arguments; of these half are damaged.
 */
class DispatcherFuzzTest {
  private static final int BATCHES = Integer.getInteger("ramdrive.fuzz.batches", 1000);
  private static final int BATCH = 100;
  private static final int LAST_OPCODE = 56;
  private static final Logger LOGGER = Logger.getLogger("io.ramdrive.fuse");

  private final long seed = Long.getLong("ramdrive.fuzz.seed", System.nanoTime());
  private final Random random = new Random(seed);
  private final Map<Long, Integer> opcodes = new HashMap<>();
  private long unique;

  /** Refused requests are logged, one line each. */
  @BeforeAll
  static void silence() {
    LOGGER.setLevel(Level.OFF);
  }

  @AfterAll
  static void speakAgain() {
    LOGGER.setLevel(null);
  }

  @Test
  void everyRequestIsAnsweredOnce() {
    int successes = 0;
    try (ScriptedKernel kernel = new ScriptedKernel()) {
      for (int batch = 0; batch < BATCHES; batch++) {
        opcodes.clear();
        for (int i = 0; i < BATCH; i++) {
          kernel.channel().request(next());
        }
        new Dispatcher(kernel.channel(), kernel.fileSystem()).run();
        for (byte[] bytes : kernel.channel().takeReplies()) {
          successes += check(Reply.parse(bytes)) ? 1 : 0;
        }
        assertThat(opcodes).as("requests without a reply, seed %d", seed).isEmpty();
      }
      kernel.ask(ScriptedKernel.getattr(Volume.ROOT_ID)).assertOk(104);
    }
    assertThat(successes).as("successes, seed %d", seed).isGreaterThan(BATCHES * BATCH / 20);
  }

  private boolean check(Reply reply) {
    Integer opcode = opcodes.remove(reply.unique());
    String what = "reply %d, to %s, seed %d".formatted(reply.unique(), opcode, seed);
    assertThat(opcode).as(what).isNotNull();
    assertThat(reply.error()).as(what).isNotEqualTo(-Errno.EIO).isLessThanOrEqualTo(0);
    return reply.error() == 0;
  }

  private byte[] next() {
    unique++;
    int opcode = random.nextInt(LAST_OPCODE);
    if (opcode != Opcode.FUSE_FORGET
        && opcode != Opcode.FUSE_BATCH_FORGET
        && opcode != Opcode.FUSE_NOTIFY_REPLY) {
      opcodes.put(unique, opcode);
    }
    return switch (random.nextInt(4)) {
      case 0, 1 -> nonsense(Request.of(opcode, node()));
      case 2 -> sensible(opcode).build(unique);
      default -> damaged(sensible(opcode).build(unique));
    };
  }

  private byte[] nonsense(Request request) {
    int parts = random.nextInt(16);
    for (int i = 0; i < parts; i++) {
      switch (random.nextInt(4)) {
        case 0 -> request.u64(random.nextLong());
        case 1 -> request.u64(offset());
        case 2 -> request.u32(random.nextInt());
        default -> request.name(name());
      }
    }
    return request.build(unique);
  }

  private byte[] damaged(byte[] request) {
    byte[] result = request.clone();
    for (int i = random.nextInt(4); i >= 0; i--) {
      if (result.length > InHeader.SIZE) {
        int at = InHeader.SIZE + random.nextInt(result.length - InHeader.SIZE);
        result[at] = (byte) random.nextInt();
      }
    }
    if (random.nextBoolean()) {
      int length = InHeader.SIZE + random.nextInt(result.length - InHeader.SIZE + 1);
      result = Arrays.copyOf(result, length);
      ByteBuffer.wrap(result).order(ByteOrder.nativeOrder()).putInt(0, result.length);
    }
    return result;
  }

  private Request sensible(int opcode) {
    Request request = Request.of(opcode, node());
    return switch (opcode) {
      case Opcode.FUSE_LOOKUP, Opcode.FUSE_UNLINK, Opcode.FUSE_RMDIR, Opcode.FUSE_REMOVEXATTR ->
          request.name(name());
      case Opcode.FUSE_FORGET -> request.u64(random.nextInt(3));
      case Opcode.FUSE_BATCH_FORGET -> request.u32(2).u32(0).u64(node()).u64(1).u64(node()).u64(1);
      case Opcode.FUSE_SETATTR -> setattr(request);
      case Opcode.FUSE_SYMLINK -> request.name(name()).name("a/target");
      case Opcode.FUSE_MKNOD -> request.u32(mode()).u32(0).u32(022).u32(0).name(name());
      case Opcode.FUSE_MKDIR -> request.u32(0755).u32(022).name(name());
      case Opcode.FUSE_RENAME -> request.u64(node()).name(name()).name(name());
      case Opcode.FUSE_RENAME2 ->
          request.u64(node()).u32(random.nextInt(8)).u32(0).name(name()).name(name());
      case Opcode.FUSE_LINK -> request.u64(node()).name(name());
      case Opcode.FUSE_CREATE, Opcode.FUSE_TMPFILE ->
          request.u32(02).u32(mode()).u32(022).u32(0).name(name());
      case Opcode.FUSE_READ, Opcode.FUSE_READDIR, Opcode.FUSE_READDIRPLUS ->
          request.u64(0).u64(offset()).u32(random.nextInt(1 << 20)).u32(0).u64(0).u64(0);
      case Opcode.FUSE_WRITE -> {
        byte[] data = new byte[random.nextInt(20_000)];
        yield request.u64(0).u64(offset()).u32(data.length).u32(4).u64(0).u64(0).bytes(data);
      }
      case Opcode.FUSE_FALLOCATE ->
          request.u64(0).u64(offset()).u64(offset()).u32(random.nextInt(64)).u32(0);
      case Opcode.FUSE_LSEEK -> request.u64(0).u64(offset()).u32(3 + random.nextInt(2)).u32(0);
      case Opcode.FUSE_COPY_FILE_RANGE, Opcode.FUSE_COPY_FILE_RANGE_64 ->
          request.u64(0).u64(offset()).u64(node()).u64(0).u64(offset()).u64(offset()).u64(0);
      case Opcode.FUSE_SETXATTR ->
          request.u32(5).u32(0).u32(0).u32(0).name("user." + name()).bytes(new byte[5]);
      case Opcode.FUSE_GETXATTR -> request.u32(100).u32(0).name("user." + name());
      case Opcode.FUSE_LISTXATTR -> request.u32(1000).u32(0);
      default -> request;
    };
  }

  private Request setattr(Request request) {
    request.u32(random.nextInt(1 << 12)).u32(0).u64(0).u64(offset()).u64(0);
    request.u64(1).u64(2).u64(3).u32(4).u32(5).u32(6).u32(mode());
    return request.u32(0).u32(1).u32(2).u32(0);
  }

  private int mode() {
    return random.nextInt(1 << 16);
  }

  private String name() {
    return "n" + random.nextInt(30);
  }

  private long offset() {
    return random.nextInt(1 << random.nextInt(24));
  }

  private long node() {
    return random.nextInt(20) == 0 ? random.nextLong() : 1 + random.nextInt(30);
  }
}
