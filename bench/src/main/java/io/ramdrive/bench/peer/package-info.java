// SPDX-License-Identifier: Apache-2.0
/**
 * File systems in memory on other libraries, written as their users would, to compare with. One
 * tree of nodes serves all of them.
 */
@NullMarked
package io.ramdrive.bench.peer;

import org.jspecify.annotations.NullMarked;
