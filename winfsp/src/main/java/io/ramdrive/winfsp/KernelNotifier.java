// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp;

/** Sends one notification: FspFileSystemNotify. */
interface KernelNotifier {
  /**
   * Tells the kernel that {@code path} has changed.
   *
   * @return an NTSTATUS
   */
  int notify(int filter, int action, String path);
}
