// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.sim;

/** A system call of the simulated Windows failed. */
public final class NtStatusException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int status;

  /** A failure with this NTSTATUS. */
  public NtStatusException(int status) {
    super(String.format("NTSTATUS 0x%08X", status));
    this.status = status;
  }

  /** The NTSTATUS, negative. */
  public int status() {
    return status;
  }
}
