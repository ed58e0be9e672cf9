// SPDX-License-Identifier: Apache-2.0

/** The Linux view: the kernel's FUSE protocol, spoken over {@code /dev/fuse}. */
@NullMarked
package io.ramdrive.fuse;

import org.jspecify.annotations.NullMarked;
