// SPDX-License-Identifier: Apache-2.0
package io.ramdrive;

/** Who moves the data of files on Linux: {@link RamDriveOptions#dataPath}. */
public enum DataPath {
  /** The drive: the kernel asks it for what is not in its page cache. */
  SERVED("served"),

  /**
   * The kernel itself, in shared memory that the drive gives it: data is stored once and moves
   * about as fast as on tmpfs, but each open costs a request. Only root can have it.
   */
  PASSTHROUGH("passthrough");

  private final String key;

  DataPath(String key) {
    this.key = key;
  }

  /** Its name in configuration files and on the command line. */
  public String key() {
    return key;
  }

  /**
   * The path that {@code text} names.
   *
   * @throws IllegalArgumentException in one sentence
   */
  static DataPath parse(String text) {
    for (DataPath path : values()) {
      if (path.key.equals(text)) {
        return path;
      }
    }
    throw new IllegalArgumentException("'" + text + "' is neither 'served' nor 'passthrough'");
  }
}
