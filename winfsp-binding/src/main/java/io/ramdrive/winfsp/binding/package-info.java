// SPDX-License-Identifier: Apache-2.0

/** WinFsp's DLL for Java: its functions, its structs, and a file system object of its. */
@NullMarked
package io.ramdrive.winfsp.binding;

import org.jspecify.annotations.NullMarked;
