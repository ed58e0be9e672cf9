// SPDX-License-Identifier: Apache-2.0
package io.ramdrive;

/**
 * What the kernel of a mount has been told of changes that others made.
 *
 * @param notifications how often it was told, also where it had nothing to forget
 * @param refused how often it refused to be told
 * @param merged how often it was not told, because another notification that waited said as much
 * @param overflows how often too much waited, and it was told to forget everything
 */
public record MountStatistics(long notifications, long refused, long merged, long overflows) {}
