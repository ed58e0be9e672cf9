// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.sim;

/** The driver's half of one volume, as the DLL sees it. */
interface KernelVolume {
  /**
   * Programs can reach it now.
   *
   * @param mountPoint {@code R:}, {@code C:\dir}, or {@code \\server\share} (a network volume's
   *     prefix is announced by itself at creation)
   */
  void mounted(String mountPoint);

  /** Programs cannot reach this name any more; what is open stays. */
  void unmounted(String mountPoint);

  /** FspFsctlNotify with an empty buffer: takes the rename lock shared, without waiting. */
  boolean tryBeginNotify();

  /**
   * One work item of FspFsctlNotify, on a worker's thread: takes the rename lock shared and walks
   * the FSP_FSCTL_NOTIFY_INFO records, each on a multiple of 8. A record of size 0 ends a session.
   */
  void notify(byte[] records);

  /** The queue is stopped: each later call is answered STATUS_CANCELLED. */
  void stopped();

  /** The volume is gone, with its caches. User mode must have seen everything closed by now. */
  void deleted();
}
