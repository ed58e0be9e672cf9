// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp;

import static io.ramdrive.volume.Volume.RENAME_EXCHANGE;
import static io.ramdrive.winfsp.binding.WinNt.FILE_ACTION_ADDED;
import static io.ramdrive.winfsp.binding.WinNt.FILE_ACTION_REMOVED;
import static io.ramdrive.winfsp.binding.WinNt.FILE_ACTION_RENAMED_NEW_NAME;
import static io.ramdrive.winfsp.binding.WinNt.FILE_ACTION_RENAMED_OLD_NAME;
import static io.ramdrive.winfsp.binding.WinNt.FILE_NOTIFY_CHANGE_DIR_NAME;
import static io.ramdrive.winfsp.binding.WinNt.FILE_NOTIFY_CHANGE_FILE_NAME;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.ramdrive.volume.AttributeChange;
import io.ramdrive.winfsp.binding.WinNt;
import io.ramdrive.winfsp.sim.FileAccess;
import io.ramdrive.winfsp.sim.SimFile;
import io.ramdrive.winfsp.sim.SimVolume;
import io.ramdrive.winfsp.sim.SimWatcher;
import io.ramdrive.winfsp.sim.StreamEntry;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * For one row of the matrix: lets the kernel know something, or somebody watch; changes that
 * through another view, and says what the kernel shows then and what is true.
 *
 * @param shown what a program sees
 * @param truth what it has to see
 */
record MatrixScenario(Object shown, Object truth) {
  /** Runs the scenario of a row on a mount. */
  static MatrixScenario run(NotificationRule rule, SimulatedMount mount) {
    return new Stage(mount).run(rule);
  }

  /** The two views of the volume. */
  private record Stage(SimulatedMount mount, SimVolume drive, VolumeClient other) {
    Stage(SimulatedMount mount) {
      this(mount, mount.drive(), new VolumeClient(mount.volume()));
      drive.expectOutsideChanges();
      other.createDirectory("d");
      other.createDirectory("e");
      other.write("d/f", "old".getBytes(UTF_8));
      other.write("e/g", "other".getBytes(UTF_8));
      mount.awaitNotified(other);
    }

    MatrixScenario run(NotificationRule rule) {
      return switch (rule) {
        case CREATED_NAME ->
            heard(FILE_ACTION_ADDED, "\\d\\new", () -> other.write("d/new", new byte[1]));
        case CREATED_PARENT -> modified("d", () -> other.write("d/new", new byte[1]));
        case LINKED_NAME -> heard(FILE_ACTION_ADDED, "\\d\\l", () -> other.link("e/g", "d/l"));
        case LINKED_PARENT -> modified("d", () -> other.link("e/g", "d/l"));
        case LINKED_INODE -> changed("e/g", "e/g", () -> other.link("e/g", "d/l"));
        case UNLINKED_LAST_NAME -> heard(FILE_ACTION_REMOVED, "\\d\\f", () -> other.unlink("d/f"));
        case UNLINKED_NAME -> {
          link("d/f", "e/l");
          yield heard(FILE_ACTION_REMOVED, "\\d\\f", () -> other.unlink("d/f"));
        }
        case UNLINKED_PARENT -> modified("d", () -> other.unlink("d/f"));
        case UNLINKED_INODE -> {
          link("d/f", "e/l");
          yield changed("d/f", "d/f", () -> other.unlink("e/l"));
        }
        case REMOVED_NAME -> {
          makeDirectory("d/i");
          yield heard(FILE_ACTION_REMOVED, "\\d\\i", () -> other.removeDirectory("d/i"));
        }
        case REMOVED_PARENT -> {
          makeDirectory("d/i");
          yield modified("d", () -> other.removeDirectory("d/i"));
        }
        case RENAMED_REPLACED ->
            heard(FILE_ACTION_REMOVED, "\\e\\g", () -> other.rename("d/f", "e/g", 0));
        case RENAMED_NAME ->
            heard(FILE_ACTION_RENAMED_OLD_NAME, "\\d\\f", () -> other.rename("d/f", "e/n", 0));
        case RENAMED_NEW_NAME ->
            heard(FILE_ACTION_RENAMED_NEW_NAME, "\\e\\n", () -> other.rename("d/f", "e/n", 0));
        case RENAMED_OVER_LAST_NAME ->
            heard(FILE_ACTION_RENAMED_NEW_NAME, "\\e\\g", () -> other.rename("d/f", "e/g", 0));
        case RENAMED_PARENT -> modified("d", () -> other.rename("d/f", "e/n", 0));
        case RENAMED_NEW_PARENT -> modified("e", () -> other.rename("d/f", "e/n", 0));
        case RENAMED_INODE -> {
          link("d/f", "e/l");
          yield changed("e/l", "e/l", () -> other.rename("d/f", "d/n", 0));
        }
        case EXCHANGED_NAME ->
            changed("d/f", "e/g", () -> other.rename("d/f", "e/g", RENAME_EXCHANGE));
        case EXCHANGED_NEW_NAME ->
            changed("e/g", "d/f", () -> other.rename("d/f", "e/g", RENAME_EXCHANGE));
        case EXCHANGED_PARENT -> modified("d", () -> other.rename("d/f", "e/g", RENAME_EXCHANGE));
        case EXCHANGED_NEW_PARENT ->
            modified("e", () -> other.rename("d/f", "e/g", RENAME_EXCHANGE));
        case WRITTEN_BYTES ->
            seen(
                SimFile::readAll,
                () -> other.write("d/f", "new".getBytes(UTF_8)),
                () -> "new".getBytes(UTF_8));
        case RESIZED_BYTES -> seen(SimFile::size, () -> other.resize("d/f", 1), () -> 1L);
        case ALLOCATED_INODE ->
            seen(
                file -> file.info().allocationSize(),
                () -> other.reserve("d/f", 100_000),
                () -> 102_400L);
        case ATTRIBUTES_INODE ->
            seen(
                file -> file.info().has(WinNt.FILE_ATTRIBUTE_HIDDEN),
                () ->
                    other.change(
                        "d/f", new AttributeChange().dosAttributes(WinNt.FILE_ATTRIBUTE_HIDDEN)),
                () -> true);
        case XATTRS_INODE ->
            seen(
                file -> file.ea().keySet().toString(),
                () -> other.setAttribute("d/f", "NAME", "value"),
                () -> "[NAME]");
        case STREAMS_INODE ->
            seen(
                file -> file.streams().stream().map(StreamEntry::name).toList().toString(),
                () -> other.createStream("d/f", "stream"),
                () -> "[, stream]");
      };
    }

    private void link(String from, String to) {
      other.link(from, to);
      mount.awaitNotified(other);
    }

    private void makeDirectory(String path) {
      other.createDirectory(path);
      mount.awaitNotified(other);
    }

    /** Whether somebody who watches all names hears of this. */
    private MatrixScenario heard(int action, String path, Runnable change) {
      try (SimWatcher watcher =
          drive.watch("\\", FILE_NOTIFY_CHANGE_FILE_NAME | FILE_NOTIFY_CHANGE_DIR_NAME, true)) {
        change.run();
        mount.awaitNotified(other);
        boolean heard =
            watcher.changes().stream()
                .anyMatch(
                    record -> record.action() == action && record.path().equalsIgnoreCase(path));
        return new MatrixScenario(heard, true);
      }
    }

    /** When a directory was modified that a program has open. */
    private MatrixScenario modified(String path, Runnable change) {
      return seen(path, file -> file.info().lastWriteTime(), change, () -> other.modified(path));
    }

    /** When a file was changed that a program has open, and that may be called otherwise then. */
    private MatrixScenario changed(String path, String after, Runnable change) {
      return seen(path, file -> file.info().changeTime(), change, () -> other.changed(after));
    }

    private MatrixScenario seen(
        Function<SimFile, Object> look, Runnable change, Supplier<Object> truth) {
      return seen("d/f", look, change, truth);
    }

    private MatrixScenario seen(
        String path, Function<SimFile, Object> look, Runnable change, Supplier<Object> truth) {
      other.makeOld(path);
      mount.awaitNotified(other);
      try (SimFile file =
          drive.open("\\" + path.replace('/', '\\'), FileAccess.FILE_GENERIC_READ)) {
        Object before = look.apply(file);
        change.run();
        mount.awaitNotified(other);
        assertThat(before).as("what was true before").isNotEqualTo(truth.get());
        return new MatrixScenario(look.apply(file), truth.get());
      }
    }
  }
}
