// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.sim;

import io.ramdrive.winfsp.binding.WinNt;

/** A request by which the simulator finds out what is there; the driver sends no such thing. */
final class Probe {
  private Probe() {}

  /** Opens what exists, as the kernel, for its attributes; to be followed by a Close. */
  static Request.Create open(String name, VolumeTraits traits) {
    return new Request.Create(
        name,
        WinNt.FILE_OPEN_REPARSE_POINT,
        WinNt.FILE_OPEN,
        FileAccess.FILE_READ_ATTRIBUTES,
        FileAccess.FILE_SHARE_ALL,
        0,
        null,
        0,
        null,
        false,
        false,
        traits.caseSensitive(),
        false,
        FileName.streamStart(name),
        CreateRequests.KERNEL);
  }
}
