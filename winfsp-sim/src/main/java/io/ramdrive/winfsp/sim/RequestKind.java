// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.sim;

import io.ramdrive.winfsp.binding.WinFspConstants;

/** How a request is numbered. */
final class RequestKind {
  private RequestKind() {}

  /** FSP_FSCTL_TRANSACT_KIND of a request. */
  static int of(Request request) {
    return switch (request) {
      case Request.Create _ -> WinFspConstants.FspFsctlTransactCreateKind;
      case Request.Overwrite _ -> WinFspConstants.FspFsctlTransactOverwriteKind;
      case Request.Cleanup _ -> WinFspConstants.FspFsctlTransactCleanupKind;
      case Request.Close _ -> WinFspConstants.FspFsctlTransactCloseKind;
      case Request.Read _ -> WinFspConstants.FspFsctlTransactReadKind;
      case Request.Write _ -> WinFspConstants.FspFsctlTransactWriteKind;
      case Request.QueryInformation _ -> WinFspConstants.FspFsctlTransactQueryInformationKind;
      case Request.SetBasic _,
          Request.SetAllocation _,
          Request.SetEndOfFile _,
          Request.SetDisposition _,
          Request.Rename _ ->
          WinFspConstants.FspFsctlTransactSetInformationKind;
      case Request.QueryEa _ -> WinFspConstants.FspFsctlTransactQueryEaKind;
      case Request.SetEa _ -> WinFspConstants.FspFsctlTransactSetEaKind;
      case Request.Flush _ -> WinFspConstants.FspFsctlTransactFlushBuffersKind;
      case Request.QueryVolume _ -> WinFspConstants.FspFsctlTransactQueryVolumeInformationKind;
      case Request.SetVolumeLabel _ -> WinFspConstants.FspFsctlTransactSetVolumeInformationKind;
      case Request.QueryDirectory _ -> WinFspConstants.FspFsctlTransactQueryDirectoryKind;
      case Request.GetReparsePoint _, Request.SetReparsePoint _, Request.DeleteReparsePoint _ ->
          WinFspConstants.FspFsctlTransactFileSystemControlKind;
      case Request.DeviceControl _ -> WinFspConstants.FspFsctlTransactDeviceControlKind;
      case Request.QuerySecurity _ -> WinFspConstants.FspFsctlTransactQuerySecurityKind;
      case Request.SetSecurity _ -> WinFspConstants.FspFsctlTransactSetSecurityKind;
      case Request.QueryStreams _ -> WinFspConstants.FspFsctlTransactQueryStreamInformationKind;
    };
  }
}
