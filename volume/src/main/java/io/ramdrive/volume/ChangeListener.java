// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.volume;

/** Learns of every committed change of a volume, on behalf of a view. */
public interface ChangeListener {
  /**
   * Called once for each change, also for those that came through the listener's own view: on the
   * thread that made the change, when no lock of the volume is held any more, before the operation
   * returns. Changes made by different threads may arrive in another order than they were made in.
   *
   * <p>It must not block or throw; and with the volume it may do no more than look names up, with a
   * {@link Call} of its own.
   *
   * @param change reused: valid during this call only
   */
  void changed(Change change);

  /**
   * Waits until whoever this listener tells of changes has been told of all that it learned of
   * before.
   *
   * @param deadline a value of {@link System#nanoTime()}
   * @return false when the deadline passed first
   */
  boolean awaitDelivered(long deadline);

  /**
   * Whether something that {@link #awaitDelivered} waited for until its deadline has still not been
   * delivered. A listener that tells nobody never is behind.
   */
  default boolean isBehind() {
    return false;
  }
}
