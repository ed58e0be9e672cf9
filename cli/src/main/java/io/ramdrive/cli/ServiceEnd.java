// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.cli;

import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;

/** Ends a service whose drive has ended by itself, so that Windows starts it again. */
final class ServiceEnd {
  /** winerror.h: "A device attached to the system is not functioning." */
  static final int ERROR_GEN_FAILURE = 31;

  private static final System.Logger LOG = System.getLogger(ServiceEnd.class.getName());

  /** Waits for the end of a drive. */
  interface Drive {
    void awaitUnmounted() throws InterruptedException;
  }

  private ServiceEnd() {}

  /** Returns when the drive has ended; {@code asked} tells whether that was wanted. */
  static void await(Drive drive, BooleanSupplier asked, IntConsumer exitCode, Runnable stop) {
    try {
      drive.awaitUnmounted();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    if (!asked.getAsBoolean()) {
      LOG.log(System.Logger.Level.ERROR, "The drive has ended by itself; so does the service.");
      exitCode.accept(ERROR_GEN_FAILURE);
      stop.run();
    }
  }
}
