// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.bench.peer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/** A file: blocks of bytes on the heap, the last one as long as it needs to be. */
final class FileNode extends Node {
  /** S_IFREG of linux/stat.h. */
  private static final int S_IFREG = 0100000;

  private static final int BLOCK = 64 << 10;
  private static final byte[] ZEROS = new byte[BLOCK];
  private static final byte[] NOTHING = new byte[0];

  private final ReadWriteLock lock = new ReentrantReadWriteLock();
  private final List<byte[]> blocks = new ArrayList<>();
  private volatile long size;

  FileNode(int permissions) {
    super(S_IFREG | permissions);
  }

  @Override
  long size() {
    return size;
  }

  /** Gives up to {@code count} bytes to {@code sink}; returns how many there were. */
  int read(long offset, int count, BlockVisitor sink) {
    Lock held = lock.readLock();
    held.lock();
    try {
      int length = (int) Math.min(count, Math.max(0, size - offset));
      int done = 0;
      while (done < length) {
        long at = offset + done;
        int inBlock = (int) (at % BLOCK);
        int step = Math.min(BLOCK - inBlock, length - done);
        byte[] block = blocks.get((int) (at / BLOCK));
        int stored = Math.clamp(block.length - (long) inBlock, 0, step);
        if (stored > 0) {
          sink.visit(block, inBlock, stored, done);
        }
        if (stored < step) {
          sink.visit(ZEROS, 0, step - stored, done + stored);
        }
        done += step;
      }
      return length;
    } finally {
      held.unlock();
    }
  }

  /** Has {@code source} fill {@code count} bytes. */
  void write(long offset, int count, BlockVisitor source) {
    Lock held = lock.writeLock();
    held.lock();
    try {
      int done = 0;
      while (done < count) {
        long at = offset + done;
        int inBlock = (int) (at % BLOCK);
        int step = Math.min(BLOCK - inBlock, count - done);
        source.visit(block((int) (at / BLOCK), inBlock + step), inBlock, step, done);
        done += step;
      }
      size = Math.max(size, offset + count);
      modified();
    } finally {
      held.unlock();
    }
  }

  void truncate(long newSize) {
    Lock held = lock.writeLock();
    held.lock();
    try {
      int whole = (int) (newSize / BLOCK);
      int rest = (int) (newSize % BLOCK);
      int kept = rest == 0 ? whole : whole + 1;
      if (blocks.size() > kept) {
        blocks.subList(kept, blocks.size()).clear();
      }
      while (blocks.size() < kept) {
        blocks.add(NOTHING);
      }
      if (rest > 0 && blocks.get(whole).length > rest) {
        blocks.set(whole, Arrays.copyOf(blocks.get(whole), rest));
      }
      size = newSize;
      modified();
    } finally {
      held.unlock();
    }
  }

  /** The block at {@code index}, of {@code length} bytes at least. */
  private byte[] block(int index, int length) {
    while (blocks.size() <= index) {
      blocks.add(NOTHING);
    }
    byte[] block = blocks.get(index);
    if (block.length < length) {
      int doubled = Math.min(BLOCK, Math.max(length, 2 * block.length));
      block = Arrays.copyOf(block, doubled);
      blocks.set(index, block);
    }
    return block;
  }
}
