// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.volume;

/**
 * Receives the memory of one read, without a copy. All calls of one read come on the caller's
 * thread, under the file's read lock.
 */
public interface ExtentSink {
  /**
   * The next {@code length} bytes of the file lie at {@code address}. Runs that touch are given as
   * one.
   */
  void extent(long address, long length);

  /**
   * All extents have been given, {@code total} bytes in sum (0 at or behind the end of the file).
   * The memory is good until this method returns; it may make a system call, but must not wait for
   * another operation on the volume.
   */
  void transfer(long total);
}
