// SPDX-License-Identifier: Apache-2.0
/** What operations cost as a volume grows. */
@NullMarked
package io.ramdrive.bench.scale;

import org.jspecify.annotations.NullMarked;
