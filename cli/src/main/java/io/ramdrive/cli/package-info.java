// SPDX-License-Identifier: Apache-2.0

/** The {@code ramdrive} command. */
@NullMarked
package io.ramdrive.cli;

import org.jspecify.annotations.NullMarked;
