// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class JvmCommandTest {
  @Test
  void keepsWhatStoodBeforeTheArguments() throws IOException {
    assertThat(
            JvmCommand.before(
                "/jdk/bin/java", "java\0-Xmx1g\0-p\0\0-m\0x/y\0mount\0-d\0\0", "mount", "-d", ""))
        .containsExactly("/jdk/bin/java", "-Xmx1g", "-p", "", "-m", "x/y");
  }

  @Test
  void refusesACommandLineThatIsNotThisOne() {
    assertThatThrownBy(() -> JvmCommand.before("/jdk/bin/java", "java\0Main\0mount\0", "list"))
        .isInstanceOf(CommandFailure.class)
        .hasMessageEndingWith("mount in the foreground.");
    assertThatThrownBy(() -> JvmCommand.before("/jdk/bin/java", "java\0", "java"))
        .isInstanceOf(CommandFailure.class);
  }

  @Test
  void findsTheExecutableOfThisJvm() throws IOException {
    assertThat(Files.isExecutable(Path.of(JvmCommand.current().getFirst()))).isTrue();
  }
}
