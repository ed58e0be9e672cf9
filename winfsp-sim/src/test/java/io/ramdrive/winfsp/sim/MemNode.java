// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.sim;

import io.ramdrive.winfsp.binding.FileInfo;
import io.ramdrive.winfsp.binding.FullEaInformation;
import io.ramdrive.winfsp.binding.Pointer;
import io.ramdrive.winfsp.binding.WinNt;
import java.lang.foreign.MemorySegment;
import java.time.Instant;
import java.util.Arrays;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A file, directory or stream of {@link MemFs}. */
final class MemNode {
  static final int UNIT = 4096;

  final boolean directory;
  final @Nullable MemNode main;
  final long index;
  final TreeMap<String, MemNode> children = new TreeMap<>();
  final TreeMap<String, MemNode> streams = new TreeMap<>();
  final TreeMap<String, byte[]> eas = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  @Nullable MemNode parent;
  String name;
  byte[] security = {};
  byte @Nullable [] reparse;
  byte[] data = {};
  int size;
  int opens;
  int attributes;
  long creationTime;
  long lastAccessTime;
  long lastWriteTime;
  long changeTime;

  MemNode(@Nullable MemNode parent, @Nullable MemNode main, String name, boolean dir, long index) {
    this.parent = parent;
    this.main = main;
    this.name = name;
    this.directory = dir;
    this.index = index;
    creationTime = now();
    lastAccessTime = creationTime;
    lastWriteTime = creationTime;
    changeTime = creationTime;
  }

  static long now() {
    Instant now = Instant.now();
    return (now.getEpochSecond() + 11_644_473_600L) * 10_000_000 + now.getNano() / 100;
  }

  /** What holds attributes and times. */
  MemNode owner() {
    MemNode file = main;
    return file == null ? this : file;
  }

  String path() {
    MemNode file = main;
    MemNode above = parent;
    if (file != null) {
      return file.path() + ":" + name;
    }
    return above == null ? "\\" : FileName.child(above.path(), name);
  }

  void touch() {
    owner().lastWriteTime = now();
    owner().changeTime = owner().lastWriteTime;
  }

  /** Gives it room for so many bytes, in units; the bytes in front stay. */
  void allocate(long bytes) {
    data = Arrays.copyOf(data, rounded(bytes));
  }

  static int rounded(long bytes) {
    return (int) ((bytes + UNIT - 1) / UNIT * UNIT);
  }

  void resize(int newSize) {
    if (newSize < size) {
      Arrays.fill(data, newSize, size, (byte) 0);
    }
    size = newSize;
  }

  void write(long at) {
    MemorySegment memory = Pointer.MEMORY;
    MemNode meta = owner();
    int shown = meta.attributes;
    if (main != null) {
      shown &= ~WinNt.FILE_ATTRIBUTE_DIRECTORY;
    }
    FileInfo.fileAttributes(memory, at, shown == 0 ? WinNt.FILE_ATTRIBUTE_NORMAL : shown);
    byte[] link = meta.reparse;
    FileInfo.reparseTag(
        memory,
        at,
        link == null
            ? 0
            : (link[0] & 0xFF)
                | (link[1] & 0xFF) << 8
                | (link[2] & 0xFF) << 16
                | (link[3] & 0xFF) << 24);
    FileInfo.allocationSize(memory, at, data.length);
    FileInfo.fileSize(memory, at, size);
    FileInfo.creationTime(memory, at, meta.creationTime);
    FileInfo.lastAccessTime(memory, at, meta.lastAccessTime);
    FileInfo.lastWriteTime(memory, at, meta.lastWriteTime);
    FileInfo.changeTime(memory, at, meta.changeTime);
    FileInfo.indexNumber(memory, at, index);
    FileInfo.hardLinks(memory, at, 0);
    int eaSize = 0;
    for (var ea : meta.eas.entrySet()) {
      eaSize += FullEaInformation.EaName - 3 + ea.getKey().length() + ea.getValue().length;
    }
    FileInfo.eaSize(memory, at, eaSize);
  }
}
