// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

import static org.assertj.core.api.Assertions.assertThat;

import io.ramdrive.volume.Volume;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A reply is ready and true, but before the kernel has it, another view makes it out of date. The
 * kernel, which may believe it for ever, must not.
 */
class ReplyRaceTest {
  private static final long SECOND = 1_000_000_000;

  @TempDir Path directory;
  private final Volume volume = LiveMount.volume();
  private final OtherView other = new OtherView(volume);
  private final Stall stall = new Stall();

  @AfterEach
  void close() {
    volume.close();
  }

  @Test
  void attributesThatComeWithAChangeOfAttributes() throws Exception {
    other.file("f", "");
    try (FuseMount mount = mount(Opcode.FUSE_SETATTR)) {
      Path file = mount.mountPoint().resolve("f");
      mode(file);
      race(
          () -> Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------")),
          () -> other.chmod("f", 0444));
      assertThat(mode(file)).isEqualTo(0444);
    }
  }

  @Test
  void attributesThatComeWithALink() throws Exception {
    other.file("f", "");
    try (FuseMount mount = mount(Opcode.FUSE_LINK)) {
      Path file = mount.mountPoint().resolve("f");
      mode(file);
      race(() -> Files.createLink(file.resolveSibling("g"), file), () -> other.chmod("f", 0444));
      assertThat(mode(file)).isEqualTo(0444);
    }
  }

  @Test
  void attributesThatComeWithAnInodeTheKernelDoesNotKnowYet() throws Exception {
    other.file("f", "");
    try (FuseMount mount = mount(Opcode.FUSE_LOOKUP)) {
      Path file = mount.mountPoint().resolve("f");
      race(() -> mode(file), () -> other.chmod("f", 0444));
      assertThat(mode(file)).isEqualTo(0444);
    }
  }

  @Test
  void attributesThatComeWithANewFile() throws Exception {
    try (FuseMount mount = mount(Opcode.FUSE_CREATE)) {
      Path file = mount.mountPoint().resolve("f");
      race(() -> Files.createFile(file), () -> other.chmod("f", 0444));
      assertThat(mode(file)).isEqualTo(0444);
    }
  }

  @Test
  void attributesThatComeWithAListing() throws Exception {
    other.file("f", "");
    try (FuseMount mount = mount(Opcode.FUSE_READDIRPLUS)) {
      Path file = mount.mountPoint().resolve("f");
      race(() -> mount.mountPoint().toFile().list(), () -> other.chmod("f", 0444));
      assertThat(mode(file)).isEqualTo(0444);
    }
  }

  @Test
  void theAbsenceOfAName() throws Exception {
    try (FuseMount mount = mount(Opcode.FUSE_LOOKUP)) {
      Path file = mount.mountPoint().resolve("f");
      race(() -> Files.exists(file), () -> other.file("f", ""));
      assertThat(file).exists();
    }
  }

  @Test
  void aListing() throws Exception {
    other.file("f", "");
    try (FuseMount mount = mount(Opcode.FUSE_READDIRPLUS)) {
      race(() -> mount.mountPoint().toFile().list(), () -> other.file("g", ""));
      assertThat(mount.mountPoint().toFile().list()).containsExactlyInAnyOrder("f", "g");
    }
  }

  @Test
  void anEntryOfAListing() throws Exception {
    other.file("f", "");
    other.file("g", "new");
    try (FuseMount mount = mount(Opcode.FUSE_READDIRPLUS)) {
      race(() -> mount.mountPoint().toFile().list(), () -> other.rename("g", "f"));
      assertThat(mount.mountPoint().resolve("f")).hasContent("new");
      assertThat(mount.mountPoint().toFile().list()).containsExactly("f");
    }
  }

  /** Lets {@code change} happen while the reply that {@code asking} waits for is on its way. */
  private void race(Callable<?> asking, Runnable change) throws Exception {
    stall.close();
    FutureTask<?> waiting = new FutureTask<>(asking);
    Thread.ofPlatform().start(waiting);
    stall.awaitArrival();
    change.run();
    // Where the kernel cannot be told before it has the reply, this is false.
    volume.awaitDelivered(null, System.nanoTime() + SECOND / 5);
    stall.open();
    waiting.get();
    assertThat(volume.awaitDelivered(null, System.nanoTime() + 20 * SECOND)).isTrue();
  }

  private FuseMount mount(int opcode) throws MountException {
    volume.attach(inode -> {}, "a test", false, new Deaf());
    FuseOptions options =
        FuseOptions.builder().fileInfoTimeoutMs(FuseOptions.FOR_EVER).dispatchers(2).build();
    return FuseMount.mount(
        directory,
        options,
        volume.nameMatching(),
        (connected, negotiation) ->
            new StallingServer(
                VolumeServer.start(
                    volume, "a mount", connected, negotiation, CoherenceSettings.DEFAULT),
                opcode,
                stall));
  }

  private static int mode(Path file) {
    return Stat.of(file).mode() & 07777;
  }
}
