// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.integration;

import io.ramdrive.DataPath;
import io.ramdrive.Mount;
import io.ramdrive.RamDrive;
import io.ramdrive.RamDriveOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A drive with two mounts, A and B, served by this JVM, and the view of Java. The kernel may cache
 * for ever: nothing but notifications can keep the views alike.
 */
final class SeveralViews implements AutoCloseable {
  private final RamDrive drive;
  private final Path directory;
  private final Mount a;
  private final Mount b;

  SeveralViews() {
    this(DataPath.SERVED);
  }

  SeveralViews(DataPath dataPath) {
    drive =
        RamDrive.create(
            RamDriveOptions.builder()
                .size("512m")
                .fileInfoTimeoutMs(RamDriveOptions.FOR_EVER)
                .dataPath(dataPath)
                .build());
    try {
      directory = Files.createTempDirectory("ramdrive-views-").toRealPath();
      a = drive.mount(Files.createDirectory(directory.resolve("a")));
      b = drive.mount(Files.createDirectory(directory.resolve("b")));
    } catch (IOException e) {
      drive.close();
      throw new UncheckedIOException(e);
    }
  }

  RamDrive drive() {
    return drive;
  }

  /** Where {@code path}, such as {@code /x}, is on the first mount. */
  Path a(String path) {
    return a.path(path);
  }

  /** Where it is on the second mount. */
  Path b(String path) {
    return b.path(path);
  }

  /** Where it is for Java. */
  Path java(String path) {
    return drive.path(path);
  }

  @Override
  public void close() {
    drive.close();
    try {
      Files.delete(directory.resolve("a"));
      Files.delete(directory.resolve("b"));
      Files.delete(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
