// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp;

import static org.assertj.core.api.Assertions.assertThat;

import io.ramdrive.volume.NameMatching;
import io.ramdrive.winfsp.binding.WideString;
import org.junit.jupiter.api.Test;

/** The binding, which knows no volume, folds names as the volume does. */
class FoldingTest {
  @Test
  void eachUnitIsFoldedAlike() {
    for (int unit = 0; unit <= Character.MAX_VALUE; unit++) {
      assertThat(WideString.toUpperCase((char) unit))
          .as("%04x", unit)
          .isEqualTo(NameMatching.upperCase((char) unit));
    }
  }
}
