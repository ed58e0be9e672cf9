// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServiceEndTest {
  private final List<String> calls = new ArrayList<>();

  @Test
  void aDriveThatEndsByItselfEndsTheService() {
    await(false);
    assertThat(calls).containsExactly("awaited", "exit code 31", "stop");
  }

  @Test
  void aServiceThatStopsIsNotStoppedAgain() {
    await(true);
    assertThat(calls).containsExactly("awaited");
  }

  @Test
  void whoIsInterruptedStopsNothing() {
    ServiceEnd.await(
        () -> {
          throw new InterruptedException();
        },
        () -> false,
        code -> calls.add("exit code " + code),
        () -> calls.add("stop"));
    assertThat(Thread.interrupted()).isTrue();
    assertThat(calls).isEmpty();
  }

  private void await(boolean asked) {
    ServiceEnd.await(
        () -> calls.add("awaited"),
        () -> asked,
        code -> calls.add("exit code " + code),
        () -> calls.add("stop"));
  }
}
