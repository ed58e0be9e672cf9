// SPDX-License-Identifier: Apache-2.0

/** A Windows machine with WinFsp, as far as a file system sees it. */
@NullMarked
package io.ramdrive.winfsp.sim;

import org.jspecify.annotations.NullMarked;
