// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.integration;

/**
 * Where two file systems went apart.
 *
 * @param index the operation's place in the sequence
 * @param what the operation, or the comparison of the whole trees after it
 * @param expected what the reference told
 * @param actual what the drive told
 */
record Divergence(int index, String what, String expected, String actual) {
  @Override
  public String toString() {
    return "%s%n    expected: %s%n    drive:    %s".formatted(what, expected, actual);
  }
}
