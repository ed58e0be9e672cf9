// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.ramdrive.winfsp.binding.NtStatus;
import io.ramdrive.winfsp.binding.Pointer;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reading too late or too far ends the JVM where memory is guarded, so it takes one of its own. */
class GuardPagesTest {
  @TempDir private Path directory;

  /** A file system that touches the buffer of a read where it must not. */
  static final class Program {
    private Program() {}

    public static void main(String[] arguments) throws Exception {
      boolean late = arguments[0].equals("late");
      AtomicLong kept = new AtomicLong();
      MiniFs files =
          new MiniFs() {
            @Override
            public int read(long context, long buffer, long offset, int length, long count) {
              kept.set(buffer);
              return late ? NtStatus.STATUS_END_OF_FILE : touch(buffer + length);
            }
          };
      SimSettings settings = new SimSettings().guardPages(true);
      try (MiniMachine machine = MiniMachine.running(settings, files)) {
        machine.call(new Request.Read(machine.file("\\f"), 0, 8));
        touch(kept.get());
        System.out.print("nobody noticed");
      }
    }

    private static int touch(long address) {
      return Pointer.MEMORY.get(ValueLayout.JAVA_BYTE, address);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"late", "far"})
  void theJvmDies(String how) throws Exception {
    Process java =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-XX:-CreateCoredumpOnCrash",
                "-XX:ErrorFile=" + directory.resolve("error.log"),
                "-cp",
                System.getProperty("java.class.path"),
                Program.class.getName(),
                how)
            .redirectErrorStream(true)
            .start();
    String output = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(output)
        .containsPattern("SIGSEGV|EXCEPTION_ACCESS_VIOLATION")
        .doesNotContain("nobody noticed");
    assertThat(java.waitFor()).isOne();
  }

  @Test
  void aCorrectFileSystemLivesWithIt() throws Exception {
    SimSettings settings = new SimSettings().guardPages(true);
    try (MiniMachine machine = MiniMachine.running(settings, new MiniFs())) {
      FileContext file = machine.file("\\f");
      for (int i = 0; i < 300; i++) {
        machine.call(new Request.Write(file, -1, new byte[i], false));
        machine.call(new Request.Flush(file));
      }
    }
  }
}
