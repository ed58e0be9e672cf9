// SPDX-License-Identifier: Apache-2.0

/** Runs TLC, the model checker of TLA+. */
@NullMarked
package io.ramdrive.spec;

import org.jspecify.annotations.NullMarked;
