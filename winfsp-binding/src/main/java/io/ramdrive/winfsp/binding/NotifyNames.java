// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.binding;

/**
 * How the kernel spells the names of a volume that it is notified about: it finds a name only by
 * its own spelling.
 */
public enum NotifyNames {
  /**
   * In upper case: right for a volume that does not tell names apart by case, and whose Open and
   * Create give no NormalizedName.
   */
  UPPER_CASE,

  /** As given: right for any other volume. */
  AS_STORED
}
