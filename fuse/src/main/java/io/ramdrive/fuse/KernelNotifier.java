// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

/** The way by which notifications reach a kernel. */
interface KernelNotifier extends AutoCloseable {
  /**
   * Sends the {@code length} bytes of a notification at {@code address}, a fuse_out_header first.
   * May wait for locks that programs hold while they wait for a reply.
   *
   * @return 0, or the negated error number; ENOENT: the kernel has nothing of the kind
   */
  int send(long address, int length);

  /** No thread may be sending. */
  @Override
  void close();
}
