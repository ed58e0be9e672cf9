// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.bench.compare;

/**
 * One measured figure.
 *
 * @param fileSystem the name of the contender
 * @param seconds for one operation, one MiB or the whole piece of work
 */
record Sample(Row row, String fileSystem, int round, double seconds) {}
