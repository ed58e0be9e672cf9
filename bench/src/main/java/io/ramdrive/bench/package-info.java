// SPDX-License-Identifier: Apache-2.0
/** Runs the benchmarks of the request path and reports them. */
@NullMarked
package io.ramdrive.bench;

import org.jspecify.annotations.NullMarked;
