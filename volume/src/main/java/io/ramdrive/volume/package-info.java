// SPDX-License-Identifier: Apache-2.0

/** The file system itself, in memory. */
@NullMarked
package io.ramdrive.volume;

import org.jspecify.annotations.NullMarked;
