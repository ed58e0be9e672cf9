// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.windows;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.nio.charset.StandardCharsets.UTF_16LE;

import java.io.ByteArrayOutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.nio.file.Path;

/**
 * The calls of kernel32 that programs such as LevelDB make; java.nio.file makes others. A call that
 * fails throws {@link Win32Exception}.
 */
final class Win32 {
  // winnt.h
  static final int GENERIC_READ = 0x80000000;
  static final int GENERIC_WRITE = 0x40000000;
  static final int DELETE = 0x00010000;
  static final int FILE_SHARE_READ = 1;
  static final int FILE_SHARE_WRITE = 2;
  static final int FILE_SHARE_DELETE = 4;
  static final int FILE_SHARE_ALL = FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE;

  // fileapi.h
  static final int CREATE_NEW = 1;
  static final int CREATE_ALWAYS = 2;
  static final int OPEN_EXISTING = 3;

  // winbase.h
  static final int FILE_ATTRIBUTE_NORMAL = 0x80;
  static final int FILE_FLAG_NO_BUFFERING = 0x20000000;
  static final int MOVEFILE_REPLACE_EXISTING = 1;
  static final int MOVEFILE_WRITE_THROUGH = 8;

  // winerror.h
  static final int ERROR_FILE_NOT_FOUND = 2;
  static final int ERROR_DISK_FULL = 112;

  private static final long INVALID_HANDLE_VALUE = -1;

  /** FileRenameInfo of FILE_INFO_BY_HANDLE_CLASS. */
  private static final int FILE_RENAME_INFO = 3;

  /** GetFileExInfoStandard of GET_FILEEX_INFO_LEVELS, and nFileSizeHigh of what it fills. */
  private static final int GET_FILE_EX_INFO_STANDARD = 0;

  private static final int SIZE_OF_ATTRIBUTE_DATA = 36;
  private static final int N_FILE_SIZE_HIGH = 28;
  private static final int N_FILE_SIZE_LOW = 32;

  private static final int SECTOR = 4096;
  private static final int CHUNK = 64 * 1024;

  private static final StructLayout STATE = Linker.Option.captureStateLayout();
  private static final VarHandle LAST_ERROR =
      STATE.varHandle(MemoryLayout.PathElement.groupElement("GetLastError"));

  private static final MethodHandle CREATE_FILE =
      link(
          "CreateFileW",
          FunctionDescriptor.of(
              JAVA_LONG, ADDRESS, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT, JAVA_LONG));
  private static final MethodHandle READ_FILE = linkTransfer("ReadFile");
  private static final MethodHandle WRITE_FILE = linkTransfer("WriteFile");
  private static final MethodHandle FLUSH_FILE_BUFFERS =
      link("FlushFileBuffers", FunctionDescriptor.of(JAVA_INT, JAVA_LONG));
  private static final MethodHandle CLOSE_HANDLE =
      link("CloseHandle", FunctionDescriptor.of(JAVA_INT, JAVA_LONG));
  private static final MethodHandle MOVE_FILE_EX =
      link("MoveFileExW", FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, JAVA_INT));
  private static final MethodHandle REPLACE_FILE =
      link(
          "ReplaceFileW",
          FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, ADDRESS, JAVA_INT, ADDRESS, ADDRESS));
  private static final MethodHandle GET_FILE_ATTRIBUTES_EX =
      link("GetFileAttributesExW", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT, ADDRESS));
  private static final MethodHandle SET_FILE_INFORMATION_BY_HANDLE =
      link(
          "SetFileInformationByHandle",
          FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT));

  private Win32() {}

  private static MethodHandle linkTransfer(String name) {
    return link(
        name, FunctionDescriptor.of(JAVA_INT, JAVA_LONG, ADDRESS, JAVA_INT, ADDRESS, ADDRESS));
  }

  private static MethodHandle link(String name, FunctionDescriptor descriptor) {
    return Linker.nativeLinker()
        .downcallHandle(
            SymbolLookup.libraryLookup("kernel32", Arena.global()).findOrThrow(name),
            descriptor,
            Linker.Option.captureCallState("GetLastError"));
  }

  /** Such as {@code (long) CREATE_FILE.invoke(state, ...)}. */
  private interface Call {
    long invoke(Arena arena, MemorySegment state) throws Throwable;
  }

  private static long call(String what, long failure, Call call) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(STATE);
      long result = call.invoke(arena, state);
      if (result == failure) {
        throw new Win32Exception(what, (int) LAST_ERROR.get(state, 0L));
      }
      return result;
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  private static MemorySegment wide(Arena arena, Path path) {
    return arena.allocateFrom(path.toString(), UTF_16LE);
  }

  /** CreateFileW; the handle has to be closed. */
  static long open(Path path, int access, int disposition, int flags) {
    return call(
        "CreateFileW " + path,
        INVALID_HANDLE_VALUE,
        (arena, state) ->
            (long)
                CREATE_FILE.invokeExact(
                    state,
                    wide(arena, path),
                    access,
                    FILE_SHARE_ALL,
                    MemorySegment.NULL,
                    disposition,
                    flags,
                    0L));
  }

  static void close(long handle) {
    call("CloseHandle", 0, (_, state) -> (int) CLOSE_HANDLE.invokeExact(state, handle));
  }

  static void flush(long handle) {
    call("FlushFileBuffers", 0, (_, state) -> (int) FLUSH_FILE_BUFFERS.invokeExact(state, handle));
  }

  /** WriteFile, all of it; one that writes a part only has met the end of the space. */
  static void write(long handle, byte[] bytes) {
    call(
        "WriteFile",
        0,
        (arena, state) -> {
          MemorySegment written = arena.allocate(JAVA_INT);
          MemorySegment buffer = arena.allocateFrom(JAVA_BYTE, bytes);
          int done =
              (int)
                  WRITE_FILE.invokeExact(
                      state, handle, buffer, bytes.length, written, MemorySegment.NULL);
          if (done != 0 && written.get(JAVA_INT, 0) != bytes.length) {
            throw new Win32Exception("WriteFile wrote a part", ERROR_DISK_FULL);
          }
          return done;
        });
  }

  /** ReadFile from where the handle stands to the end, in whole sectors into aligned memory. */
  static byte[] readToEnd(long handle) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    try (Arena memory = Arena.ofConfined()) {
      MemorySegment buffer = memory.allocate(CHUNK, SECTOR);
      MemorySegment count = memory.allocate(JAVA_INT);
      do {
        call(
            "ReadFile",
            0,
            (_, state) ->
                (int)
                    READ_FILE.invokeExact(state, handle, buffer, CHUNK, count, MemorySegment.NULL));
        int bytes = count.get(JAVA_INT, 0);
        all.writeBytes(buffer.asSlice(0, bytes).toArray(JAVA_BYTE));
        // A read that is not of whole sectors was the last, and no other could start there.
      } while (count.get(JAVA_INT, 0) == CHUNK);
    }
    return all.toByteArray();
  }

  /** CreateFileW, WriteFile, FlushFileBuffers, CloseHandle. */
  static void writeFile(Path path, int disposition, byte[] bytes) {
    long handle = open(path, GENERIC_WRITE, disposition, FILE_ATTRIBUTE_NORMAL);
    try {
      write(handle, bytes);
      flush(handle);
    } finally {
      close(handle);
    }
  }

  /** What a program reads that opens the file; {@code flags}: FILE_FLAG_NO_BUFFERING or 0. */
  static byte[] readFile(Path path, int flags) {
    long handle = open(path, GENERIC_READ, OPEN_EXISTING, FILE_ATTRIBUTE_NORMAL | flags);
    try {
      return readToEnd(handle);
    } finally {
      close(handle);
    }
  }

  static void moveFileEx(Path from, Path to, int flags) {
    call(
        "MoveFileExW " + from + " to " + to,
        0,
        (arena, state) ->
            (int) MOVE_FILE_EX.invokeExact(state, wide(arena, from), wide(arena, to), flags));
  }

  static void replaceFile(Path replaced, Path replacement) {
    call(
        "ReplaceFileW " + replaced,
        0,
        (arena, state) ->
            (int)
                REPLACE_FILE.invokeExact(
                    state,
                    wide(arena, replaced),
                    wide(arena, replacement),
                    MemorySegment.NULL,
                    0,
                    MemorySegment.NULL,
                    MemorySegment.NULL));
  }

  /** SetFileInformationByHandle with a FILE_RENAME_INFO that replaces. */
  static void renameByHandle(long handle, Path to) {
    byte[] name = to.toString().getBytes(UTF_16LE);
    // ReplaceIfExists 0, RootDirectory 8, FileNameLength 16, FileName 20.
    int nameAt = 20;
    call(
        "SetFileInformationByHandle to " + to,
        0,
        (arena, state) -> {
          int size = nameAt + name.length + Character.BYTES;
          MemorySegment info = arena.allocate(size, Long.BYTES);
          info.set(JAVA_INT, 0, 1);
          info.set(JAVA_INT, 16, name.length);
          MemorySegment.copy(name, 0, info, JAVA_BYTE, nameAt, name.length);
          return (int)
              SET_FILE_INFORMATION_BY_HANDLE.invokeExact(
                  state, handle, FILE_RENAME_INFO, info, size);
        });
  }

  /** The size that GetFileAttributesExW tells, which opens nothing for the program. */
  static long sizeByName(Path path) {
    try (Arena memory = Arena.ofConfined()) {
      MemorySegment data = memory.allocate(SIZE_OF_ATTRIBUTE_DATA, Integer.BYTES);
      call(
          "GetFileAttributesExW " + path,
          0,
          (arena, state) ->
              (int)
                  GET_FILE_ATTRIBUTES_EX.invokeExact(
                      state, wide(arena, path), GET_FILE_EX_INFO_STANDARD, data));
      long high = Integer.toUnsignedLong(data.get(JAVA_INT, N_FILE_SIZE_HIGH));
      return high << 32 | Integer.toUnsignedLong(data.get(JAVA_INT, N_FILE_SIZE_LOW));
    }
  }
}
