// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.binding;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** What stands between C and the operations: an exception that got out would end the JVM. */
final class Upcall {
  private static final Logger LOG = System.getLogger(Upcall.class.getPackageName());

  private Upcall() {}

  /** Logs, and says what to answer. */
  static int answerFailed(String function, Throwable thrown) {
    failed(function, thrown);
    return thrown instanceof OutOfMemoryError
        ? NtStatus.STATUS_INSUFFICIENT_RESOURCES
        : NtStatus.STATUS_INTERNAL_ERROR;
  }

  /** A BOOLEAN is a byte, of which any value but 0 is true. */
  static boolean isTrue(byte value) {
    return value != 0;
  }

  static void failed(String function, Throwable thrown) {
    log("The file system's " + function + " failed.", thrown);
  }

  @SuppressWarnings("EmptyCatch")
  static void log(String message, Throwable thrown) {
    try {
      LOG.log(Level.ERROR, message, thrown);
    } catch (Throwable logging) {
      // Nothing is left to be tried: the answer says that it failed.
    }
  }
}
