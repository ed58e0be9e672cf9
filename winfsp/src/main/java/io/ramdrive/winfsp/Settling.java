// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp;

/**
 * Something that a callback has answered and the kernel has perhaps not yet taken notice of. A
 * dispatcher thread sends a response before it takes the next request: so the kernel has it when
 * the same thread is called again.
 */
interface Settling {
  /** The kernel has taken the answer. */
  void settled();
}
