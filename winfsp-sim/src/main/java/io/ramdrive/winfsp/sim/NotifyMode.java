// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.sim;

/** What becomes of a notification that a callback sends on its dispatcher's own thread. */
public enum NotifyMode {
  /** As the driver's source has it: the call returns at once, the work is done later. */
  SOURCE_ACCURATE,
  /**
   * The call returns when its work is done, which may be never: a dispatcher then waits for itself.
   */
  CONSERVATIVE,
  /** The call itself breaks a rule. */
  STRICT
}
