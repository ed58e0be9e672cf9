// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.integration;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * What a file must hold: its bytes and attributes, whatever names it has.
 *
 * <p>Whoever changes the size, the attributes or the number of names holds the write lock; whoever
 * reads, or writes within the size, holds the read lock and the lock of each region that the bytes
 * lie in, taken in rising order. So threads work on one file at a time, and yet each knows all its
 * bytes.
 */
final class ChaosFile implements Comparable<ChaosFile> {
  /** The largest size. */
  static final int LARGEST = 256 << 10;

  /** Whole pages, so that what is written through a mapping lies in one region as well. */
  private static final int REGION = 16 << 10;

  private static final int HISTORY = 400;

  final ReadWriteLock lock = new ReentrantReadWriteLock();
  final TreeMap<String, byte[]> xattrs = new TreeMap<>();
  int size;
  int mode;
  int links;

  private final int id;
  private final ReadWriteLock[] regions = new ReadWriteLock[LARGEST / REGION];
  private final ArrayDeque<String> history = new ArrayDeque<>();
  private byte[] content = new byte[0];

  ChaosFile(int id, int mode, int links) {
    this.id = id;
    this.mode = mode;
    this.links = links;
    Arrays.setAll(regions, _ -> new ReentrantReadWriteLock());
  }

  /** Locks the regions of {@code length} bytes at {@code offset} and does the work. */
  void inRegions(int offset, int length, boolean exclusive, Runnable work) {
    int first = offset / REGION;
    int last = length == 0 ? first - 1 : (offset + length - 1) / REGION;
    for (int i = first; i <= last; i++) {
      region(i, exclusive).lock();
    }
    try {
      work.run();
    } finally {
      for (int i = first; i <= last; i++) {
        region(i, exclusive).unlock();
      }
    }
  }

  private Lock region(int index, boolean exclusive) {
    return exclusive ? regions[index].writeLock() : regions[index].readLock();
  }

  /** The bytes become these; the size grows when they reach beyond it. */
  void put(int offset, byte[] bytes, int length) {
    if (length > 0) {
      resize(Math.max(size, offset + length));
      System.arraycopy(bytes, 0, content, offset, length);
    }
  }

  /** Cuts, or extends by zeros. */
  void resize(int to) {
    if (to > content.length) {
      content = Arrays.copyOf(content, Math.max(to, Math.min(LARGEST, 2 * content.length)));
    }
    if (to < size) {
      Arrays.fill(content, to, size, (byte) 0);
    }
    size = to;
  }

  /** The bytes become zeros, as far as the file reaches. */
  void zero(int offset, int length) {
    int end = Math.min(size, offset + length);
    if (offset < end) {
      Arrays.fill(content, offset, end, (byte) 0);
    }
  }

  byte[] bytes(int offset, int length) {
    int end = Math.clamp(offset + (long) length, 0, size);
    return offset >= end ? new byte[0] : Arrays.copyOfRange(content, offset, end);
  }

  /** Whether all bytes from {@code offset} to {@code end} are zeros. */
  boolean isZero(int offset, int end) {
    for (int i = offset; i < Math.min(end, size); i++) {
      if (content[i] != 0) {
        return false;
      }
    }
    return true;
  }

  /** Compares what a read of {@code asked} bytes gave. */
  void check(String how, int offset, int asked, long result, MemorySegment data) {
    int expected = Math.clamp((long) size - offset, 0, asked);
    checkThat(result == expected, how, "expected", expected, "bytes, not", result);
    long at = data.asSlice(0, expected).mismatch(expectation(offset, expected));
    if (at >= 0) {
      byte wrong = data.get(JAVA_BYTE, at);
      byte right = content[(int) (offset + at)];
      checkThat(false, how, "byte", offset + at, "of the file is", wrong, "instead of", right);
    }
  }

  private MemorySegment expectation(int offset, int length) {
    return length == 0
        ? MemorySegment.ofArray(new byte[0])
        : MemorySegment.ofArray(content).asSlice(offset, length);
  }

  /** Fails with the history of the file. */
  void checkThat(boolean condition, String what, Object... problem) {
    if (!condition) {
      StringJoiner words = new StringJoiner(" ");
      for (Object word : problem) {
        words.add(word.toString());
      }
      synchronized (history) {
        throw new AssertionError(
            "%s: %s: %s%nsize %d, links %d, mode %o; the last that was done to it:%n  %s"
                .formatted(this, what, words, size, links, mode, String.join("\n  ", history)));
      }
    }
  }

  /** Notes what is about to be done. */
  void note(String what) {
    synchronized (history) {
      if (history.size() == HISTORY) {
        history.removeFirst();
      }
      history.add(Thread.currentThread().getName() + " " + what);
    }
  }

  @Override
  public int compareTo(ChaosFile other) {
    return Integer.compare(id, other.id);
  }

  @Override
  public String toString() {
    return "file " + id;
  }
}
