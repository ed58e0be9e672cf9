// SPDX-License-Identifier: Apache-2.0

import io.ramdrive.nio.RamDriveFileSystemProvider;
import java.nio.file.spi.FileSystemProvider;

/** The Java view: a {@code java.nio.file} provider over a volume. */
module io.ramdrive.nio {
  requires static transitive org.jspecify;
  requires transitive io.ramdrive.volume;

  exports io.ramdrive.nio;

  provides FileSystemProvider with
      RamDriveFileSystemProvider;
}
