// SPDX-License-Identifier: Apache-2.0
package io.ramdrive;

/** What the kernel may keep to itself: {@link RamDriveOptions#cache}. */
public enum CacheMode {
  /**
   * The kernel passes every change on at once, so that a drive may have any number of mounts and be
   * used from Java, and all see the same.
   */
  COHERENT("coherent"),

  /**
   * The kernel collects what programs write and passes it on later, and decides sizes and times of
   * files by itself. Nobody else would see the truth: there is one mount and no other view.
   */
  EXCLUSIVE("exclusive");

  private final String key;

  CacheMode(String key) {
    this.key = key;
  }

  /** Its name in configuration files and on the command line. */
  public String key() {
    return key;
  }

  /**
   * The mode that {@code text} names.
   *
   * @throws IllegalArgumentException in one sentence
   */
  static CacheMode parse(String text) {
    for (CacheMode mode : values()) {
      if (mode.key.equals(text)) {
        return mode;
      }
    }
    throw new IllegalArgumentException("'" + text + "' is neither 'coherent' nor 'exclusive'");
  }
}
