// SPDX-License-Identifier: Apache-2.0
/** Runs the benchmarks and reports them. */
@NullMarked
package io.ramdrive.bench;

import org.jspecify.annotations.NullMarked;
