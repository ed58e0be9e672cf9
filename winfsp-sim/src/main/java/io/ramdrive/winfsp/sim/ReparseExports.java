// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.sim;

import static io.ramdrive.winfsp.binding.NtStatus.*;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import io.ramdrive.winfsp.binding.IoStatusBlock;
import io.ramdrive.winfsp.binding.Pointer;
import io.ramdrive.winfsp.binding.WideString;
import io.ramdrive.winfsp.binding.WinFspConstants;
import io.ramdrive.winfsp.binding.WinNt;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/** The functions that find and follow reparse points. */
@SuppressWarnings("MemberName") // the header's names
final class ReparseExports {
  private static final MethodHandle GET_BY_NAME =
      Linker.nativeLinker()
          .downcallHandle(
              FunctionDescriptor.of(
                  JAVA_INT,
                  Pointer.LAYOUT,
                  Pointer.LAYOUT,
                  Pointer.LAYOUT,
                  JAVA_BYTE,
                  Pointer.LAYOUT,
                  Pointer.LAYOUT));

  private static final int ROOM = WinFspConstants.FSP_FSCTL_TRANSACT_RSP_BUFFER_SIZEMAX;
  private static final int MOST_HOPS = 32;
  private static final int SYMLINK_FLAG_RELATIVE = 1;

  // REPARSE_DATA_BUFFER
  private static final int REPARSE_DATA_LENGTH = 4;
  private static final int RESERVED = 6;
  private static final int HEADER_SIZE = 8;
  private static final int SUBSTITUTE_NAME_OFFSET = 8;
  private static final int SUBSTITUTE_NAME_LENGTH = 10;
  private static final int PRINT_NAME_LENGTH = 14;
  private static final int SYMLINK_FLAGS = 16;
  private static final int SYMLINK_PATH = 20;

  // REPARSE_GUID_DATA_BUFFER
  private static final int GUID = 8;
  private static final int GUID_HEADER_SIZE = 24;

  /** The file system's function that knows reparse points by name. */
  private record ByName(long function, long fileSystem, long context) {
    int get(String name, boolean directory, long buffer, long size) {
      try (Arena arena = Arena.ofConfined()) {
        return (int)
            GET_BY_NAME.invokeExact(
                MemorySegment.ofAddress(function),
                fileSystem,
                context,
                WideString.allocate(arena, name).address(),
                (byte) (directory ? 1 : 0),
                buffer,
                size);
      } catch (Throwable e) {
        throw new AssertionError(e);
      }
    }
  }

  byte FspFileSystemFindReparsePoint(
      long fileSystem, long getByName, long context, long fileName, long index) {
    ByName byName = new ByName(getByName, fileSystem, context);
    String name = WideString.read(fileName);
    int start = 1;
    for (int end = name.indexOf('\\', 1); end > 0; end = name.indexOf('\\', start)) {
      int status = byName.get(name.substring(0, end), true, Pointer.NULL, Pointer.NULL);
      if (status >= 0) {
        if (index != Pointer.NULL) {
          Pointer.MEMORY.set(JAVA_INT_UNALIGNED, index, start);
        }
        return 1;
      } else if (status != STATUS_NOT_A_REPARSE_POINT) {
        return 0;
      }
      start = end + 1;
    }
    return 0;
  }

  int FspFileSystemResolveReparsePoints(
      long fileSystem,
      long getByName,
      long context,
      long fileName,
      int index,
      byte resolveLast,
      long ioStatus,
      long buffer,
      long size) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment data = arena.allocate(ROOM, 8);
      Resolution resolution =
          new Resolution(
              new ByName(getByName, fileSystem, context), data, resolveLast != 0, ioStatus);
      return resolution.run(WideString.read(fileName), index, buffer, size);
    }
  }

  /** One walk along a name, link by link. */
  private static final class Resolution {
    private final ByName byName;
    private final MemorySegment data;
    private final boolean resolveLast;
    private final long ioStatus;
    private final long roomThere;

    Resolution(ByName byName, MemorySegment data, boolean resolveLast, long ioStatus) {
      this.byName = byName;
      this.data = data;
      this.resolveLast = resolveLast;
      this.ioStatus = ioStatus;
      this.roomThere = data.byteSize();
    }

    int run(String fileName, int index, long buffer, long size) {
      String path = fileName;
      int at = index;
      int hops = 0;
      boolean lastTried = false;
      while (true) {
        int start = afterBackslashes(path, at);
        int end = componentEnd(path, start);
        boolean last = end == path.length() || path.charAt(end) == ':';
        if (last && (lastTried || !resolveLast)) {
          return symlink(path, SYMLINK_FLAG_RELATIVE, buffer, size);
        }
        lastTried = last;
        String component = path.substring(start, end);
        if (component.equals(".") || component.equals("..")) {
          int kept =
              component.equals(".") ? start : Paths.lastComponent(path.substring(0, start - 1));
          String rest = path.substring(afterBackslashes(path, end));
          path = path.substring(0, kept) + rest;
          at = kept;
          lastTried = false;
          continue;
        }
        int status = get(path.substring(0, end), !last);
        if (status == STATUS_NOT_A_REPARSE_POINT) {
          at = end;
          continue;
        } else if (status == STATUS_OBJECT_NAME_NOT_FOUND && last) {
          return symlink(path, SYMLINK_FLAG_RELATIVE, buffer, size);
        } else if (status < 0) {
          return status == STATUS_OBJECT_NAME_NOT_FOUND ? status : STATUS_OBJECT_PATH_NOT_FOUND;
        }
        if (data.get(JAVA_INT_UNALIGNED, 0) != WinNt.IO_REPARSE_TAG_SYMLINK) {
          return handOn(path.substring(end), buffer, size);
        }
        if (++hops == MOST_HOPS) {
          return STATUS_REPARSE_POINT_NOT_RESOLVED;
        }
        String target = target();
        boolean fromRoot = target.startsWith("\\");
        String rest = path.substring(end);
        path = (fromRoot ? "" : path.substring(0, start)) + target + rest;
        if (fromRoot
            && (data.get(JAVA_INT_UNALIGNED, SYMLINK_FLAGS) & SYMLINK_FLAG_RELATIVE) == 0) {
          return symlink(path, 0, buffer, size);
        }
        at = fromRoot ? 0 : start;
        lastTried = false;
      }
    }

    private static int afterBackslashes(String path, int from) {
      int at = from;
      while (at < path.length() && path.charAt(at) == '\\') {
        at++;
      }
      return at;
    }

    private static int componentEnd(String path, int from) {
      int at = from;
      while (at < path.length() && path.charAt(at) != '\\' && path.charAt(at) != ':') {
        at++;
      }
      return at;
    }

    private int get(String name, boolean directory) {
      try (Arena arena = Arena.ofConfined()) {
        MemorySegment size = arena.allocate(JAVA_LONG_UNALIGNED);
        size.set(JAVA_LONG_UNALIGNED, 0, roomThere);
        return byName.get(name, directory, data.address(), size.address());
      }
    }

    private String target() {
      int offset = data.get(JAVA_SHORT_UNALIGNED, SUBSTITUTE_NAME_OFFSET) & 0xFFFF;
      int length = data.get(JAVA_SHORT_UNALIGNED, SUBSTITUTE_NAME_LENGTH) & 0xFFFF;
      return WideString.read(data, SYMLINK_PATH + offset, length / Character.BYTES);
    }

    /** The name is as far as it goes: the driver tries again with it. */
    private int symlink(String path, int flags, long buffer, long size) {
      int length = path.length() * Character.BYTES;
      MemorySegment memory = Pointer.MEMORY;
      if (SYMLINK_PATH + length + Character.BYTES > memory.get(JAVA_LONG_UNALIGNED, size)) {
        return STATUS_REPARSE_POINT_NOT_RESOLVED;
      }
      memory.asSlice(buffer, SYMLINK_PATH).fill((byte) 0);
      memory.set(JAVA_INT_UNALIGNED, buffer, WinNt.IO_REPARSE_TAG_SYMLINK);
      memory.set(
          JAVA_SHORT_UNALIGNED,
          buffer + REPARSE_DATA_LENGTH,
          (short) (SYMLINK_PATH - HEADER_SIZE + length));
      memory.set(JAVA_SHORT_UNALIGNED, buffer + SUBSTITUTE_NAME_LENGTH, (short) length);
      memory.set(JAVA_SHORT_UNALIGNED, buffer + PRINT_NAME_LENGTH, (short) length);
      memory.set(JAVA_INT_UNALIGNED, buffer + SYMLINK_FLAGS, flags);
      WideString.write(memory, buffer + SYMLINK_PATH, path);
      memory.set(JAVA_LONG_UNALIGNED, size, SYMLINK_PATH + length);
      return reparse(WinNt.IO_REPARSE_TAG_SYMLINK);
    }

    /** Not a symbolic link: the driver gets the reparse data as it is. */
    private int handOn(String rest, long buffer, long size) {
      int length = HEADER_SIZE + (data.get(JAVA_SHORT_UNALIGNED, REPARSE_DATA_LENGTH) & 0xFFFF);
      if (length > Pointer.MEMORY.get(JAVA_LONG_UNALIGNED, size)) {
        return STATUS_IO_REPARSE_DATA_INVALID;
      }
      MemorySegment.copy(data, 0, Pointer.MEMORY, buffer, length);
      Pointer.MEMORY.set(JAVA_LONG_UNALIGNED, size, length);
      int tag = data.get(JAVA_INT_UNALIGNED, 0);
      if (tag == WinNt.IO_REPARSE_TAG_MOUNT_POINT) {
        short remains = (short) (rest.length() * Character.BYTES);
        Pointer.MEMORY.set(JAVA_SHORT_UNALIGNED, buffer + RESERVED, remains);
      }
      return reparse(tag);
    }

    private int reparse(int tag) {
      IoStatusBlock.status(Pointer.MEMORY, ioStatus, STATUS_REPARSE);
      IoStatusBlock.information(Pointer.MEMORY, ioStatus, tag & 0xFFFF_FFFFL);
      return STATUS_REPARSE;
    }
  }

  int FspFileSystemCanReplaceReparsePoint(
      long current, long currentSize, long replacement, long replacementSize) {
    if (currentSize < Integer.BYTES || replacementSize < Integer.BYTES) {
      return STATUS_IO_REPARSE_DATA_INVALID;
    }
    int tag = Pointer.MEMORY.get(JAVA_INT_UNALIGNED, current);
    if (tag != Pointer.MEMORY.get(JAVA_INT_UNALIGNED, replacement)) {
      return STATUS_IO_REPARSE_TAG_MISMATCH;
    }
    boolean microsoft = tag < 0;
    if (microsoft) {
      return STATUS_SUCCESS;
    }
    boolean same =
        currentSize >= GUID_HEADER_SIZE
            && replacementSize >= GUID_HEADER_SIZE
            && Pointer.MEMORY
                    .asSlice(current + GUID, GUID_HEADER_SIZE - GUID)
                    .mismatch(Pointer.MEMORY.asSlice(replacement + GUID, GUID_HEADER_SIZE - GUID))
                == -1;
    return same ? STATUS_SUCCESS : STATUS_REPARSE_ATTRIBUTE_CONFLICT;
  }
}
