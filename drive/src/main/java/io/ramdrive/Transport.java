// SPDX-License-Identifier: Apache-2.0
package io.ramdrive;

/** How requests of the Linux kernel reach the drive: {@link RamDriveOptions#transport}. */
public enum Transport {
  /** By rings where the kernel offers them, else by the device. */
  AUTO("auto"),

  /** By reading and writing /dev/fuse, which every kernel can. */
  DEVICE("device"),

  /**
   * By io_uring: each processor has a queue and a thread of its own, so that a request is served
   * where its program runs. The kernel offers it when its module parameter {@code
   * fuse.enable_uring} is on.
   */
  RING("ring");

  private final String key;

  Transport(String key) {
    this.key = key;
  }

  /** Its name in configuration files and on the command line. */
  public String key() {
    return key;
  }

  /**
   * The transport that {@code text} names.
   *
   * @throws IllegalArgumentException in one sentence
   */
  static Transport parse(String text) {
    for (Transport transport : values()) {
      if (transport.key.equals(text)) {
        return transport;
      }
    }
    throw new IllegalArgumentException("'" + text + "' is neither 'auto', 'device' nor 'ring'");
  }
}
