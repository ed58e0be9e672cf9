// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.volume;

/** Receives the named streams of a file. Called under no lock. */
@FunctionalInterface
public interface StreamVisitor {
  /**
   * One stream.
   *
   * @param name its name, without colons; not to be changed
   * @param size its length in bytes
   * @param allocated bytes of page memory that it holds
   * @return false to end the listing
   */
  boolean stream(byte[] name, long size, long allocated);
}
