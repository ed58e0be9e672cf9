// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

import static org.assertj.core.api.Assertions.assertThat;

import io.ramdrive.volume.Volume;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A program that has mapped a file of a mount sees what another view writes into it. */
class SharedMapTest {
  @TempDir Path directory;

  @Test
  void aMapShowsWhatIsWritten() throws Exception {
    assertThat(byteShownAfterAWrite(NotificationMatrix.COMPLETE)).isEqualTo("o");
  }

  @Test
  void withoutTheNotificationItDoesNot() throws Exception {
    assertThat(byteShownAfterAWrite(NotificationMatrix.without(NotificationRule.WRITTEN_BYTES)))
        .isEqualTo("b");
  }

  private String byteShownAfterAWrite(NotificationMatrix matrix) throws Exception {
    CoherenceSettings settings =
        new CoherenceSettings(
            matrix, true, QueueLimits::of, UnaryOperator.identity(), RequestHook.NONE);
    FuseOptions options = FuseOptions.builder().fileInfoTimeoutMs(FuseOptions.FOR_EVER).build();
    try (Volume volume = LiveMount.volume();
        FuseMount mount = FuseMount.mount(volume, directory, options, settings)) {
      OtherView other = new OtherView(volume);
      other.file("f", "before");
      Process program = start(mount.mountPoint().resolve("f"));
      try (BufferedWriter to = program.outputWriter();
          BufferedReader from = program.inputReader()) {
        assertThat(ask(to, from, "")).isEqualTo("b");
        other.write("f", 0, "other");
        settle(volume);
        return ask(to, from, "");
      } finally {
        program.waitFor();
      }
    }
  }

  /**
   * Else each page written back would be dropped, stored into again, and so written back at once: a
   * storm for as long as the program stores.
   */
  @Test
  void aKernelIsNotToldOfWhatItWritesBack() throws Exception {
    FuseOptions options = FuseOptions.builder().fileInfoTimeoutMs(FuseOptions.FOR_EVER).build();
    try (Volume volume = LiveMount.volume();
        FuseMount mount = FuseMount.mount(volume, directory, options)) {
      OtherView other = new OtherView(volume);
      other.file("f", "before");
      Process program = start(mount.mountPoint().resolve("f"));
      try (BufferedWriter to = program.outputWriter();
          BufferedReader from = program.inputReader()) {
        assertThat(ask(to, from, "")).isEqualTo("b");
        other.write("f", 0, "other");
        settle(volume);
        long sent = mount.notifications().sent();
        assertThat(ask(to, from, "s")).isEqualTo("s");
        settle(volume);
        assertThat(Files.readString(mount.mountPoint().resolve("f"))).isEqualTo("sthere");
        assertThat(mount.notifications().sent()).isEqualTo(sent);
      } finally {
        program.waitFor();
      }
    }
  }

  private static void settle(Volume volume) {
    assertThat(volume.awaitDelivered(null, System.nanoTime() + 20_000_000_000L)).isTrue();
  }

  private static String ask(BufferedWriter to, BufferedReader from, String line)
      throws IOException {
    to.write(line + "\n");
    to.flush();
    return from.readLine();
  }

  private static Process start(Path file) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx64m",
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            MapProgram.class.getName(),
            file.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }
}
