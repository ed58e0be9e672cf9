// SPDX-License-Identifier: Apache-2.0
/** Tests of the whole drive, on real mounts. */
@NullMarked
package io.ramdrive.integration;

import org.jspecify.annotations.NullMarked;
