// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

import java.util.function.UnaryOperator;

/**
 * What tests change about how a mount is kept coherent.
 *
 * @param matrix the rows in force
 * @param epochs whether INC_EPOCH may be used where the kernel knows it
 * @param limits the room of the queue, given whether INC_EPOCH is used
 * @param notifier what becomes of the way to the kernel
 * @param hook sees each request before it is handled
 */
record CoherenceSettings(
    NotificationMatrix matrix,
    boolean epochs,
    QueueLimits.ByEpochs limits,
    UnaryOperator<KernelNotifier> notifier,
    RequestHook hook) {
  /** What all mounts but those of tests have. */
  static final CoherenceSettings DEFAULT =
      new CoherenceSettings(
          NotificationMatrix.COMPLETE,
          true,
          QueueLimits::of,
          UnaryOperator.identity(),
          RequestHook.NONE);
}
