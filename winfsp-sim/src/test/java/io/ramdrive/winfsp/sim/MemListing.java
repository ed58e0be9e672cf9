// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.sim;

import io.ramdrive.winfsp.binding.DirInfo;
import io.ramdrive.winfsp.binding.Pointer;
import io.ramdrive.winfsp.binding.StreamInfo;
import io.ramdrive.winfsp.binding.WinFspLibrary;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.jspecify.annotations.Nullable;

/** Lists directories and streams of {@link MemFs}, as far as the buffer goes. */
final class MemListing {
  private static final MemorySegment MEMORY = Pointer.MEMORY;

  private final WinFspLibrary library;

  MemListing(WinFspLibrary library) {
    this.library = library;
  }

  /** The entries behind a name, which need not be there any more. */
  void directory(
      MemNode directory, @Nullable String after, long buffer, int length, long pBytesTransferred) {
    boolean dotDotNext = after == null || after.equals(".");
    MemNode parent = directory.parent;
    if (parent != null) {
      if (after == null && !add(directory, ".", buffer, length, pBytesTransferred)) {
        return;
      }
      if (dotDotNext && !add(parent, "..", buffer, length, pBytesTransferred)) {
        return;
      }
    }
    var rest =
        dotDotNext || after == null || after.equals("..")
            ? directory.children
            : directory.children.tailMap(VolumeTraits.upper(after), false);
    for (MemNode child : rest.values()) {
      if (!add(child, child.name, buffer, length, pBytesTransferred)) {
        return;
      }
    }
    library.addDirInfo(0, buffer, length, pBytesTransferred);
  }

  /** All streams of a file. */
  void streams(MemNode node, long buffer, int length, long pBytesTransferred) {
    if (!node.directory && !stream(node, "", buffer, length, pBytesTransferred)) {
      return;
    }
    for (MemNode each : node.streams.values()) {
      if (!stream(each, each.name, buffer, length, pBytesTransferred)) {
        return;
      }
    }
    library.addStreamInfo(0, buffer, length, pBytesTransferred);
  }

  private boolean add(MemNode node, String name, long buffer, int length, long pBytes) {
    try (Arena arena = Arena.ofConfined()) {
      long entry = arena.allocate(DirInfo.SIZE + 2L * name.length() + 2, 8).address();
      fill(node, name, entry);
      return library.addDirInfo(entry, buffer, length, pBytes);
    }
  }

  /** One entry. */
  static void fill(MemNode node, String name, long entry) {
    DirInfo.size(MEMORY, entry, DirInfo.SIZE + 2 * name.length());
    node.write(entry + DirInfo.FileInfo);
    for (int i = 0; i < name.length(); i++) {
      MEMORY.set(
          ValueLayout.JAVA_CHAR_UNALIGNED, entry + DirInfo.FileNameBuf + 2L * i, name.charAt(i));
    }
  }

  private boolean stream(MemNode node, String name, long buffer, int length, long pBytes) {
    try (Arena arena = Arena.ofConfined()) {
      long entry = arena.allocate(StreamInfo.SIZE + 2L * name.length() + 2, 8).address();
      StreamInfo.size(MEMORY, entry, StreamInfo.SIZE + 2 * name.length());
      StreamInfo.streamSize(MEMORY, entry, node.size);
      StreamInfo.streamAllocationSize(MEMORY, entry, node.data.length);
      for (int i = 0; i < name.length(); i++) {
        MEMORY.set(
            ValueLayout.JAVA_CHAR_UNALIGNED,
            entry + StreamInfo.StreamNameBuf + 2L * i,
            name.charAt(i));
      }
      return library.addStreamInfo(entry, buffer, length, pBytes);
    }
  }
}
