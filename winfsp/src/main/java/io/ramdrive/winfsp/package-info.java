// SPDX-License-Identifier: Apache-2.0

/** The Windows view of a volume. */
@NullMarked
package io.ramdrive.winfsp;

import org.jspecify.annotations.NullMarked;
