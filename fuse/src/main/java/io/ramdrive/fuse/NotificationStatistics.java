// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

/**
 * What a mount's kernel has been told so far.
 *
 * @param sent notifications that reached the kernel, also where it had nothing to forget
 * @param failed notifications that the kernel refused
 * @param merged notifications that were not sent, because another that waited says as much
 * @param overflows how often too many waited, and the kernel was told to forget everything
 */
public record NotificationStatistics(long sent, long failed, long merged, long overflows) {
  /** That of a mount that is told nothing. */
  static final NotificationStatistics NONE = new NotificationStatistics(0, 0, 0, 0);
}
