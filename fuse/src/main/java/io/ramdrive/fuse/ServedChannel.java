// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

/** A channel as the thread that serves it sees it. */
sealed interface ServedChannel extends KernelChannel permits DeviceChannel, RingChannel {
  /**
   * From now on the calling thread serves the channel.
   *
   * @throws MountException when the kernel does not take it
   */
  void begin() throws MountException;

  /**
   * From now on {@link #receive} ends instead of handing out a request. It may still wait for one
   * to arrive; any thread may call this.
   */
  void stop();

  /**
   * What the calling thread serves from now on, after a dispatcher has died at this channel; this
   * one perhaps. The requests that the dead one took but did not answer fail.
   *
   * @throws MountException when there is none; this channel is closed then
   */
  ServedChannel renew() throws MountException;
}
