// SPDX-License-Identifier: Apache-2.0
/** Benchmarks of parts of the volume, in the package whose parts they call. */
@NullMarked
package io.ramdrive.volume;

import org.jspecify.annotations.NullMarked;
