// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.sim;

/** The driver, as the DLL sees it. */
interface KernelSide {
  /**
   * FspFsctlCreateVolume: a volume without a mount point. The DLL has checked the parameters.
   *
   * @param network whether the device is WinFsp.Net
   * @param volumeParams FSP_FSCTL_VOLUME_PARAMS, 504 bytes
   */
  KernelVolume createVolume(boolean network, byte[] volumeParams, UserMode userMode);
}
