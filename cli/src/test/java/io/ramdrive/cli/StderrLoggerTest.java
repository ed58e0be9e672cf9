// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

@ResourceLock(Resources.SYSTEM_ERR)
class StderrLoggerTest {
  @Test
  void isTheLoggerOfThisProgram() {
    assertThat(System.LoggerFinder.getLoggerFinder()).isInstanceOf(StderrLoggerFinder.class);
  }

  @Test
  void showsWarningsInOneLine() {
    assertThat(written(log -> log.log(Level.WARNING, "low {0}, {1}", "memory", 3)))
        .isEqualTo("ramdrive: warning: low memory, 3\n");
    assertThat(written(log -> log.log(Level.ERROR, "gone", new IOException("why"))))
        .isEqualTo("ramdrive: error: gone (java.io.IOException: why)\n");
    assertThat(written(log -> log.log(Level.WARNING, "it's {literal}")))
        .isEqualTo("ramdrive: warning: it's {literal}\n");
  }

  @Test
  void keepsTheRestToItself() {
    assertThat(written(log -> log.log(Level.INFO, "mounted"))).isEmpty();
    assertThat(written(log -> log.log(Level.TRACE, "request"))).isEmpty();
    assertThat(new StderrLogger("x").isLoggable(Level.OFF)).isFalse();
  }

  private static String written(Consumer<System.Logger> action) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream before = System.err;
    System.setErr(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    try {
      action.accept(new StderrLogger("io.ramdrive"));
    } finally {
      System.setErr(before);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
