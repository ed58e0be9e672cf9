// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/** A directory to mount on. Nothing here touches what is mounted on it. */
final class MountPoint {
  /** What tells our mounts from those of other FUSE servers. */
  static final String SUBTYPE = "ramdrive";

  /** What the kernel calls our mounts. */
  static final String TYPE = "fuse." + SUBTYPE;

  private final Path path;
  private final byte[] bytes;

  /**
   * Any directory; see {@link MountPointCheck}.
   *
   * @param path absolute, without links
   */
  MountPoint(Path path) {
    this.path = path;
    this.bytes = path.toString().getBytes(Charset.forName(System.getProperty("native.encoding")));
  }

  /** The path with all links followed. */
  Path path() {
    return path;
  }

  /** The path as a C string. */
  MemorySegment allocate(Arena arena) {
    MemorySegment string = arena.allocate(bytes.length + 1L);
    MemorySegment.copy(bytes, 0, string, ValueLayout.JAVA_BYTE, 0, bytes.length);
    return string;
  }

  /** What is mounted here now. */
  Optional<MountTable.Entry> mounted() throws MountException {
    return MountTable.read().at(new String(bytes, StandardCharsets.ISO_8859_1));
  }

  @Override
  public String toString() {
    return path.toString();
  }
}
