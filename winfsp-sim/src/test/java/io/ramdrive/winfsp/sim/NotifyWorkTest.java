// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.sim;

import static io.ramdrive.winfsp.binding.WinNt.*;
import static io.ramdrive.winfsp.sim.MemMachine.INFINITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ramdrive.winfsp.binding.NtStatus;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Who hears of changes, and what a notification does to the caches. */
class NotifyWorkTest {
  private static final int ALL = 0xFFF;

  @Test
  void theDriverReportsWhatProgramsDo() {
    try (MemMachine machine = MemMachine.start(INFINITE);
        SimWatcher watcher = machine.volume.watch("\\", ALL, true)) {
      SimVolume volume = machine.volume;
      volume.createDirectory("\\dir");
      volume.createNew("\\dir\\file").close();
      assertThat(watcher.changes())
          .containsExactly(
              new ChangeRecord(FILE_ACTION_ADDED, FILE_NOTIFY_CHANGE_DIR_NAME, "\\dir"),
              new ChangeRecord(FILE_ACTION_ADDED, FILE_NOTIFY_CHANGE_FILE_NAME, "\\dir\\file"));
      volume.rename("\\dir\\file", "\\dir\\other");
      assertThat(watcher.changes())
          .extracting(ChangeRecord::action)
          .containsExactly(FILE_ACTION_RENAMED_OLD_NAME, FILE_ACTION_RENAMED_NEW_NAME);
      try (SimFile file = volume.openFile("\\dir\\other")) {
        file.write(0, new byte[1]);
        assertThat(watcher.changes())
            .containsExactly(
                new ChangeRecord(
                    FILE_ACTION_MODIFIED,
                    FILE_NOTIFY_CHANGE_SIZE | FILE_NOTIFY_CHANGE_LAST_WRITE,
                    "\\dir\\other"));
      }
      watcher.changes();
      volume.delete("\\dir\\other");
      assertThat(watcher.changes())
          .containsExactly(
              new ChangeRecord(FILE_ACTION_REMOVED, FILE_NOTIFY_CHANGE_FILE_NAME, "\\dir\\other"));
    }
  }

  @Test
  void aWatcherHearsOnlyOfItsOwnDirectoryUnlessItWantsTheSubtree() {
    try (MemMachine machine = MemMachine.start(1000);
        SimWatcher shallow = machine.volume.watch("\\", FILE_NOTIFY_CHANGE_FILE_NAME, false)) {
      machine.volume.createDirectory("\\dir");
      machine.volume.createNew("\\dir\\file").close();
      machine.volume.createNew("\\file").close();
      assertThat(shallow.changes()).extracting(ChangeRecord::path).containsExactly("\\file");
    }
  }

  @Test
  void aNotificationFlushesPurgesAndInvalidates() {
    Spy spy = new Spy();
    try (MemMachine machine =
            MemMachine.start(new SimSettings(), INFINITE, params -> params, spy::on);
        SimWatcher watcher = machine.volume.watch("\\", ALL, true)) {
      SimVolume volume = machine.volume;
      volume.holdCloses(true);
      volume.expectOutsideChanges();
      try (SimFile file = volume.createNew("\\file")) {
        file.write(0, new byte[] {1, 2, 3});
        volume.list("\\");
        watcher.changes();
        machine.host.notify(FILE_NOTIFY_CHANGE_SIZE, FILE_ACTION_MODIFIED, "\\FILE");
        machine.windows.awaitNotifications();
        assertThat(spy.count("write")).isEqualTo(1);
        assertThat(watcher.changes())
            .containsExactly(
                new ChangeRecord(FILE_ACTION_MODIFIED, FILE_NOTIFY_CHANGE_SIZE, "\\FILE"));
        spy.calls();
        file.info();
        assertThat(spy.count("getFileInfo")).isEqualTo(1);
        file.read(0, 3);
        assertThat(spy.count("read")).isEqualTo(1);
        volume.list("\\");
        assertThat(spy.count("readDirectory")).isEqualTo(1);
      }
    }
  }

  @Test
  void aSessionKeepsRenamesOut() throws Exception {
    SimSettings settings = new SimSettings().version(SimVersion.V2_2);
    try (MemMachine machine = MemMachine.start(settings, 1000, params -> params, fs -> fs);
        ExecutorService programs = Executors.newSingleThreadExecutor()) {
      Future<?> rename = renameInSession(machine, programs);
      assertThat(rename.isDone()).isFalse();
      assertThat(machine.host.notifyEnd()).isEqualTo(NtStatus.STATUS_SUCCESS);
      rename.get();
      assertThat(machine.volume.exists("\\other")).isTrue();
    }
  }

  /** Up to 2.1 the work item that ends the session waits behind the rename that waits for it. */
  @Test
  void anOldDriverFreezesThen() {
    SimSettings settings = new SimSettings().version(SimVersion.V2_1).watchdogMillis(200);
    MemMachine machine = MemMachine.start(settings, 1000, params -> params, fs -> fs);
    try (ExecutorService programs = Executors.newSingleThreadExecutor()) {
      assertThatThrownBy(
              () -> {
                Future<?> rename = renameInSession(machine, programs);
                machine.host.notifyEnd();
                machine.windows.awaitNotifications();
                rename.get();
              })
          .satisfiesAnyOf(
              e -> assertThat(e).isInstanceOf(InvariantViolation.class),
              e -> assertThat(e).hasCauseInstanceOf(InvariantViolation.class));
    } finally {
      machine.closeBroken();
    }
  }

  /** A rename that has come as far as it can: it waits, or has given up. */
  private static Future<?> renameInSession(MemMachine machine, ExecutorService programs) {
    machine.volume.writeFile("\\file", new byte[1]);
    assertThat(machine.host.notifyBegin(0)).isEqualTo(NtStatus.STATUS_SUCCESS);
    Future<?> rename = programs.submit(() -> machine.volume.rename("\\file", "\\other"));
    while (!rename.isDone() && machine.host.notifyBegin(0) == NtStatus.STATUS_SUCCESS) {
      machine.host.notifyEnd();
      machine.windows.awaitNotifications();
    }
    return rename;
  }
}
