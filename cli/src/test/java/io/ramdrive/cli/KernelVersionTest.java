// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class KernelVersionTest {
  @Test
  void readsReleases() {
    assertThat(KernelVersion.parse("6.18.44-generic")).contains(new KernelVersion(6, 18));
    assertThat(KernelVersion.parse("6.1-rc3")).contains(new KernelVersion(6, 1));
    assertThat(KernelVersion.parse("10.0")).contains(new KernelVersion(10, 0));
    assertThat(KernelVersion.parse("")).isEmpty();
    assertThat(KernelVersion.parse("Darwin")).isEmpty();
    assertThat(KernelVersion.parse("x.y")).isEmpty();
  }

  @Test
  void compares() {
    KernelVersion version = new KernelVersion(6, 6);
    assertThat(version.isAtLeast(new KernelVersion(6, 6))).isTrue();
    assertThat(version.isAtLeast(new KernelVersion(5, 19))).isTrue();
    assertThat(version.isAtLeast(new KernelVersion(6, 7))).isFalse();
    assertThat(version.isAtLeast(new KernelVersion(7, 0))).isFalse();
  }

  @Test
  void tellsWhatNewerOnesHave() {
    assertThat(new KernelVersion(6, 18).lacks()).isEmpty();
    assertThat(new KernelVersion(6, 1).lacks()).hasSize(1);
    assertThat(new KernelVersion(5, 4).lacks()).hasSize(3);
  }
}
