// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.sim;

import static io.ramdrive.winfsp.sim.MemMachine.INFINITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ramdrive.winfsp.binding.NtStatus;
import io.ramdrive.winfsp.binding.VolumeFlags;
import io.ramdrive.winfsp.binding.WinNt;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Opening, sharing, renaming, deleting and closing: what the driver decides itself. */
class NameLifeTest {
  private final Spy spy = new Spy();

  private MemMachine start() {
    MemMachine machine =
        MemMachine.start(new SimSettings(), 1000, params -> params, fs -> spy.on(fs));
    machine.volume.holdCloses(true);
    return machine;
  }

  private static void assertFails(int status, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            NtStatusException.class, e -> assertThat(e.status()).isEqualTo(status));
  }

  @Test
  void theCloseComesLateAndOnce() {
    try (MemMachine machine = start()) {
      machine.volume.writeFile("\\file", new byte[1]);
      assertThat(spy.count("close")).isLessThanOrEqualTo(1);
      assertThat(machine.volume.unclosed()).isPositive();
      machine.volume.drain();
      assertThat(machine.volume.unclosed()).isZero();
      assertThat(machine.volume.nodes()).isZero();
      assertThat(machine.fs.contexts()).isZero();
    }
  }

  @Test
  void someClosesComeMinutesLater() {
    try (MemMachine machine =
        MemMachine.start(new SimSettings().seed(7), 1000, params -> params, fs -> fs)) {
      for (int i = 0; i < 50; i++) {
        machine.volume.writeFile("\\file" + i, new byte[1]);
      }
      assertThat(machine.volume.unclosed()).isBetween(3, 30);
      machine.windows.clock().advance(180_000);
      machine.volume.exists("\\file1");
      assertThat(machine.volume.unclosed()).isLessThanOrEqualTo(1);
    }
  }

  @Test
  void othersMustShare() {
    try (MemMachine machine = start()) {
      SimVolume volume = machine.volume;
      volume.writeFile("\\file", new byte[1]);
      try (SimFile alone =
          volume.createFile(
              "\\file",
              FileAccess.FILE_GENERIC_READ,
              FileAccess.FILE_SHARE_READ,
              WinNt.FILE_OPEN,
              0)) {
        assertFails(
            NtStatus.STATUS_SHARING_VIOLATION,
            () -> volume.open("\\file", FileAccess.FILE_WRITE_DATA));
        volume.open("\\file", FileAccess.FILE_READ_ATTRIBUTES).close();
        assertThat(alone.read(0, 1)).hasSize(1);
      }
      volume.open("\\file", FileAccess.FILE_WRITE_DATA).close();
    }
  }

  @Test
  void aDeletedFileStaysUntilItsLastHandleGoes() {
    try (MemMachine machine = start()) {
      SimVolume volume = machine.volume;
      volume.writeFile("\\file", new byte[] {5});
      try (SimFile reader = volume.open("\\file", FileAccess.FILE_GENERIC_READ)) {
        volume.delete("\\file");
        assertFails(NtStatus.STATUS_DELETE_PENDING, () -> volume.openFile("\\file"));
        assertThat(reader.read(0, 1)).containsExactly(5);
      }
      assertThat(volume.exists("\\file")).isFalse();
    }
  }

  @Test
  void aPosixDeleteTakesTheNameAtOnceAndLeavesTheContent() {
    try (MemMachine machine = start()) {
      SimVolume volume = machine.volume;
      volume.writeFile("\\file", new byte[] {5});
      try (SimFile reader = volume.openFile("\\file")) {
        volume.deletePosix("\\file");
        assertThat(volume.exists("\\file")).isFalse();
        volume.writeFile("\\file", new byte[] {6});
        assertThat(reader.read(0, 1)).containsExactly(5);
        reader.write(1, new byte[] {7});
        assertThat(reader.readAll()).containsExactly(5, 7);
        assertThat(volume.readAllBytes("\\file")).containsExactly(6);
      }
    }
  }

  @Test
  void withoutPosixSemanticsTheFlagMeansNothing() {
    try (MemMachine machine =
        MemMachine.start(
            new SimSettings(),
            1000,
            params -> params.set(VolumeFlags.SupportsPosixUnlinkRename, false),
            fs -> fs)) {
      machine.volume.writeFile("\\file", new byte[1]);
      try (SimFile reader = machine.volume.openFile("\\file")) {
        machine.volume.deletePosix("\\file");
        assertFails(NtStatus.STATUS_DELETE_PENDING, () -> machine.volume.openFile("\\file"));
        assertThat(reader.size()).isEqualTo(1);
      }
    }
  }

  @Test
  void deleteOnCloseAsksNobody() {
    try (MemMachine machine = start()) {
      spy.calls();
      machine
          .volume
          .createFile(
              "\\file",
              FileAccess.FILE_ALL_ACCESS,
              FileAccess.FILE_SHARE_ALL,
              WinNt.FILE_CREATE,
              WinNt.FILE_DELETE_ON_CLOSE)
          .close();
      assertThat(spy.count("canDelete")).isZero();
      assertThat(spy.count("cleanup")).isEqualTo(1);
      assertThat(machine.volume.list("\\")).isEmpty();
    }
  }

  @Test
  void aCleanupIsSentOnlyWhenThereIsSomethingToDo() {
    try (MemMachine machine = start()) {
      machine.volume.writeFile("\\file", new byte[1]);
      assertThat(spy.count("cleanup")).isEqualTo(1);
      machine.volume.readAllBytes("\\file");
      machine.volume.list("\\");
      assertThat(spy.count("cleanup")).isZero();
    }
  }

  @Test
  void anOpenTargetIsNotReplaced() {
    try (MemMachine machine = start()) {
      SimVolume volume = machine.volume;
      volume.writeFile("\\from", new byte[] {1});
      volume.writeFile("\\to", new byte[] {2});
      try (SimFile target = volume.openFile("\\to")) {
        assertFails(NtStatus.STATUS_ACCESS_DENIED, () -> volume.moveFileReplace("\\from", "\\to"));
        volume.renamePosix("\\from", "\\to");
        assertThat(target.read(0, 1)).containsExactly(2);
        assertThat(volume.readAllBytes("\\to")).containsExactly(1);
      }
      volume.writeFile("\\from", new byte[] {3});
      assertFails(NtStatus.STATUS_OBJECT_NAME_COLLISION, () -> volume.rename("\\from", "\\TO"));
      volume.moveFileReplace("\\from", "\\to");
      assertThat(volume.readAllBytes("\\to")).containsExactly(3);
    }
  }

  @Test
  void aDirectoryWithOpenFilesIsNotRenamedAndClosedOnesMoveAlong() {
    try (MemMachine machine = start()) {
      SimVolume volume = machine.volume;
      volume.createDirectory("\\dir");
      volume.writeFile("\\dir\\file", new byte[] {1});
      try (SimFile open = volume.openFile("\\dir\\file")) {
        assertFails(NtStatus.STATUS_ACCESS_DENIED, () -> volume.rename("\\dir", "\\moved"));
        assertThat(open.finalPath()).isEqualTo("\\dir\\file");
      }
      volume.rename("\\dir", "\\moved");
      try (SimFile moved = volume.openFile("\\moved\\FILE")) {
        assertThat(moved.finalPath()).isEqualTo("\\moved\\file");
      }
    }
  }

  @Test
  void aNameMayChangeItsCase() {
    try (MemMachine machine = start()) {
      machine.volume.writeFile("\\file", new byte[1]);
      machine.volume.rename("\\FILE", "\\File");
      assertThat(machine.volume.list("\\")).containsExactly("File");
    }
  }

  @Test
  void replaceFileKeepsTheAttributesAndMakesTheBackup() {
    try (MemMachine machine = start()) {
      SimVolume volume = machine.volume;
      volume.writeFile("\\old", new byte[] {1});
      volume.setAttributes("\\old", WinNt.FILE_ATTRIBUTE_HIDDEN);
      volume.writeFile("\\new", new byte[] {2});
      volume.replaceFile("\\old", "\\new", "\\backup");
      assertThat(volume.readAllBytes("\\old")).containsExactly(2);
      assertThat(volume.readAllBytes("\\backup")).containsExactly(1);
      assertThat(volume.info("\\old").has(WinNt.FILE_ATTRIBUTE_HIDDEN)).isTrue();
      volume.writeFile("\\new", new byte[] {3});
      volume.replaceFile("\\old", "\\new", null);
      assertThat(volume.list("\\")).containsExactly("backup", "old");
    }
  }

  @Test
  void lockedBytesAreRefused() {
    try (MemMachine machine = start()) {
      machine.volume.writeFile("\\file", new byte[10]);
      try (SimFile one = machine.volume.openFile("\\file");
          SimFile two = machine.volume.openFile("\\file")) {
        one.lock(0, 5, true);
        assertFails(NtStatus.STATUS_LOCK_NOT_GRANTED, () -> two.lock(4, 1, false));
        assertFails(NtStatus.STATUS_FILE_LOCK_CONFLICT, () -> two.read(0, 1));
        assertFails(NtStatus.STATUS_FILE_LOCK_CONFLICT, () -> two.write(4, new byte[1]));
        assertThat(two.read(5, 5)).hasSize(5);
        one.unlock(0, 5);
        assertThat(two.read(0, 1)).hasSize(1);
      }
    }
  }

  @Test
  void wrongNamesNeverReachUserMode() {
    try (MemMachine machine = start()) {
      machine.volume.exists("\\x");
      spy.calls();
      for (String name :
          new String[] {"\\a*", "\\a\\\\b", "\\..\\a", "a", "\\" + "n".repeat(256)}) {
        assertFails(NtStatus.STATUS_OBJECT_NAME_INVALID, () -> machine.volume.openFile(name));
      }
      assertThat(spy.calls()).isEmpty();
    }
  }

  @Test
  void aStreamMakesAndKeepsItsFile() {
    try (MemMachine machine =
        MemMachine.start(new SimSettings(), INFINITE, params -> params, fs -> fs)) {
      machine.volume.writeFile("\\file:one", new byte[] {1});
      assertThat(machine.volume.list("\\")).containsExactly("file");
      try (SimFile file = machine.volume.openFile("\\file")) {
        assertThat(file.streams().stream().map(StreamEntry::name)).containsExactly("", "one");
      }
      machine.volume.writeFile("\\file", new byte[] {2});
      machine.volume.drain();
      assertThat(machine.volume.readAllBytes("\\file::$DATA")).containsExactly(2);
    }
  }
}
