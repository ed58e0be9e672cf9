// SPDX-License-Identifier: Apache-2.0
package io.ramdrive;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** A mount of either platform, as {@link Mount} shows it, which has the contracts. */
interface MountView {
  /** Where programs find the drive. */
  Path mountPoint();

  boolean isMounted();

  Optional<Transport> transport();

  String negotiation();

  MountStatistics statistics();

  void awaitUnmounted() throws InterruptedException;

  void close();

  /** Mounts a volume, or throws in one sentence. */
  interface Factory {
    MountView mount() throws IOException;
  }
}
