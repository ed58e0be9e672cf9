// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.nio;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The open file systems of this JVM by name: how a URI finds its own. */
final class OpenFileSystems {
  private static final Map<String, RamDriveFileSystem> BY_NAME = new ConcurrentHashMap<>();

  private OpenFileSystems() {}

  /** False when the name is taken. */
  static boolean add(RamDriveFileSystem fileSystem) {
    return BY_NAME.putIfAbsent(fileSystem.name(), fileSystem) == null;
  }

  static @Nullable RamDriveFileSystem find(String name) {
    return BY_NAME.get(name);
  }

  static void remove(RamDriveFileSystem fileSystem) {
    BY_NAME.remove(fileSystem.name(), fileSystem);
  }
}
