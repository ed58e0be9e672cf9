// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.sim;

/** The user-mode half of one volume, as the driver sees it: a queue of requests. */
interface UserMode {
  /**
   * Queues a request and waits for its answer. A volume that is not served, or is stopped
   * meanwhile, answers STATUS_CANCELLED. Called by any thread; the caller holds what the driver
   * holds while a request is in user mode.
   *
   * @throws InvariantViolation what the simulator saw so far, first thing first
   */
  Response call(Request request);
}
