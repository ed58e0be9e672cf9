// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.sim;

import io.ramdrive.winfsp.binding.WinNt;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a file, directory or stream must be after all that programs did to it. The model volume's
 * monitor guards names and children; the lock of the file's node the rest.
 */
final class ModelFile {
  /** The attributes that the model follows. */
  static final int ATTRIBUTES =
      WinNt.FILE_ATTRIBUTE_READONLY
          | WinNt.FILE_ATTRIBUTE_HIDDEN
          | WinNt.FILE_ATTRIBUTE_SYSTEM
          | WinNt.FILE_ATTRIBUTE_DIRECTORY
          | WinNt.FILE_ATTRIBUTE_ARCHIVE
          | WinNt.FILE_ATTRIBUTE_REPARSE_POINT;

  /** Attributes to be taken as they are found next. */
  static final int UNKNOWN = -1;

  final boolean directory;

  /** A stream's file, else null. */
  final @Nullable ModelFile main;

  final TreeMap<String, ModelFile> children = new TreeMap<>();
  final TreeMap<String, ModelFile> streams = new TreeMap<>();
  private final SparseBytes bytes = new SparseBytes();

  @Nullable ModelFile parent;
  String name;

  /** Whether all children are known. */
  boolean complete;

  /** A Cleanup that deletes it is on its way. */
  boolean unlinking;

  /** No name leads to it. */
  boolean unlinked;

  /** Whether a stream of it was opened, through which others may change its attributes. */
  volatile boolean hadStreams;

  /**
   * Whether it has lost its name is not known: others were about. Of a stream: its file was
   * overwritten while it was open, and may have another stream of this name now.
   */
  volatile boolean uncertain;

  /** File objects without Close. */
  int opens;

  /** 0 until it was seen. */
  long index;

  /** Bytes; of a directory not followed. */
  private volatile long size;

  /** Whether {@link #bytes} are the file's bytes. */
  private volatile boolean contentKnown;

  /** {@link #ATTRIBUTES}, or {@link #UNKNOWN}. */
  volatile int attributes = UNKNOWN;

  /** FILETIME; 0 until it was seen. */
  long creationTime;

  /** The last answer that was found right. */
  @Nullable FileInformation truth;

  ModelFile(@Nullable ModelFile parent, @Nullable ModelFile main, String name, boolean directory) {
    this.parent = parent;
    this.main = main;
    this.name = name;
    this.directory = directory;
  }

  /** Whether its size and bytes are known. */
  boolean isCertain() {
    return !(isStream() && uncertain);
  }

  boolean isStream() {
    return main != null;
  }

  long size() {
    return size;
  }

  boolean contentKnown() {
    return contentKnown;
  }

  /** It was found with this size; an empty file holds no secrets. */
  void adopted(long foundSize) {
    size = foundSize;
    contentKnown = foundSize == 0;
    bytes.truncate(0);
  }

  /** All its bytes were read, while nobody else wrote. */
  void adopted(byte[] content) {
    size = content.length;
    contentKnown = true;
    bytes.truncate(0);
    bytes.write(0, content, 0, content.length);
  }

  void setSize(long newSize) {
    if (newSize < size) {
      bytes.truncate(newSize);
    }
    if (newSize == 0) {
      contentKnown = true;
    }
    size = newSize;
  }

  void write(long offset, byte[] source, int from, int length) {
    bytes.write(offset, source, from, length);
    size = Math.max(size, offset + length);
  }

  byte[] read(long offset, int length) {
    return bytes.read(offset, length);
  }

  /** The bytes that it and its streams cannot do without, as far as it is certain. */
  long held() {
    long held = uncertain ? 0 : bytes.held();
    for (ModelFile stream : streams.values()) {
      held += stream.held();
    }
    return held;
  }

  /** From the volume's root. */
  String path() {
    if (main != null) {
      return main.path() + ":" + name;
    }
    ModelFile above = parent;
    return above == null ? "\\" : FileName.child(above.path(), name);
  }
}
