// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

import java.lang.foreign.MemorySegment;

/**
 * One dispatcher's way to the kernel: requests come in, replies go out. All methods but {@link
 * #isIdle()} and {@link #close()} belong to the one thread that serves the channel. A reply must go
 * through the channel that its request came from.
 */
interface KernelChannel extends AutoCloseable {
  /** {@link #receive}, {@link #poll}: the file system has been unmounted or aborted. */
  int ENDED = -1;

  /** {@link #poll}: no request is waiting. */
  int NONE = 0;

  /**
   * Waits for the next request and puts it at the start of {@code into}.
   *
   * @param into at least as large as {@link #requestBuffer()}
   * @return the length of the request in bytes, at least that of its header, or {@link #ENDED}
   */
  int receive(MemorySegment into);

  /** As {@link #receive}, but returns {@link #NONE} at once where that would wait. */
  int poll(MemorySegment into);

  /**
   * Whether the channel's thread waits in the kernel for a request now. Any thread may ask; the
   * answer costs a look into /proc.
   */
  boolean isIdle();

  /** Room for the largest request; the same memory for the life of the channel. */
  MemorySegment requestBuffer();

  /**
   * Sends the {@code length} bytes of a reply at {@code address}, a fuse_out_header first.
   *
   * @return 0, or the negated error number; a request that its caller gave up meanwhile (ENOENT) is
   *     not an error
   */
  int send(long address, int length);

  /**
   * As {@link #send}, gathered from {@code count} struct iovec at {@code iovecs}; the first of them
   * is the fuse_out_header.
   */
  int sendv(long iovecs, int count);

  /** Closes the channel: requests taken from it but not answered fail. No thread may be in it. */
  @Override
  void close();
}
