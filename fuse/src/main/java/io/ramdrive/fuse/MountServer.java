// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

import io.ramdrive.volume.SparePages;
import java.time.Duration;
import java.util.Optional;

/** What a mount serves requests with. */
interface MountServer {
  /** Makes one. */
  @FunctionalInterface
  interface Factory {
    /**
     * Makes the server of the mount whose connected file is {@code connected}.
     *
     * @throws MountException when that cannot be; then nothing is left of it
     */
    MountServer start(int connected, Negotiation negotiation) throws MountException;
  }

  /**
   * A task that serves {@code channel} until it ends. When it throws, the requests that it has not
   * answered fail, and another task for another channel takes its place.
   */
  Runnable dispatcher(KernelChannel channel);

  /** Pages for {@code bytes} bytes of data to arrive in, if they can be spared. */
  default Optional<SparePages> spares(int bytes) {
    return Optional.empty();
  }

  /**
   * Ends all that the server does of its own accord, while the dispatchers still serve: it may be
   * waiting for what a program holds that waits for a dispatcher.
   *
   * @return false when that takes longer
   */
  boolean quiesce(Duration timeout);

  /**
   * Called once, when the kernel knows nothing of the mount any more, no dispatcher runs, and the
   * server is quiet.
   */
  void unmounted();

  /** What the kernel has been told so far. */
  NotificationStatistics notifications();
}
