// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.binding;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A JVM that forbids native code, which takes a JVM of its own. */
class NativeAccessTest {
  /** Prints what users would read. */
  static final class Program {
    private Program() {}

    public static void main(String[] arguments) {
      try {
        WinFspLibrary.of(_ -> Optional.empty());
      } catch (WinFspException e) {
        System.out.print(e.getMessage());
      }
    }
  }

  @Test
  void theSentenceHasTheOptionToGive() throws Exception {
    Process java =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--illegal-native-access=deny",
                "-cp",
                System.getProperty("java.class.path"),
                Program.class.getName())
            .redirectErrorStream(true)
            .start();
    String output = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(output)
        .isEqualTo(
            "WinFsp cannot be called because this JVM forbids native code: start it with"
                + " --enable-native-access=ALL-UNNAMED.");
    assertThat(java.waitFor()).isZero();
  }
}
