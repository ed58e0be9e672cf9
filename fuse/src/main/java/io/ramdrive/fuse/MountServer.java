// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

/** What a mount serves requests with. */
interface MountServer {
  /**
   * A task that serves {@code channel} until it ends. When it throws, the requests that it has not
   * answered fail, and another task for another channel takes its place.
   */
  Runnable dispatcher(KernelChannel channel);

  /** Called once, when the kernel knows nothing of the mount any more and no dispatcher runs. */
  void unmounted();
}
