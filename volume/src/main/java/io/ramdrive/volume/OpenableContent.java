// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.volume;

/** The content of a volume's regular files as files of the operating system. Thread-safe. */
public final class OpenableContent {
  OpenableContent() {}

  /**
   * Opens the content of a file for reading and writing. What is read there is the file's content
   * at any time, and what is written there is, too: the views are told, and the volume's capacity
   * holds. It must not be made shorter there.
   *
   * @param file a regular file of the volume
   * @return the file descriptor, which the caller closes
   * @throws IllegalArgumentException if it is not a regular file
   * @throws IllegalStateException when the system refuses to open one more file
   */
  public int open(Inode file) {
    if (file instanceof TmpfsFile content) {
      return content.open();
    }
    throw new IllegalArgumentException("inode " + file.id() + " is not a regular file");
  }
}
