// SPDX-License-Identifier: Apache-2.0
/**
 * The same work on a drive, on tmpfs and on file systems of other makers, in turns: what the drive
 * costs and what it saves, as ratios.
 */
@NullMarked
package io.ramdrive.bench.compare;

import org.jspecify.annotations.NullMarked;
