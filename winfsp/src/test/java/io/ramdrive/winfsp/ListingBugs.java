// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;

import io.ramdrive.winfsp.binding.DirInfo;
import io.ramdrive.winfsp.binding.Operations;
import io.ramdrive.winfsp.binding.Pointer;
import io.ramdrive.winfsp.binding.WideString;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Views whose listings of directories are wrong. */
final class ListingBugs {
  private ListingBugs() {}

  /** A view whose listings are made anew of their records. */
  abstract static class Rewritten extends ForwardingOperations {
    Rewritten(Operations view) {
      super(view);
    }

    /** Changes the list of DIR_INFO records; the last may be the end of the listing. */
    abstract void rewrite(List<byte[]> records);

    @Override
    public int readDirectory(
        long fileContext,
        long pattern,
        long marker,
        long buffer,
        int length,
        long pBytesTransferred) {
      int status =
          view.readDirectory(fileContext, pattern, marker, buffer, length, pBytesTransferred);
      if (status == 0) {
        int end = Pointer.MEMORY.get(JAVA_INT_UNALIGNED, pBytesTransferred);
        List<byte[]> records = new ArrayList<>();
        for (int at = 0; at < end; ) {
          int size = Math.max(2, DirInfo.size(Pointer.MEMORY, buffer + at));
          records.add(Pointer.MEMORY.asSlice(buffer + at, size).toArray(JAVA_BYTE));
          at += size + 7 & -8;
        }
        rewrite(records);
        int at = 0;
        int written = 0;
        for (byte[] record : records) {
          Pointer.MEMORY
              .asSlice(buffer + at, record.length)
              .copyFrom(MemorySegment.ofArray(record));
          written = at + record.length;
          at += record.length + 7 & -8;
        }
        Pointer.MEMORY.set(JAVA_INT_UNALIGNED, pBytesTransferred, written);
      }
      return status;
    }

    static boolean isEnd(byte[] dirInfo) {
      return dirInfo.length < DirInfo.SIZE;
    }

    static String name(byte[] dirInfo) {
      return WideString.read(
          MemorySegment.ofArray(dirInfo),
          DirInfo.FileNameBuf,
          (dirInfo.length - DirInfo.FileNameBuf) / 2);
    }
  }

  /** In another order than markers need. */
  static final class Unsorted extends Rewritten {
    Unsorted(Operations view) {
      super(view);
    }

    @Override
    void rewrite(List<byte[]> records) {
      int names =
          records.isEmpty() || !isEnd(records.getLast()) ? records.size() : records.size() - 1;
      Collections.reverse(records.subList(0, names));
    }
  }

  /** Never says that it is complete. */
  static final class WithoutEnd extends Rewritten {
    WithoutEnd(Operations view) {
      super(view);
    }

    @Override
    void rewrite(List<byte[]> records) {
      records.removeIf(Rewritten::isEnd);
    }
  }

  /** Does not hold . and .. */
  static final class WithoutDots extends Rewritten {
    WithoutDots(Operations view) {
      super(view);
    }

    @Override
    void rewrite(List<byte[]> records) {
      records.removeIf(each -> !isEnd(each) && (name(each).equals(".") || name(each).equals("..")));
    }
  }

  /** Begins from the start each time. */
  static final class WithoutMarker extends ForwardingOperations {
    WithoutMarker(Operations view) {
      super(view);
    }

    @Override
    public int readDirectory(
        long fileContext,
        long pattern,
        long marker,
        long buffer,
        int length,
        long pBytesTransferred) {
      return view.readDirectory(
          fileContext, pattern, Pointer.NULL, buffer, length, pBytesTransferred);
    }
  }
}
