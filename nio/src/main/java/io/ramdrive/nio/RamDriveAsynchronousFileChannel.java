// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.nio;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.CompletionHandler;
import java.nio.channels.FileLock;
import java.nio.channels.NonReadableChannelException;
import java.nio.channels.NonWritableChannelException;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** An open file whose reads and writes are done by an executor's threads. */
final class RamDriveAsynchronousFileChannel extends AsynchronousFileChannel {
  private static final Executor VIRTUAL_THREADS = Thread::startVirtualThread;

  private final RamDriveFileChannel file;
  private final Executor executor;

  RamDriveAsynchronousFileChannel(RamDriveFileChannel file, @Nullable Executor executor) {
    file.ignoreInterrupts();
    this.file = file;
    this.executor = executor == null ? VIRTUAL_THREADS : executor;
  }

  private <T extends @Nullable Object> CompletableFuture<T> start(Callable<T> work) {
    CompletableFuture<T> future = new CompletableFuture<>();
    if (file.isOpen()) {
      executor.execute(() -> complete(future, work));
    } else {
      future.completeExceptionally(new ClosedChannelException());
    }
    return future;
  }

  @SuppressWarnings("CatchAndPrintStackTrace")
  private <T extends @Nullable Object> void complete(
      CompletableFuture<T> future, Callable<T> work) {
    try {
      future.complete(work.call());
    } catch (Exception e) {
      future.completeExceptionally(seen(e));
    }
  }

  private <T extends @Nullable Object, A extends @Nullable Object> void start(
      Callable<T> work, A attachment, CompletionHandler<T, ? super A> handler) {
    if (!file.isOpen()) {
      executor.execute(() -> handler.failed(new ClosedChannelException(), attachment));
      return;
    }
    executor.execute(
        () -> {
          T result;
          try {
            result = work.call();
          } catch (Exception e) {
            handler.failed(seen(e), attachment);
            return;
          }
          handler.completed(result, attachment);
        });
  }

  /** What was begun before the channel was closed fails by that. */
  private Exception seen(Exception thrown) {
    return thrown instanceof IOException && !file.isOpen()
        ? new AsynchronousCloseException()
        : thrown;
  }

  private void checkRead(ByteBuffer into, long position) {
    if (position < 0) {
      throw new IllegalArgumentException("Negative position");
    }
    if (into.isReadOnly()) {
      throw new IllegalArgumentException("Read-only buffer");
    }
    if (!file.mode().read()) {
      throw new NonReadableChannelException();
    }
  }

  private void checkWrite(long position) {
    if (position < 0) {
      throw new IllegalArgumentException("Negative position");
    }
    if (!file.mode().write()) {
      throw new NonWritableChannelException();
    }
  }

  @Override
  public <A> void read(
      ByteBuffer dst, long position, A attachment, CompletionHandler<Integer, ? super A> handler) {
    checkRead(dst, position);
    start(() -> file.read(dst, position), attachment, handler);
  }

  @Override
  public Future<Integer> read(ByteBuffer dst, long position) {
    checkRead(dst, position);
    return start(() -> file.read(dst, position));
  }

  @Override
  public <A> void write(
      ByteBuffer src, long position, A attachment, CompletionHandler<Integer, ? super A> handler) {
    checkWrite(position);
    start(() -> file.write(src, position), attachment, handler);
  }

  @Override
  public Future<Integer> write(ByteBuffer src, long position) {
    checkWrite(position);
    return start(() -> file.write(src, position));
  }

  @Override
  public <A> void lock(
      long position,
      long size,
      boolean shared,
      A attachment,
      CompletionHandler<FileLock, ? super A> handler) {
    checkLock(shared);
    RamDriveFileLock lock = lockIfOpen(position, size, shared);
    start(() -> stillLocked(lock), attachment, handler);
  }

  /** It is there, or refused, when this returns: nothing is waited for. */
  @Override
  public Future<FileLock> lock(long position, long size, boolean shared) {
    checkLock(shared);
    RamDriveFileLock lock = lockIfOpen(position, size, shared);
    return start(() -> stillLocked(lock));
  }

  private void checkLock(boolean shared) {
    if (shared && !file.mode().read()) {
      throw new NonReadableChannelException();
    }
    if (!shared && !file.mode().write()) {
      throw new NonWritableChannelException();
    }
  }

  @Override
  public FileLock tryLock(long position, long size, boolean shared) throws IOException {
    file.checkLock(shared);
    return acquire(position, size, shared);
  }

  /** Null when the channel is closed: whoever goes on from there finds that out. */
  private @Nullable RamDriveFileLock lockIfOpen(long position, long size, boolean shared) {
    try {
      return acquire(position, size, shared);
    } catch (IOException closed) {
      return null;
    }
  }

  private static FileLock stillLocked(@Nullable RamDriveFileLock lock) throws IOException {
    if (lock == null || !lock.isValid()) {
      throw new AsynchronousCloseException();
    }
    return lock;
  }

  private RamDriveFileLock acquire(long position, long size, boolean shared) throws IOException {
    file.requireOpen();
    RamDriveFileLock lock =
        new RamDriveFileLock(
            this, file, position, RamDriveFileChannel.lockSize(position, size), shared);
    file.addLock(lock);
    return lock;
  }

  @Override
  public long size() throws IOException {
    return file.size();
  }

  @Override
  public AsynchronousFileChannel truncate(long size) throws IOException {
    file.truncate(size);
    return this;
  }

  @Override
  public void force(boolean metaData) throws IOException {
    file.force(metaData);
  }

  @Override
  public boolean isOpen() {
    return file.isOpen();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
