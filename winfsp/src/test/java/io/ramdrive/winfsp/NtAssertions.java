// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.ramdrive.winfsp.sim.NtStatusException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Assertions about system calls of the simulated Windows. */
final class NtAssertions {
  private NtAssertions() {}

  /** The call fails with this NTSTATUS. */
  static void assertStatus(int status, ThrowingCallable call) {
    NtStatusException failure = catchThrowableOfType(NtStatusException.class, call);
    assertThat(failure).as("a failure with NTSTATUS 0x%08X", status).isNotNull();
    assertThat(failure.status())
        .as("0x%08X instead of 0x%08X", failure.status(), status)
        .isEqualTo(status);
  }
}
