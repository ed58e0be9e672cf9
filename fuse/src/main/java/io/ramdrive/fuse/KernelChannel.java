// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

import io.ramdrive.volume.SparePages;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

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
   * Waits for the next request, which {@link #request()} then begins with.
   *
   * @return the length of the request in bytes, or {@link #ENDED}
   */
  int receive();

  /**
   * The memory that begins with the request that {@link #receive} took last. It is the channel's
   * own, and another one perhaps after each {@link #receive}.
   */
  MemorySegment request();

  /**
   * The pages that hold the data of the WRITE that {@link #receive} took last, from the first page
   * on; null if the data lie in {@link #request()}. What holds it changes with the next {@link
   * #receive}.
   */
  default @Nullable SparePages arrived() {
    return null;
  }

  /**
   * As {@link #receive}, but puts the request at the start of {@code into}, and returns {@link
   * #NONE} at once where that would wait.
   *
   * @param into at least as large as {@link #request()}
   */
  int poll(MemorySegment into);

  /**
   * Whether what the kernel tells without waiting for an answer, FORGETs above all, comes through
   * this channel and those like it.
   */
  boolean takesForgets();

  /**
   * Whether the channel's thread waits in the kernel for a request now. Any thread may ask; the
   * answer costs a look into /proc.
   */
  boolean isIdle();

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

  /** Closes the channel; no thread may be in it. */
  @Override
  void close();
}
