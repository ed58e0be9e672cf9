// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.sim;

import static io.ramdrive.winfsp.sim.MemMachine.INFINITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ramdrive.winfsp.binding.NtStatus;
import io.ramdrive.winfsp.binding.VolumeFlags;
import io.ramdrive.winfsp.binding.WinNt;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The cache manager: what it keeps, when it writes, and what becomes of views. */
class DataCacheTest {
  private final Spy spy = new Spy();

  private MemMachine start(long timeout) {
    MemMachine machine =
        MemMachine.start(new SimSettings(), timeout, params -> params, fs -> spy.on(fs));
    machine.volume.holdCloses(true);
    return machine;
  }

  private static byte[] filled(int length) {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) 'x');
    return bytes;
  }

  @Test
  void aCachedWriteExtendsNowAndWritesLater() {
    try (MemMachine machine = start(INFINITE)) {
      try (SimFile file = machine.volume.createNew("\\file")) {
        spy.calls();
        file.write(0, filled(10_000));
        assertThat(spy.count("setFileSize")).isEqualTo(1);
        assertThat(spy.count("write")).isZero();
        file.write(5, filled(5));
        assertThat(spy.count("setFileSize")).isZero();
      }
      assertThat(machine.volume.hasDirtyPages("\\file")).isTrue();
      machine.volume.lazyWrite();
      assertThat(spy.count("write")).isPositive();
      assertThat(machine.volume.hasDirtyPages("\\file")).isFalse();
      assertThat(machine.volume.readUncached("\\file")).isEqualTo(filled(10_000));
    }
  }

  @Test
  void withAFiniteTimeoutEachWriteReachesUserMode() {
    try (MemMachine machine = start(1000)) {
      try (SimFile file = machine.volume.createNew("\\file")) {
        spy.calls();
        file.write(0, filled(10));
        file.read(0, 10);
        assertThat(spy.count("write")).isEqualTo(1);
        assertThat(spy.count("read")).isEqualTo(1);
        assertThat(spy.count("setFileSize")).isZero();
      }
    }
  }

  @Test
  void anExtensionThatDoesNotFitFailsInTheProgram() {
    try (MemMachine machine = start(INFINITE)) {
      try (SimFile file = machine.volume.createNew("\\file")) {
        assertThatThrownBy(() -> file.write(MemFs.CAPACITY, filled(1)))
            .isInstanceOfSatisfying(
                NtStatusException.class,
                e -> assertThat(e.status()).isEqualTo(NtStatus.STATUS_DISK_FULL));
        assertThat(file.size()).isZero();
      }
    }
  }

  @Test
  void aSecondReadComesFromTheCache() {
    try (MemMachine machine = start(INFINITE)) {
      machine.volume.writeFile("\\file", filled(10_000));
      machine.volume.drain();
      spy.calls();
      assertThat(machine.volume.readAllBytes("\\file")).isEqualTo(filled(10_000));
      assertThat(spy.count("read")).isEqualTo(1);
      assertThat(machine.volume.readAllBytes("\\file")).isEqualTo(filled(10_000));
      assertThat(spy.count("read")).isZero();
    }
  }

  @Test
  void aNonCachedReadSeesWhatTheCacheHeld() {
    try (MemMachine machine = start(INFINITE)) {
      machine.volume.writeFile("\\file", filled(5000));
      assertThat(machine.volume.readUncached("\\file")).isEqualTo(filled(5000));
    }
  }

  @Test
  void aFlushWritesFirst() {
    try (MemMachine machine = start(INFINITE)) {
      try (SimFile file = machine.volume.createNew("\\file")) {
        file.write(0, filled(100));
        spy.calls();
        file.flush();
        assertThat(spy.calls().stream().filter(call -> !call.equals("getFileInfo")))
            .containsExactly("write", "flush");
      }
    }
  }

  @Test
  void writingThroughWritesAtOnce() {
    try (MemMachine machine = start(INFINITE)) {
      try (SimFile file =
          machine.volume.createFile(
              "\\file",
              FileAccess.FILE_ALL_ACCESS,
              FileAccess.FILE_SHARE_ALL,
              WinNt.FILE_CREATE,
              WinNt.FILE_WRITE_THROUGH)) {
        file.write(0, filled(100));
        assertThat(spy.count("write")).isEqualTo(1);
      }
    }
  }

  @Test
  void whatIsCutOffComesBackAsZeros() {
    try (MemMachine machine = start(INFINITE)) {
      try (SimFile file = machine.volume.createNew("\\file")) {
        file.write(0, filled(6000));
        file.setEndOfFile(10);
        file.setEndOfFile(6000);
        byte[] expected = new byte[6000];
        Arrays.fill(expected, 0, 10, (byte) 'x');
        assertThat(file.readAll()).isEqualTo(expected);
      }
      machine.volume.drain();
    }
  }

  @Test
  void aViewOutlivesItsHandleAndTheFilesName() {
    for (long timeout : new long[] {0, INFINITE}) {
      try (MemMachine machine = start(timeout)) {
        SimVolume volume = machine.volume;
        volume.writeFile("\\file", filled(6000));
        SimView view;
        try (SimFile file = volume.openFile("\\file")) {
          view = file.map();
        }
        volume.delete("\\file");
        assertThat(volume.exists("\\file")).isFalse();
        view.write(100, "later".getBytes(StandardCharsets.US_ASCII));
        assertThat(view.read(100, 5)).asString().isEqualTo("later");
        spy.calls();
        view.flush();
        assertThat(spy.count("write")).isEqualTo(1);
        view.close();
        volume.drain();
        assertThat(machine.fs.contexts()).isZero();
      }
    }
  }

  @Test
  void aMappedFileIsNotTruncated() {
    try (MemMachine machine = start(0)) {
      machine.volume.writeFile("\\file", filled(6000));
      try (SimFile file = machine.volume.openFile("\\file");
          SimView view = file.map()) {
        assertThatThrownBy(() -> file.setEndOfFile(0))
            .isInstanceOfSatisfying(
                NtStatusException.class,
                e -> assertThat(e.status()).isEqualTo(NtStatus.STATUS_USER_MAPPED_FILE));
        assertThat(view.read(0, 1)).asString().isEqualTo("x");
      }
    }
  }

  @Test
  void aWriteToTheFileIsSeenInTheView() {
    try (MemMachine machine = start(0)) {
      machine.volume.writeFile("\\file", filled(10));
      try (SimFile file = machine.volume.openFile("\\file");
          SimView view = file.map()) {
        view.read(0, 1);
        file.write(0, new byte[] {'y'});
        assertThat(view.read(0, 2)).asString().isEqualTo("yx");
        view.write(1, new byte[] {'z'});
        assertThat(file.read(0, 3)).asString().isEqualTo("yzx");
      }
    }
  }

  @Test
  void theCacheIsGivenUpAtTheLastCleanupWhereThatIsWanted() {
    try (MemMachine machine =
        MemMachine.start(
            new SimSettings(),
            INFINITE,
            params -> params.set(VolumeFlags.FlushAndPurgeOnCleanup),
            spy::on)) {
      machine.volume.holdCloses(true);
      machine.volume.writeFile("\\file", filled(10));
      assertThat(machine.volume.hasDirtyPages("\\file")).isFalse();
      spy.calls();
      machine.volume.readAllBytes("\\file");
      assertThat(spy.count("read")).isPositive();
    }
  }

  @Test
  void appendingGoesToTheEnd() {
    for (long timeout : new long[] {0, INFINITE}) {
      try (MemMachine machine = start(timeout)) {
        try (SimFile file =
            machine.volume.createFile(
                "\\log",
                FileAccess.FILE_APPEND_DATA | FileAccess.SYNCHRONIZE,
                FileAccess.FILE_SHARE_ALL,
                WinNt.FILE_CREATE,
                0)) {
          file.write(0, new byte[] {'a'});
          file.write(0, new byte[] {'b'});
        }
        assertThat(machine.volume.readAllBytes("\\log")).asString().isEqualTo("ab");
      }
    }
  }
}
