// SPDX-License-Identifier: Apache-2.0

/** The Java view: a {@code java.nio.file} provider over a volume. */
@NullMarked
package io.ramdrive.nio;

import org.jspecify.annotations.NullMarked;
