// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SystemCallTest {
  @Test
  void refusesMachinesWhoseNumbersItDoesNotKnow() {
    assertThat(SystemCall.isAarch64("aarch64")).isTrue();
    assertThat(SystemCall.isAarch64("amd64")).isFalse();
    assertThatThrownBy(() -> SystemCall.isAarch64("riscv64"))
        .hasMessage(
            "RamDrive cannot mount on riscv64: it knows the system calls of x86_64 and aarch64"
                + " only.");
  }

  @Test
  void resultsAndErrorsComeBack() throws Exception {
    Syscalls syscalls = new Syscalls();
    assertThat(syscalls.gettid()).isPositive();
    assertThat(syscalls.close(-1)).isEqualTo(-9); // EBADF
  }
}
