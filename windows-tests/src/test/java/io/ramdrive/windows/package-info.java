// SPDX-License-Identifier: Apache-2.0

/** Tests on real mounts of Windows. */
package io.ramdrive.windows;
