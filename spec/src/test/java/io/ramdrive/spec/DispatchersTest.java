// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.spec;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DispatchersTest {
  @Test
  void neverWaitForEachOther() throws IOException {
    Model.named("Dispatchers").mustViolate(Verdict.NOTHING);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "notified by a dispatcher",
        "notified under a lock",
        "a full queue blocks",
        "a handler waits for delivery",
        "waits under a lock"
      })
  void waitForEachOtherWith(String fault) throws IOException {
    Model.named("Dispatchers").with("Fault", '"' + fault + '"').mustViolate("NoDeadlock");
  }
}
