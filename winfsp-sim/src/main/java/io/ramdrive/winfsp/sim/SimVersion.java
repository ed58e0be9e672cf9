// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.sim;

/** Which WinFsp is simulated. */
public enum SimVersion {
  /** Before side-by-side installation: newer functions are missing. */
  V1_10(0x0001000A),
  V1_12(0x0001000C),
  V2_0(0x00020000),
  /** A notification waits behind a rename that waits for a session of notifications to end. */
  V2_1(0x00020001),
  /** Notifications pass by renames that wait. */
  V2_2(0x00020002);

  private final int number;

  SimVersion(int number) {
    this.number = number;
  }

  /** As FspVersion tells it: the major number in the upper half, the minor in the lower one. */
  public int number() {
    return number;
  }
}
