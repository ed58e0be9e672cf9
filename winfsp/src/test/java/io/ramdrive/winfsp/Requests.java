// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp;

import static io.ramdrive.winfsp.binding.NtStatus.STATUS_SUCCESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_CHAR_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.assertj.core.api.Assertions.assertThat;

import io.ramdrive.volume.NameMatching;
import io.ramdrive.volume.Volume;
import io.ramdrive.volume.VolumeOptions;
import io.ramdrive.winfsp.binding.DirInfo;
import io.ramdrive.winfsp.binding.FileInfo;
import io.ramdrive.winfsp.binding.OpenFileInfo;
import io.ramdrive.winfsp.binding.Pointer;
import io.ramdrive.winfsp.binding.StreamInfo;
import io.ramdrive.winfsp.binding.WideString;
import io.ramdrive.winfsp.binding.WinFspException;
import io.ramdrive.winfsp.binding.WinNt;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Calls the operations as WinFsp's DLL does, without one. */
final class Requests implements AutoCloseable {
  static final int POISON = 0xDB;
  static final int BUFFER_SIZE = 256 << 10;
  static final int FILE = 0;
  static final int DIRECTORY = WinNt.FILE_DIRECTORY_FILE;
  static final long CAPACITY = 4 << 20;

  final Arena arena = Arena.ofShared();
  final WinFspView view = new WinFspView();
  final KernelNames kernelNames = new KernelNames(false);
  final MemorySegment fileInfo = arena.allocate(OpenFileInfo.SIZE, 8);
  final MemorySegment buffer = arena.allocate(BUFFER_SIZE, 8);
  final MemorySegment number = arena.allocate(JAVA_LONG);
  private final MemorySegment normalized = arena.allocate(2048, 2);
  final Volume volume;
  final VolumeOperations operations;

  Requests(WinFspOptions options) {
    this(options, CAPACITY, NameMatching.CASE_INSENSITIVE);
  }

  Requests(WinFspOptions options, long capacity, NameMatching names) {
    volume = Volume.create(new VolumeOptions(capacity, 4096, 100_000, false, 0, 0, 0755, names));
    try {
      operations =
          new VolumeOperations(
              volume,
              view,
              options,
              byName -> new FakeFunctions(),
              kernelNames,
              arena,
              normally -> {});
    } catch (WinFspException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    operations.closeAll();
    assertThat(operations.openCount()).isZero();
    assertThat(volume.orphans()).isZero();
    volume.close();
    arena.close();
  }

  long text(String text) {
    return WideString.allocate(arena, text).address();
  }

  int tryCreate(String path, int options, long allocation) {
    poison();
    return operations.createEx(
        text(path), options, 0, 0, 0, allocation, 0, 0, false, number.address(), info());
  }

  long create(String path, int options) {
    assertThat(tryCreate(path, options, 0)).as(path).isEqualTo(STATUS_SUCCESS);
    requireNoPoison();
    return number.get(JAVA_LONG, 0);
  }

  int tryOpen(String path) {
    return tryOpen(path, 0);
  }

  int tryOpen(String path, int access) {
    poison();
    return operations.open(text(path), WinNt.FILE_OPEN << 24, access, number.address(), info());
  }

  long open(String path) {
    assertThat(tryOpen(path)).as(path).isEqualTo(STATUS_SUCCESS);
    requireNoPoison();
    return number.get(JAVA_LONG, 0);
  }

  /** The stored path that the last open answered. */
  String normalizedName() {
    int size = OpenFileInfo.normalizedNameSize(fileInfo, 0);
    return WideString.read(normalized, 0, size / 2);
  }

  int write(long context, long offset, String content) {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    MemorySegment.copy(bytes, 0, buffer, JAVA_BYTE, 0, bytes.length);
    return write(context, offset, bytes.length, false);
  }

  int write(long context, long offset, int length, boolean constrained) {
    poison();
    int status =
        operations.write(
            context,
            buffer.address(),
            offset,
            length,
            offset < 0,
            constrained,
            number.address(),
            info());
    if (status == STATUS_SUCCESS) {
      requireNoPoison();
    }
    return status;
  }

  String read(long context, long offset, int length) {
    assertThat(tryRead(context, offset, length)).isEqualTo(STATUS_SUCCESS);
    byte[] bytes = new byte[number.get(JAVA_INT, 0)];
    MemorySegment.copy(buffer, JAVA_BYTE, 0, bytes, 0, bytes.length);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  int tryRead(long context, long offset, int length) {
    number.set(JAVA_INT, 0, 0);
    return operations.read(context, buffer.address(), offset, length, number.address());
  }

  int delete(long context, String path) {
    int status = operations.setDelete(context, text(path), true);
    if (status == STATUS_SUCCESS) {
      operations.cleanup(context, text(path), 1);
    }
    return status;
  }

  int rename(long context, String from, String to, boolean replace) {
    return operations.rename(context, text(from), text(to), replace);
  }

  /** The names of a directory, asked for in pieces of {@code length} bytes. */
  List<String> list(long context, int length) {
    List<String> names = new ArrayList<>();
    long marker = 0;
    for (int round = 0; round < 10_000; round++) {
      number.set(JAVA_INT, 0, 0);
      int status =
          operations.readDirectory(context, 0, marker, buffer.address(), length, number.address());
      assertThat(status).isEqualTo(STATUS_SUCCESS);
      int end = number.get(JAVA_INT, 0);
      int at = 0;
      while (at < end) {
        int size = DirInfo.size(buffer, at);
        if (size == 0) {
          return names;
        }
        int units = (size - DirInfo.SIZE) / 2;
        names.add(WideString.read(buffer, at + DirInfo.FileNameBuf, units));
        at += (size + 7) & -8;
      }
      assertThat(end).as("some entry has room").isPositive();
      marker = text(names.getLast());
    }
    throw new AssertionError("a listing without end");
  }

  List<String> streams(long context) {
    number.set(JAVA_INT, 0, 0);
    int status = operations.getStreamInfo(context, buffer.address(), BUFFER_SIZE, number.address());
    assertThat(status).isEqualTo(STATUS_SUCCESS);
    List<String> streams = new ArrayList<>();
    int at = 0;
    while (at < number.get(JAVA_INT, 0) && StreamInfo.size(buffer, at) > 0) {
      int size = StreamInfo.size(buffer, at);
      int units = (size - StreamInfo.SIZE) / 2;
      streams.add(
          WideString.read(buffer, at + StreamInfo.StreamNameBuf, units)
              + "="
              + StreamInfo.streamSize(buffer, at));
      at += (size + 7) & -8;
    }
    return streams;
  }

  /** Where answers to Create, Open and all others with a FileInfo go. */
  long info() {
    return fileInfo.address();
  }

  long fileSize() {
    return FileInfo.fileSize(fileInfo, 0);
  }

  int attributes() {
    return FileInfo.fileAttributes(fileInfo, 0);
  }

  void poison() {
    fileInfo.asSlice(0, FileInfo.SIZE).fill((byte) POISON);
    OpenFileInfo.normalizedName(fileInfo, 0, normalized.address());
    OpenFileInfo.normalizedNameSize(fileInfo, 0, 2048);
  }

  /** Asserts that every field has been written. */
  void requireNoPoison() {
    for (long at = 0; at < FileInfo.SIZE; at += 4) {
      assertThat(fileInfo.get(JAVA_INT, at)).as("bytes at %s", at).isNotEqualTo(0xDBDBDBDB);
    }
  }

  /** What the DLL's own functions do, as far as tests without it need them. */
  static final class FakeFunctions implements ServingFunctions {
    @Override
    public boolean addDirInfo(long info, long buffer, int length, long pBytes) {
      return add(info, info == 0 ? 2 : size(info), 8, buffer, length, pBytes);
    }

    @Override
    public boolean addStreamInfo(long info, long buffer, int length, long pBytes) {
      return add(info, info == 0 ? 2 : size(info), 8, buffer, length, pBytes);
    }

    @Override
    public boolean addEa(long ea, long buffer, int length, long pBytes) {
      if (ea == 0) {
        return true;
      }
      int size =
          9
              + Pointer.MEMORY.get(JAVA_BYTE, ea + 5)
              + Pointer.MEMORY.get(JAVA_CHAR_UNALIGNED, ea + 6);
      return add(ea, size, 4, buffer, length, pBytes);
    }

    private static int size(long record) {
      return Pointer.MEMORY.get(JAVA_CHAR_UNALIGNED, record);
    }

    private static boolean add(
        long record, int size, int alignment, long buffer, int length, long pBytes) {
      int at = Pointer.MEMORY.get(JAVA_INT, pBytes);
      int padded = record == 0 ? size : (size + alignment - 1) & -alignment;
      if (at + padded > length) {
        return false;
      }
      if (record == 0) {
        Pointer.MEMORY.set(JAVA_CHAR_UNALIGNED, buffer + at, (char) 0);
      } else {
        MemorySegment.copy(Pointer.MEMORY, record, Pointer.MEMORY, buffer + at, size);
      }
      Pointer.MEMORY.set(JAVA_INT, pBytes, at + padded);
      return true;
    }

    /** Takes the modification for the whole. */
    @Override
    public int setSecurityDescriptor(long input, int information, long change, long pResult) {
      Pointer.MEMORY.set(JAVA_LONG, pResult, change);
      return STATUS_SUCCESS;
    }

    @Override
    public void deleteSecurityDescriptor(long securityDescriptor) {}

    @Override
    public int canReplaceReparsePoint(long current, long size, long change, long changeSize) {
      return STATUS_SUCCESS;
    }

    @Override
    public int resolveReparsePoints(
        long fileName, int index, boolean last, long pIoStatus, long buffer, long pSize) {
      throw new AssertionError("only the DLL can do that");
    }
  }
}
