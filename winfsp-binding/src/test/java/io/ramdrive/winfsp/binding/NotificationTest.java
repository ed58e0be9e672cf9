// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.binding;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class NotificationTest {
  private static final int FILTER = WinNt.FILE_NOTIFY_CHANGE_FILE_NAME;
  private static final int ACTION = WinNt.FILE_ACTION_RENAMED_NEW_NAME;

  private final FakeFileSystems dll = new FakeFileSystems();

  private FileSystemHost host(int flags) throws WinFspException {
    VolumeParams params = VolumeParams.builder().set(flags).build();
    return FileSystemHost.create(dll.library(), params, new NoOperations());
  }

  /** The record of the header: size, filter, action, and the name without an end. */
  private static String record(String name) {
    byte[] utf16 = name.getBytes(StandardCharsets.UTF_16LE);
    int size = 12 + utf16.length;
    return HexFormat.of().toHexDigits((byte) size)
        + HexFormat.of().toHexDigits((byte) (size >> 8))
        + "0000"
        + "01000000"
        + "05000000"
        + HexFormat.of().formatHex(utf16);
  }

  @Test
  void aNameOfACaseSensitiveVolumeIsSentAsItIs() throws Exception {
    try (FileSystemHost host = host(VolumeFlags.CaseSensitiveSearch)) {
      assertThat(host.notify(FILTER, ACTION, "\\Dir\\fileß")).isZero();
    }
    assertThat(dll.notifications).containsExactly(record("\\Dir\\fileß"));
  }

  @Test
  void aNameOfACaseInsensitiveVolumeIsSentInUpperCase() throws Exception {
    try (FileSystemHost host = host(0)) {
      assertThat(host.notify(FILTER, ACTION, "\\Dir\\fileßäı\uD801\uDC28")).isZero();
    }
    assertThat(dll.notifications).containsExactly(record("\\DIR\\FILEßÄı\uD801\uDC28"));
  }

  @Test
  void unlessTheFileSystemTellsTheKernelItsSpelling() throws Exception {
    VolumeParams params = VolumeParams.builder().build();
    try (FileSystemHost host =
        FileSystemHost.create(dll.library(), params, new NoOperations(), NotifyNames.AS_STORED)) {
      host.notify(FILTER, ACTION, "\\Dir");
    }
    assertThat(dll.notifications).containsExactly(record("\\Dir"));
  }

  @Test
  void longPathsToo() throws Exception {
    List<Integer> lengths = List.of(1023, 1024, 1025, 32_760);
    try (FileSystemHost host = host(VolumeFlags.CaseSensitiveSearch)) {
      for (int length : lengths) {
        assertThat(host.notify(FILTER, ACTION, "\\" + "x".repeat(length - 1))).isZero();
      }
      assertThat(host.notify(FILTER, ACTION, "x".repeat(32_762)))
          .isEqualTo(NtStatus.STATUS_NAME_TOO_LONG);
    }
    assertThat(dll.notifications)
        .containsExactlyElementsOf(
            lengths.stream().map(length -> record("\\" + "x".repeat(length - 1))).toList());
  }

  @Test
  void theKernelsStatusIsHandedOn() throws Exception {
    FakeFileSystems refusing =
        new FakeFileSystems() {
          @Override
          int fspFileSystemNotify(long fileSystem, long records, long size) {
            return NtStatus.STATUS_INSUFFICIENT_RESOURCES;
          }
        };
    VolumeParams params = VolumeParams.builder().build();
    try (FileSystemHost host =
        FileSystemHost.create(refusing.library(), params, new NoOperations())) {
      assertThat(host.notify(FILTER, ACTION, "\\a"))
          .isEqualTo(NtStatus.STATUS_INSUFFICIENT_RESOURCES);
    }
  }

  @Test
  void aBatchHasItsRecordsAtMultiplesOfEight() throws Exception {
    try (FileSystemHost host = host(0)) {
      NotifyBatch batch = host.newBatch(64);
      assertThat(host.notify(batch)).isZero();
      assertThat(batch.add(FILTER, ACTION, "\\Dir")).isTrue();
      assertThat(batch.size()).isEqualTo(20);
      assertThat(batch.add(FILTER, ACTION, "relative")).isTrue();
      assertThat(batch.add(FILTER, ACTION, "full")).isFalse();
      assertThat(host.notify(batch)).isZero();

      batch.clear();
      assertThat(batch.isEmpty()).isTrue();
      batch.add(FILTER, ACTION, "\\B");
      assertThat(batch.add(FILTER, ACTION, "\\C")).isTrue();
      assertThat(host.notify(batch)).isZero();
    }
    assertThat(dll.notifications)
        .containsExactly(
            record("\\DIR") + "00000000" + record("RELATIVE"), record("\\B") + record("\\C"));
  }

  @Test
  void anotherBatchLeavesNothingOfTheFirstBetweenItsRecords() throws Exception {
    try (FileSystemHost host = host(0)) {
      NotifyBatch batch = host.newBatch(256);
      batch.add(FILTER, ACTION, "\\" + "X".repeat(60));
      batch.clear();
      batch.add(FILTER, ACTION, "\\AB");
      batch.add(FILTER, ACTION, "\\C");
      host.notify(batch);
    }
    assertThat(dll.notifications).containsExactly(record("\\AB") + "000000000000" + record("\\C"));
  }

  @Test
  void aSessionIsBegunAndEnded() throws Exception {
    try (FileSystemHost host = host(0)) {
      assertThat(host.notifyBegin(500)).isZero();
      assertThat(host.notifyEnd()).isZero();
    }
    assertThat(dll.calls).containsSubsequence("begin 500", "end", "delete true");
  }

  @Test
  void aSessionThatDidNotBeginIsNotEnded() throws Exception {
    dll.beginStatus = NtStatus.STATUS_CANT_WAIT;
    try (FileSystemHost host = host(0)) {
      assertThat(host.notifyBegin(0)).isEqualTo(NtStatus.STATUS_CANT_WAIT);
      assertThat(host.notifyEnd()).isEqualTo(NtStatus.STATUS_INVALID_PARAMETER);
    }
    assertThat(dll.calls).doesNotContain("end");
  }

  @Test
  void closingEndsTheSessionsThatAreOpen() throws Exception {
    FileSystemHost host = host(0);
    host.start(0);
    host.notifyBegin(-1);
    host.notifyBegin(-1);
    host.close();

    assertThat(dll.calls).endsWith("begin -1", "begin -1", "end", "end", "stop", "delete true");
  }

  @Test
  void aClosedFileSystemIsNotTouched() throws Exception {
    FileSystemHost host = host(0);
    NotifyBatch batch = host.newBatch(64);
    batch.add(FILTER, ACTION, "\\a");
    host.close();

    assertThat(host.notify(FILTER, ACTION, "\\a")).isEqualTo(NtStatus.STATUS_CANCELLED);
    assertThat(host.notify(batch)).isEqualTo(NtStatus.STATUS_CANCELLED);
    assertThat(host.notifyBegin(0)).isEqualTo(NtStatus.STATUS_CANCELLED);
    assertThat(host.notifyEnd()).isEqualTo(NtStatus.STATUS_CANCELLED);
    assertThat(dll.notifications).isEmpty();
  }
}
