// SPDX-License-Identifier: Apache-2.0
package io.ramdrive;

import io.ramdrive.volume.Volume;
import java.io.IOException;
import java.util.Objects;

/** A mount on Windows. */
final class WinFspView {
  private WinFspView() {}

  static MountView mount(Volume volume, String mountPoint, RamDriveOptions options)
      throws IOException {
    Objects.requireNonNull(volume);
    Objects.requireNonNull(options);
    throw new IOException(mountPoint + " cannot be mounted on Windows yet.");
  }
}
