// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ramdrive.volume.Volume;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Dispatchers that die with a request in hand. */
@ParameterizedClass
@EnumSource(mode = Mode.EXCLUDE, names = "AUTO")
class DispatchersTest {
  @TempDir Path directory;
  @Parameter FuseOptions.Transport transport;

  /** The deaths are as they should be; their traces would fill the log. */
  private final Logger log = Logger.getLogger(DispatcherThread.class.getName());

  private final AtomicInteger deathsDue = new AtomicInteger();
  private final AtomicInteger unmounted = new AtomicInteger();

  /** How many channels took their own thread for idle while it ran. */
  private final AtomicInteger idleAtWork = new AtomicInteger();

  @BeforeEach
  void hush() {
    log.setLevel(Level.OFF);
  }

  @AfterEach
  void unhush() {
    log.setLevel(null);
  }

  @Test
  void aDispatcherThatDiesIsReplacedAndItsRequestFails() throws IOException {
    try (Volume volume = LiveMount.volume();
        FuseMount mount = mount(volume)) {
      Files.createFile(directory.resolve("file"));
      for (int i = 0; i < 10; i++) {
        deathsDue.set(1);
        assertThatThrownBy(() -> Files.createFile(directory.resolve("other")))
            .isInstanceOf(IOException.class);
        assertThat(directory.resolve("file")).exists();
        assertThat(directory.resolve("other")).doesNotExist();
      }
      assertThat(mount.isMounted()).isTrue();
    }
    assertThat(idleAtWork).hasValue(0);
    assertThat(unmounted).hasValue(1);
    assertThat(LiveMount.threads()).isEmpty();
    assertThat(LiveMount.openDevices()).isZero();
  }

  @Test
  void aMountWhoseDispatchersKeepDyingIsTakenAway() throws Exception {
    try (Volume volume = LiveMount.volume();
        FuseMount mount = mount(volume)) {
      deathsDue.set(Integer.MAX_VALUE);
      while (mount.isMounted()) {
        assertThat(Thread.interrupted()).as("timed out").isFalse();
        assertThat(Files.exists(directory.resolve("file"))).isFalse();
      }
      mount.awaitUnmounted();
      assertThat(directory).isEmptyDirectory();
    }
    assertThat(unmounted).hasValue(1);
    assertThat(LiveMount.isMounted(directory)).isFalse();
    assertThat(LiveMount.threads()).isEmpty();
    assertThat(LiveMount.openDevices()).isZero();
  }

  private FuseMount mount(Volume volume) throws MountException {
    FuseOptions options =
        FuseOptions.builder().transport(transport).dispatchers(3).fileInfoTimeoutMs(0).build();
    try (RingSwitch _ = RingSwitch.on()) {
      return FuseMount.mount(
          directory,
          options,
          volume.nameMatching(),
          (connected, negotiation) ->
              new MortalServer(
                  VolumeServer.start(
                      volume, "a mount", connected, negotiation, CoherenceSettings.DEFAULT)));
    }
  }

  private final class MortalServer implements MountServer {
    private final MountServer server;

    MortalServer(MountServer server) {
      this.server = server;
    }

    @Override
    public Runnable dispatcher(KernelChannel channel) {
      if (channel.isIdle()) {
        idleAtWork.incrementAndGet();
      }
      return server.dispatcher(new MortalChannel(channel));
    }

    @Override
    public boolean quiesce(Duration timeout) {
      return server.quiesce(timeout);
    }

    @Override
    public NotificationStatistics notifications() {
      return server.notifications();
    }

    @Override
    public void unmounted() {
      unmounted.incrementAndGet();
      server.unmounted();
    }
  }

  /** Throws away requests, and the thread with them, as if memory had run out. */
  private final class MortalChannel implements KernelChannel {
    private final KernelChannel channel;

    MortalChannel(KernelChannel channel) {
      this.channel = channel;
    }

    @Override
    public int receive() {
      int length = channel.receive();
      // Not at just any request: a FORGET has nobody who waits for its answer.
      if (length > 0
          && InHeader.opcode(channel.request()) == Opcode.FUSE_LOOKUP
          && deathsDue.getAndUpdate(due -> Math.max(0, due - 1)) > 0) {
        throw new OutOfMemoryError("made up by the test");
      }
      return length;
    }

    @Override
    public int poll(MemorySegment into) {
      return channel.poll(into);
    }

    @Override
    public boolean takesForgets() {
      return channel.takesForgets();
    }

    @Override
    public boolean isIdle() {
      return true;
    }

    @Override
    public MemorySegment request() {
      return channel.request();
    }

    @Override
    public int send(long address, int length) {
      return channel.send(address, length);
    }

    @Override
    public int sendv(long iovecs, int count) {
      return channel.sendv(iovecs, count);
    }

    @Override
    public void close() {
      channel.close();
    }
  }
}
