// SPDX-License-Identifier: Apache-2.0

/** The facade people import: a RAM drive and its mounts. */
@NullMarked
package io.ramdrive;

import org.jspecify.annotations.NullMarked;
