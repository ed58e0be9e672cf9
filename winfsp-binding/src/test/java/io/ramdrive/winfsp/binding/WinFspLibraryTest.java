// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.binding;

import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WinFspLibraryTest {
  /** Notes what it is called with. */
  static final class Noting extends FakeDll {
    byte added = 1;

    private void note(String function, Object... arguments) {
      calls.add(function + Arrays.toString(arguments));
    }

    byte fspFileSystemAddDirInfo(long dirInfo, long buffer, int length, long p) {
      note("dir", dirInfo, buffer, length, p);
      return added;
    }

    byte fspFileSystemAddStreamInfo(long streamInfo, long buffer, int length, long p) {
      note("stream", streamInfo, buffer, length, p);
      return added;
    }

    byte fspFileSystemAddEa(long singleEa, long ea, int length, long p) {
      note("ea", singleEa, ea, length, p);
      return added;
    }

    int fspSetSecurityDescriptor(long input, int information, long modification, long pResult) {
      note("set security", input, information, modification);
      Pointer.MEMORY.set(JAVA_LONG, pResult, 99);
      return NtStatus.STATUS_INVALID_OWNER;
    }

    void fspDeleteSecurityDescriptor(long descriptor, long createFunction) {
      long address = find("FspSetSecurityDescriptor").orElseThrow().address();
      note("delete security", descriptor, createFunction == address);
    }

    long fspFileSystemGetOperationContext() {
      return 0x7777_7777_7777L;
    }

    void fspFileSystemSendResponse(long fileSystem, long response) {
      note("send", fileSystem, response);
    }

    byte fspFileSystemIsOperationCaseSensitiveF() {
      return (byte) 0x80;
    }

    int fspFileSystemOperationProcessIdF() {
      return 4711;
    }

    int fspNtStatusFromWin32(int error) {
      return 0x8007_0000 | error;
    }

    int fspWin32FromNtStatus(int status) {
      return status & 0xFFFF;
    }
  }

  @Test
  void theFunctionsAreCalledWithWhatTheyAreGiven() {
    Noting dll = new Noting();
    WinFspLibrary library = dll.library();

    assertThat(library.addDirInfo(1L << 40, 2, 3, 4)).isTrue();
    assertThat(library.addStreamInfo(1, 2, 3, 4)).isTrue();
    dll.added = 0;
    assertThat(library.addEa(1, 2, 3, 4)).isFalse();
    library.sendResponse(5, 6);
    assertThat(dll.calls)
        .containsExactly(
            "dir[1099511627776, 2, 3, 4]", "stream[1, 2, 3, 4]", "ea[1, 2, 3, 4]", "send[5, 6]");
    assertThat(library.getOperationContext()).isEqualTo(0x7777_7777_7777L);
    assertThat(library.isOperationCaseSensitive()).isTrue();
    assertThat(library.operationProcessId()).isEqualTo(4711);
    assertThat(library.ntStatusFromWin32(80)).isEqualTo(0x8007_0050);
    assertThat(library.win32FromNtStatus(NtStatus.STATUS_ACCESS_DENIED)).isEqualTo(0x22);
  }

  @Test
  void aSecurityDescriptorIsFreedByTheFunctionThatMadeIt() {
    Noting dll = new Noting();
    WinFspLibrary library = dll.library();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment result = arena.allocate(JAVA_LONG);

      assertThat(library.setSecurityDescriptor(1, 2, 3, result.address()))
          .isEqualTo(NtStatus.STATUS_INVALID_OWNER);
      library.deleteSecurityDescriptor(result.get(JAVA_LONG, 0));
    }
    assertThat(dll.calls).containsExactly("set security[1, 2, 3]", "delete security[99, true]");
  }

  @Test
  void theVersionIsTheDlls() {
    assertThat(new FakeDll().version(2, 1).library().version())
        .hasToString("2.1")
        .isEqualTo(new WinFspVersion(2, 1))
        .isGreaterThan(new WinFspVersion(1, 12))
        .isLessThan(new WinFspVersion(2, 2));
    assertThat(new FakeDll().version(1, 10).library().version()).isEqualTo(WinFspVersion.OLDEST);
  }

  @Test
  void aReleaseThatIsTooOldIsRefused() {
    assertThatExceptionOfType(WinFspException.class)
        .isThrownBy(() -> WinFspLibrary.of(new FakeDll().version(1, 9)))
        .withMessage(
            "WinFsp 1.9 is too old: install WinFsp 1.10 or newer from https://winfsp.dev/rel/.");
  }

  @Test
  void aDllThatDoesNotTellItsVersionIsRefused() {
    FakeDll silent =
        new FakeDll() {
          @Override
          int fspVersion(long pVersion) {
            return NtStatus.STATUS_UNSUCCESSFUL;
          }
        };
    assertThatExceptionOfType(WinFspException.class)
        .isThrownBy(() -> WinFspLibrary.of(silent))
        .withMessageStartingWith("WinFsp's DLL does not tell its version (STATUS_UNSUCCESSFUL");
  }

  @Test
  void aFunctionThatIsMissingIsNamedWithTheReleaseThatHasIt() throws Exception {
    assertThatExceptionOfType(WinFspException.class)
        .isThrownBy(
            () -> WinFspLibrary.of(new FakeDll().without(WinFspFunction.FspFileSystemAddEa)))
        .withMessage(
            "WinFsp's DLL has no function FspFileSystemAddEa: install WinFsp 1.10 or newer from"
                + " https://winfsp.dev/rel/.");
    WinFspLibrary old = new FakeDll().without(WinFspFunction.FspSxsIdent).library();
    assertThat(old.has(WinFspFunction.FspSxsIdent)).isFalse();
    assertThat(old.has(WinFspFunction.FspVersion)).isTrue();
    assertThatExceptionOfType(WinFspException.class)
        .isThrownBy(() -> old.link(WinFspFunction.FspSxsIdent))
        .withMessageContaining("FspSxsIdent: install WinFsp 2.0 or newer")
        .matches(e -> e.status() == NtStatus.STATUS_DLL_NOT_FOUND);
  }

  @Test
  void everyFunctionOfTheTableCanBeLinked() throws Exception {
    WinFspLibrary library = new FakeDll().library();

    for (WinFspFunction function : WinFspFunction.values()) {
      assertThat(library.link(function).type()).isEqualTo(function.descriptor().toMethodType());
    }
  }

  @Test
  void thisMachinesDllIsLoadedOrASentenceSaysWhyNot() {
    try {
      WinFspVersion installed = WinFspLibrary.load().version();
      assertThat(installed).isGreaterThanOrEqualTo(WinFspVersion.OLDEST);
    } catch (WinFspException e) {
      assertThat(e).hasMessageMatching("WinFsp .*: .*\\.");
    }
  }

  @Test
  void aLibraryWithoutAnythingIsRefused() {
    assertThatExceptionOfType(WinFspException.class)
        .isThrownBy(() -> WinFspLibrary.of(_ -> Optional.empty()))
        .withMessageContaining("no function FspVersion");
  }
}
