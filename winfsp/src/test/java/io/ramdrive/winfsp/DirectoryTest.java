// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp;

import static io.ramdrive.winfsp.NtAssertions.assertStatus;
import static org.assertj.core.api.Assertions.assertThat;

import io.ramdrive.winfsp.binding.NtStatus;
import io.ramdrive.winfsp.binding.WinNt;
import io.ramdrive.winfsp.sim.ChangeRecord;
import io.ramdrive.winfsp.sim.DirectoryEntry;
import io.ramdrive.winfsp.sim.FileInformation;
import io.ramdrive.winfsp.sim.SimFile;
import io.ramdrive.winfsp.sim.SimVolume;
import io.ramdrive.winfsp.sim.SimWatcher;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The group "dirctl" of winfsp-tests: listings and watchers. */
class DirectoryTest {
  private static final int FILES = 300;

  @OnEveryMount
  void aLargeDirectoryIsListedOnceEach(MountSetup setup) {
    try (SimulatedMount mount = SimulatedMount.mount(setup)) {
      SimVolume drive = mount.drive();
      List<String> expected = fill(drive, "\\directory");
      for (int bufferSize : new int[] {1024, 4096, 16 << 10, 64 << 10}) {
        List<String> listed = listed(drive, mount.again("\\directory"), null, false, bufferSize);
        assertThat(listed).startsWith(".", "..");
        assertThat(listed.subList(2, listed.size())).containsExactlyInAnyOrderElementsOf(expected);
      }
      List<String> one = listed(drive, "\\directory", null, true, 4096);
      assertThat(one).hasSize(FILES + 2).doesNotHaveDuplicates();
    }
  }

  @OnEveryMount
  void aPatternChooses(MountSetup setup) {
    try (SimulatedMount mount = SimulatedMount.mount(setup)) {
      SimVolume drive = mount.drive();
      fill(drive, "\\directory");
      assertThat(listed(drive, "\\directory", "FILE-01?", false, 4096)).hasSize(10);
      assertThat(listed(drive, "\\directory", "File-1*", false, 4096)).hasSize(100);
      assertThat(listed(drive, "\\directory", "file-007", false, 4096)).containsExactly("File-007");
      try (SimFile directory = drive.openDirectory("\\directory")) {
        assertStatus(
            NtStatus.STATUS_NO_SUCH_FILE,
            () -> directory.queryDirectory("missing*", true, false, 4096));
      }
    }
  }

  @OnEveryMount
  void aListingGoesOnBehindNamesThatAreGone(MountSetup setup) {
    try (SimulatedMount mount = SimulatedMount.mount(setup)) {
      SimVolume drive = mount.drive();
      List<String> expected = fill(drive, "\\directory");
      List<String> listed = new ArrayList<>();
      try (SimFile directory = drive.openDirectory("\\directory")) {
        List<DirectoryEntry> entries = directory.queryDirectory(null, true, false, 2048);
        while (!entries.isEmpty()) {
          entries.forEach(entry -> listed.add(entry.name()));
          String last = entries.getLast().name();
          if (!last.startsWith(".")) {
            drive.delete("\\directory\\" + last);
          }
          entries = directory.queryDirectory(null, false, false, 2048);
        }
      }
      assertThat(listed).containsAll(expected).doesNotHaveDuplicates();
    }
  }

  @OnEveryMount
  void theRootHasNoDots(MountSetup setup) {
    try (SimulatedMount mount = SimulatedMount.mount(setup)) {
      SimVolume drive = mount.drive();
      drive.writeFile("\\file", new byte[1]);
      assertThat(listed(drive, "\\", null, false, 4096)).containsExactly("file");
    }
  }

  @OnEveryMount
  void aBufferThatHoldsNoEntryIsRefused(MountSetup setup) {
    try (SimulatedMount mount = SimulatedMount.mount(setup)) {
      SimVolume drive = mount.drive();
      String longest = "n".repeat(255);
      drive.writeFile("\\" + longest, new byte[1]);
      try (SimFile directory = drive.openDirectory("\\")) {
        assertStatus(
            NtStatus.STATUS_BUFFER_OVERFLOW,
            () -> directory.queryDirectory(null, true, false, 128));
        assertThat(directory.queryDirectory(null, true, false, 4096).getFirst().name())
            .isEqualTo(longest);
      }
    }
  }

  @OnEveryMount
  void entriesSayWhatHandlesSay(MountSetup setup) {
    try (SimulatedMount mount = SimulatedMount.mount(setup)) {
      SimVolume drive = mount.drive();
      drive.createDirectory("\\directory");
      drive.writeFile("\\file", new byte[5000]);
      drive.setAttributes("\\file", WinNt.FILE_ATTRIBUTE_HIDDEN);
      for (DirectoryEntry entry : drive.entries("\\")) {
        FileInformation info = drive.info("\\" + entry.name());
        assertThat(entry.info().attributes()).isEqualTo(info.attributes());
        assertThat(entry.info().fileSize()).isEqualTo(info.fileSize());
        assertThat(entry.info().allocationSize()).isEqualTo(info.allocationSize());
        assertThat(entry.info().indexNumber()).isEqualTo(info.indexNumber());
        assertThat(entry.info().creationTime()).isEqualTo(info.creationTime());
      }
    }
  }

  @OnEveryMount
  void aCachedListingMissesNothingMadeThroughTheMount(MountSetup setup) {
    try (SimulatedMount mount = SimulatedMount.mount(setup)) {
      SimVolume drive = mount.drive();
      drive.createDirectory("\\one");
      drive.createDirectory("\\other");
      for (int i = 0; i < 10; i++) {
        assertThat(drive.list("\\one")).isEmpty();
        drive.writeFile("\\one\\file", new byte[i]);
        assertThat(drive.list("\\one")).containsExactly("file");
        drive.rename("\\one\\file", "\\other\\File" + i);
        assertThat(drive.list("\\one")).isEmpty();
        assertThat(drive.list("\\other")).containsExactly("File" + i);
        drive.rename("\\other\\File" + i, "\\other\\FILE" + i);
        assertThat(drive.list("\\other")).containsExactly("FILE" + i);
        drive.delete(mount.again("\\other\\file" + i));
        assertThat(drive.list("\\other")).isEmpty();
      }
    }
  }

  @OnEveryMount
  void watchersHearOfWhatHappensThroughTheMount(MountSetup setup) {
    try (SimulatedMount mount = SimulatedMount.mount(setup)) {
      SimVolume drive = mount.drive();
      drive.createDirectory("\\directory");
      try (SimWatcher watcher =
          drive.watch(
              "\\",
              WinNt.FILE_NOTIFY_CHANGE_FILE_NAME
                  | WinNt.FILE_NOTIFY_CHANGE_DIR_NAME
                  | WinNt.FILE_NOTIFY_CHANGE_SIZE,
              true)) {
        drive.writeFile("\\directory\\file", new byte[1]);
        assertThat(actions(watcher, "\\directory\\file")).contains(WinNt.FILE_ACTION_ADDED);
        drive.rename("\\directory\\file", "\\directory\\new");
        List<ChangeRecord> renamed = watcher.changes();
        assertThat(renamed)
            .extracting(ChangeRecord::action)
            .containsSubsequence(
                WinNt.FILE_ACTION_RENAMED_OLD_NAME, WinNt.FILE_ACTION_RENAMED_NEW_NAME);
        drive.delete("\\directory\\new");
        assertThat(actions(watcher, "\\directory\\new")).contains(WinNt.FILE_ACTION_REMOVED);
      }
    }
  }

  private static List<Integer> actions(SimWatcher watcher, String path) {
    return watcher.changes().stream()
        .filter(change -> change.path().equalsIgnoreCase(path))
        .map(ChangeRecord::action)
        .toList();
  }

  private static List<String> fill(SimVolume drive, String directory) {
    drive.createDirectory(directory);
    List<String> names = new ArrayList<>();
    for (int i = 0; i < FILES; i++) {
      // In an order that is not the names' own.
      String name = "File-%03d".formatted(i * 7 % FILES);
      drive.createNew(directory + "\\" + name).close();
      names.add(name);
    }
    names.sort(Comparator.comparing(name -> name.toUpperCase(Locale.ROOT)));
    return names;
  }

  private static List<String> listed(
      SimVolume drive, String path, @Nullable String pattern, boolean single, int bufferSize) {
    List<String> names = new ArrayList<>();
    try (SimFile directory = drive.openDirectory(path)) {
      List<DirectoryEntry> entries = directory.queryDirectory(pattern, true, single, bufferSize);
      while (!entries.isEmpty()) {
        entries.forEach(entry -> names.add(entry.name()));
        entries = directory.queryDirectory(pattern, false, single, bufferSize);
      }
    }
    return names;
  }
}
