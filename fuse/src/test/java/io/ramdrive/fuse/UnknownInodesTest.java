// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class UnknownInodesTest {
  @Test
  void keepsWhatMustBeToldAgain() {
    UnknownInodes unknown = new UnknownInodes(Duration.ofHours(1));
    for (long ino = 1; ino <= 1000; ino++) {
      unknown.add(ino, ino * 10, ino * 20, 0);
    }
    List<Long> told = new ArrayList<>();
    unknown.resend((ino, off, len) -> ino % 2 == 0);
    unknown.resend(
        (ino, off, len) -> {
          assertThat(off).isEqualTo(ino * 10);
          assertThat(len).isEqualTo(ino * 20);
          told.add(ino);
          return false;
        });
    assertThat(told).hasSize(500).startsWith(2L, 4L).endsWith(1000L);
    assertThat(unknown.isEmpty()).isTrue();
  }

  @Test
  void onlyWhatCameLaterWaits() {
    UnknownInodes unknown = new UnknownInodes(Duration.ofHours(1));
    assertThat(unknown.settled(9)).isEqualTo(9);
    unknown.add(7, -1, 0, 5);
    unknown.add(8, -1, 0, 3);
    assertThat(unknown.settled(9)).isEqualTo(3);
    unknown.resend((ino, off, len) -> ino == 7);
    assertThat(unknown.settled(9)).isEqualTo(5);
    assertThat(unknown.isAwaited()).isTrue();
  }

  @Test
  void nobodyWaitsForEver() {
    UnknownInodes unknown = new UnknownInodes(Duration.ZERO);
    unknown.add(7, -1, 0, 5);
    while (unknown.isAwaited()) {
      Thread.onSpinWait();
    }
    assertThat(unknown.settled(9)).isEqualTo(9);
    assertThat(unknown.isEmpty()).as("but it is told again").isFalse();
  }
}
