// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp;

/**
 * What a mount's kernel was told of changes that other views made.
 *
 * @param sent notifications that the kernel took
 * @param failed notifications that it refused
 * @param merged notifications that were not sent because one that was said the same
 * @param overflows how often there were so many that the kernel was told to forget all it knew
 */
public record NotificationStatistics(long sent, long failed, long merged, long overflows) {}
