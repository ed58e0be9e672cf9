// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.binding;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Functions of the DLL that call back: for attributes, and for reparse points. */
class EnumerationTest {
  private static final long CONTEXT = 31;

  private final Arena arena = Arena.ofConfined();
  private final CapturedLog log = new CapturedLog();

  @AfterEach
  void free() {
    arena.close();
    log.close();
  }

  /** Calls back twice, or until a failure. */
  static final class Calling extends FakeDll {
    int fspFileSystemEnumerateEa(
        long fileSystem, long function, long context, long ea, int length) {
      int status = visit(function, fileSystem, context, ea);
      return status < 0 ? status : visit(function, fileSystem, context, ea + length);
    }

    private static int visit(long function, long fileSystem, long context, long ea) {
      try {
        return (int) call(function, EaEnumeration.VISIT).invokeExact(fileSystem, context, ea);
      } catch (Throwable e) {
        throw new AssertionError(e);
      }
    }

    byte fspFileSystemFindReparsePoint(
        long fileSystem, long function, long context, long fileName, long pIndex) {
      return (byte) (get(function, fileSystem, context, fileName, (byte) 1, 5, 6) == 0 ? 1 : 0);
    }

    int fspFileSystemResolveReparsePoints(
        long fileSystem,
        long function,
        long context,
        long fileName,
        int index,
        byte last,
        long pIoStatus,
        long buffer,
        long pSize) {
      calls.add("resolve " + index + " " + last + " " + pIoStatus);
      return get(function, fileSystem, context, fileName, (byte) 0, buffer, pSize);
    }

    private static int get(
        long function, long fs, long context, long name, byte directory, long buffer, long pSize) {
      try {
        return (int)
            call(function, ReparsePoints.GET)
                .invokeExact(fs, context, name, directory, buffer, pSize);
      } catch (Throwable e) {
        throw new AssertionError(e);
      }
    }

    int fspFileSystemCanReplaceReparsePoint(
        long current, long currentSize, long replacement, long size) {
      calls.add("replace " + current + " " + currentSize + " " + replacement + " " + size);
      return NtStatus.STATUS_IO_REPARSE_TAG_MISMATCH;
    }
  }

  @Test
  void everyAttributeIsVisitedUntilOneFails() throws Exception {
    List<Long> visited = new ArrayList<>();
    EaEnumeration all =
        new EaEnumeration(
            new Calling().library(),
            arena,
            (context, ea) -> {
              assertThat(context).isEqualTo(CONTEXT);
              visited.add(ea);
              return ea == 200 ? NtStatus.STATUS_EA_TOO_LARGE : 0;
            });

    assertThat(all.enumerate(0, CONTEXT, 100, 16)).isZero();
    assertThat(all.enumerate(0, CONTEXT, 200, 16)).isEqualTo(NtStatus.STATUS_EA_TOO_LARGE);
    assertThat(visited).containsExactly(100L, 116L, 200L);
  }

  @Test
  void anExceptionOfAVisitorBecomesAStatus() throws Exception {
    EaEnumeration failing =
        new EaEnumeration(
            new Calling().library(),
            arena,
            (_, _) -> {
              throw new IllegalStateException();
            });

    assertThat(failing.enumerate(0, CONTEXT, 100, 16)).isEqualTo(NtStatus.STATUS_INTERNAL_ERROR);
    assertThat(log.messages()).containsExactly("The file system's EnumerateEa failed.");
  }

  @Test
  void reparsePointsAreAskedForByName() throws Exception {
    Calling dll = new Calling();
    List<Object> asked = new ArrayList<>();
    ReparsePoints points =
        new ReparsePoints(
            dll.library(),
            arena,
            (context, fileName, isDirectory, buffer, pSize) -> {
              asked.addAll(List.of(context, fileName, isDirectory, buffer, pSize));
              return fileName == 1 ? 0 : NtStatus.STATUS_NOT_A_REPARSE_POINT;
            });

    assertThat(points.find(0, CONTEXT, 1, 9)).isTrue();
    assertThat(points.find(0, CONTEXT, 2, 9)).isFalse();
    assertThat(points.resolve(0, CONTEXT, 3, 4, true, 5, 6, 7))
        .isEqualTo(NtStatus.STATUS_NOT_A_REPARSE_POINT);
    assertThat(points.canReplace(1, 2, 3, 4)).isEqualTo(NtStatus.STATUS_IO_REPARSE_TAG_MISMATCH);
    assertThat(asked)
        .containsExactly(
            CONTEXT, 1L, true, 5L, 6L, CONTEXT, 2L, true, 5L, 6L, CONTEXT, 3L, false, 6L, 7L);
    assertThat(dll.calls).containsExactly("resolve 4 1 5", "replace 1 2 3 4");
  }

  @Test
  void anExceptionOfAReparsePointBecomesAStatus() throws Exception {
    ReparsePoints failing =
        new ReparsePoints(
            new Calling().library(),
            arena,
            (_, _, _, _, _) -> {
              throw new OutOfMemoryError("thrown by the test");
            });

    assertThat(failing.resolve(0, CONTEXT, 3, 4, true, 5, 6, 7))
        .isEqualTo(NtStatus.STATUS_INSUFFICIENT_RESOURCES);
  }
}
