// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.volume;

/** The content of a volume's regular files as files of the operating system. Thread-safe. */
public final class OpenableContent {
  private final ThreadLocal<Call> calls = ThreadLocal.withInitial(() -> new Call(inode -> {}));
  private final Volume volume;

  OpenableContent(Volume volume) {
    this.volume = volume;
  }

  /**
   * Opens the content of a file for reading and writing. What is read there is the file's content
   * at any time, and what is written there is, too: the views are told, and the volume's capacity
   * holds. It must not be made shorter there.
   *
   * @param file a regular file of the volume
   * @return the file descriptor, which the caller closes, or a negated error number
   * @throws IllegalArgumentException if it is not a regular file
   */
  public int open(Inode file) {
    if (file instanceof TmpfsFile content) {
      return content.open();
    }
    throw new IllegalArgumentException("inode " + file.id() + " is not a regular file");
  }

  /**
   * Tells the views if the content of a file is not as it was when they were last told. For who
   * closes what programs may have mapped: what they store to memory raises no event.
   *
   * @param id an inode's; nothing happens if it is not a regular file's
   */
  public void noticeStores(long id) {
    Inode inode = volume.inode(id);
    if (inode instanceof TmpfsFile file && file.tryRetain()) {
      try {
        file.publishWrites(calls.get());
      } finally {
        file.release();
      }
    }
  }
}
