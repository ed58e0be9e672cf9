// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class UnknownInodesTest {
  @Test
  void anInodeMayBeUnknownForSoLong() {
    UnknownInodes unknown = new UnknownInodes(Duration.ofHours(1));
    for (long id = 1; id < 10_000; id++) {
      assertThat(unknown.add(id)).isTrue();
      assertThat(unknown.add(id)).isTrue();
    }
  }

  @Test
  void eachInodeHasATimeOfItsOwn() {
    UnknownInodes unknown = new UnknownInodes(Duration.ofMillis(20));
    assertThat(unknown.add(1)).isTrue();
    while (unknown.add(1)) {
      unknown.remove(2);
    }
    assertThat(unknown.add(1)).isFalse();
    assertThat(unknown.add(2)).isTrue();
    unknown.remove(1);
    assertThat(unknown.add(1)).isTrue();
  }
}
