// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp;

import static io.ramdrive.winfsp.binding.WinNt.*;

import io.ramdrive.volume.Attributes;
import io.ramdrive.volume.Mode;
import io.ramdrive.winfsp.binding.FileInfo;
import io.ramdrive.winfsp.binding.Pointer;
import java.lang.foreign.MemorySegment;

/**
 * What the kernel is told of an inode. It takes all of it for the truth, whatever it asked, so all
 * 72 bytes are always written.
 */
final class FileInfos {
  /** Bytes in which space is told: SectorSize * SectorsPerAllocationUnit of the volume. */
  static final int ALLOCATION_UNIT = 4096;

  /** winnt.h. */
  private static final int FILE_ATTRIBUTE_OFFLINE = 0x00001000;

  /** What a program can set; the other bits say what a file is. */
  static final int SETTABLE =
      FILE_ATTRIBUTE_READONLY
          | FILE_ATTRIBUTE_HIDDEN
          | FILE_ATTRIBUTE_SYSTEM
          | FILE_ATTRIBUTE_ARCHIVE
          | FILE_ATTRIBUTE_TEMPORARY
          | FILE_ATTRIBUTE_OFFLINE
          | FILE_ATTRIBUTE_NOT_CONTENT_INDEXED;

  private static final MemorySegment MEMORY = Pointer.MEMORY;

  private FileInfos() {}

  /** Writes FSP_FSCTL_FILE_INFO. */
  static void write(long to, Attributes of) {
    boolean isFile = Mode.type(of.mode()) == Mode.S_IFREG;
    FileInfo.fileAttributes(MEMORY, to, fileAttributes(of));
    FileInfo.reparseTag(MEMORY, to, reparseTag(of));
    FileInfo.creationTime(MEMORY, to, FileTimes.of(of.btimeSeconds(), of.btimeNanos()));
    FileInfo.lastAccessTime(MEMORY, to, FileTimes.of(of.atimeSeconds(), of.atimeNanos()));
    FileInfo.lastWriteTime(MEMORY, to, FileTimes.of(of.mtimeSeconds(), of.mtimeNanos()));
    FileInfo.changeTime(MEMORY, to, FileTimes.of(of.ctimeSeconds(), of.ctimeNanos()));
    FileInfo.indexNumber(MEMORY, to, of.id());
    FileInfo.hardLinks(MEMORY, to, 0); // as the header demands
    FileInfo.eaSize(MEMORY, to, of.eaSize());
    writeSizes(to, isFile ? of.size() : 0, isFile ? of.allocated() : 0);
  }

  /** Makes it that of a named stream, which has sizes of its own and is no directory. */
  static void writeStream(long to, Attributes stream) {
    int attributes = FileInfo.fileAttributes(MEMORY, to) & ~FILE_ATTRIBUTE_DIRECTORY;
    FileInfo.fileAttributes(MEMORY, to, attributes == 0 ? FILE_ATTRIBUTE_NORMAL : attributes);
    writeSizes(to, stream.size(), stream.allocated());
  }

  /** FILE_ATTRIBUTE_* of an inode. */
  static int fileAttributes(Attributes of) {
    int type = Mode.type(of.mode());
    int attributes = of.dosAttributes();
    if (attributes == Attributes.NO_DOS_ATTRIBUTES) {
      // What no Windows program has touched yet has never been backed up by one.
      attributes = type == Mode.S_IFREG ? FILE_ATTRIBUTE_ARCHIVE : 0;
    }
    attributes &= SETTABLE;
    if (type == Mode.S_IFDIR) {
      attributes |= FILE_ATTRIBUTE_DIRECTORY;
    }
    if (reparseTag(of) != 0) {
      attributes |= FILE_ATTRIBUTE_REPARSE_POINT;
    }
    return attributes == 0 ? FILE_ATTRIBUTE_NORMAL : attributes;
  }

  /** The tag of a reparse point, which a symlink of the volume is too; else 0. */
  static int reparseTag(Attributes of) {
    return Mode.type(of.mode()) == Mode.S_IFLNK ? IO_REPARSE_TAG_SYMLINK : of.reparseTag();
  }

  /** What {@code size} bytes take. */
  static long allocationSize(long size, long allocated) {
    long bytes = Math.min(Math.max(size, allocated), Long.MAX_VALUE - ALLOCATION_UNIT);
    return (bytes + ALLOCATION_UNIT - 1) & -ALLOCATION_UNIT;
  }

  private static void writeSizes(long to, long size, long allocated) {
    FileInfo.fileSize(MEMORY, to, size);
    FileInfo.allocationSize(MEMORY, to, allocationSize(size, allocated));
  }
}
