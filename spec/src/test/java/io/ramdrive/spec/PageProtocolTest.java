// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.spec;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PageProtocolTest {
  @Test
  void holds() throws IOException {
    Model.named("PageProtocol").mustViolate(Verdict.NOTHING);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          free is lowered late   | Capacity
          used when reserved     | Observer
          the rest is kept       | NoPageTwice
          no share check         | Reader
          no share check at free | NoPageTwice
          cut without the lock   | Reader
          freed at unlink        | Reader
          """)
  void showsWhatIsWrongWith(String fault, String violated) throws IOException {
    Model.named("PageProtocol").with("Fault", '"' + fault + '"').mustViolate(violated);
  }
}
