// SPDX-License-Identifier: Apache-2.0
/** Benchmarks of the path of a request, in the package whose parts they call. */
@NullMarked
package io.ramdrive.fuse;

import org.jspecify.annotations.NullMarked;
