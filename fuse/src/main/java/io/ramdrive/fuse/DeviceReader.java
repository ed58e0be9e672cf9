// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

/**
 * Decides when a channel's thread asks the device for a request. All methods but {@link #isAside()}
 * and {@link #release} belong to that thread.
 */
interface DeviceReader extends AutoCloseable {
  /**
   * From now on the calling thread reads.
   *
   * @param fd the device's
   * @param tid the kernel's number of the thread
   */
  void begin(int fd, int tid);

  /**
   * Waits until it is this thread's turn.
   *
   * @return whether to wait in the kernel for a request, rather than only look for one
   */
  boolean awaitTurn();

  /** The channel has received a request from the thread {@code client}, 0 if that is not known. */
  void received(int client);

  /** The channel will receive no more: the file system has been unmounted or aborted. */
  void ended();

  /** Whether the thread waits outside the kernel, with no request in hand; any thread may ask. */
  boolean isAside();

  /** Ends each {@link #awaitTurn()} of {@code reader}, which reads here; any thread may call. */
  void release(Thread reader);

  /** The thread reads no more. */
  @Override
  void close();
}
