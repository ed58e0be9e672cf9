// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.sim;

import java.util.function.Consumer;

/** The user-mode half of one volume, as the driver sees it: a queue of requests. */
interface UserMode {
  /**
   * Queues a request and waits for its answer. A volume that is not served, or is stopped
   * meanwhile, answers STATUS_CANCELLED. Called by any thread; the caller holds what the driver
   * holds while a request is in user mode.
   *
   * @param apply what the driver does with the answer. It runs on the dispatcher's thread, before
   *     that takes another request, while the caller still waits and holds its locks; for
   *     STATUS_CANCELLED on any thread
   * @throws InvariantViolation what the simulator saw so far, first thing first
   */
  Response call(Request request, Consumer<Response> apply);

  /** Queues a request and waits for its answer, which changes nothing in the driver. */
  default Response call(Request request) {
    return call(request, answer -> {});
  }
}
