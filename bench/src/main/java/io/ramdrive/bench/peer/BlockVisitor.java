// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.bench.peer;

/** Moves bytes between a file and a request. */
@FunctionalInterface
interface BlockVisitor {
  /**
   * Moves {@code length} bytes.
   *
   * @param block where they are in the file's memory, from {@code from} on
   * @param done how many bytes of the request came before
   */
  void visit(byte[] block, int from, int length, int done);
}
