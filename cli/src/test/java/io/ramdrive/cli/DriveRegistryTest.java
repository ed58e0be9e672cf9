// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ramdrive.MountedDrive;
import io.ramdrive.RamDriveOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DriveRegistryTest {
  private static final Path MOUNT_POINT = Path.of("/mnt/a = b\n#ü\\n \t!\f\r:");
  private static final Path SECOND = Path.of("/mnt/second");
  private static final ProcessId DEAD = new ProcessId(Integer.MAX_VALUE, 1);

  @TempDir private Path folder;
  private Path directory;
  private DriveRegistry registry;

  @BeforeEach
  void open() {
    directory = folder.resolve("run").resolve("ramdrive");
    registry = new DriveRegistry(directory);
  }

  @Test
  void findsWhatWasAdded() throws IOException {
    DriveRecord drive =
        DriveRecord.of(
            List.of(MOUNT_POINT, SECOND),
            "/tmp/log",
            RamDriveOptions.builder().size(4096).maxInodes(7).build());
    registry.add(drive);
    DriveRecord found = registry.find(MOUNT_POINT).orElseThrow();
    assertThat(found.mountedAt().toEpochMilli()).isEqualTo(drive.mountedAt().toEpochMilli());
    assertThat(found).usingRecursiveComparison().ignoringFields("mountedAt").isEqualTo(drive);
    assertThat(found.options()).containsEntry("size", "4096").containsEntry("max-inodes", "7");
    assertThat(registry.find(SECOND)).contains(found);
    assertThat(registry.find(Path.of("/mnt/other"))).isEmpty();

    registry.remove(drive);
    assertThat(registry.find(MOUNT_POINT)).isEmpty();
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void nobodyElseMayLookInside() throws IOException {
    registry.open();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)))
        .isEqualTo("rwx------");
  }

  @Test
  void refusesADirectoryThatOthersCanEnter() throws IOException {
    registry.open();
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-x---"));
    assertThatThrownBy(() -> registry.open())
        .isInstanceOf(IOException.class)
        .hasMessage(
            directory + " must be a directory that belongs to you with mode 700; remove it");
  }

  @Test
  void refusesASymlink() throws IOException {
    Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
    Files.setPosixFilePermissions(elsewhere, PosixFilePermissions.fromString("rwx------"));
    Files.createDirectory(folder.resolve("run"));
    Files.createSymbolicLink(directory, elsewhere);
    assertThatThrownBy(() -> registry.open()).isInstanceOf(IOException.class);
  }

  @Test
  void sweepsWhatDiedWithoutAFarewell() throws IOException {
    Path log = Files.createFile(registry.open().resolve("mount-1.log"));
    registry.add(
        new DriveRecord(
            DEAD, List.of(MOUNT_POINT), Instant.now(), log.toString(), "ring", Map.of()));
    registry.add(DriveRecord.of(List.of(Path.of("/mnt/live")), "", RamDriveOptions.defaults()));

    registry.sweep(List.of(new MountedDrive(MOUNT_POINT, "still in the mount table")));
    assertThat(registry.find(MOUNT_POINT)).isPresent();
    assertThat(log).exists();

    registry.sweep(List.of());
    assertThat(registry.find(MOUNT_POINT)).isEmpty();
    assertThat(log).doesNotExist();
    assertThat(registry.find(Path.of("/mnt/live"))).isPresent();
  }

  @Test
  void keepsWhatIsStillMountedSomewhere() throws IOException {
    registry.add(
        new DriveRecord(DEAD, List.of(MOUNT_POINT, SECOND), Instant.now(), "", "ring", Map.of()));
    registry.sweep(List.of(new MountedDrive(SECOND, "the other is unmounted")));
    assertThat(registry.find(SECOND)).isPresent();
    registry.sweep(List.of());
    assertThat(registry.find(SECOND)).isEmpty();
  }

  @Test
  void sweepsLogsThatNobodyWillRead() throws IOException {
    Path fresh = registry.createLog();
    Path abandoned = Files.createFile(directory.resolve(Integer.MAX_VALUE + "-1.log"));
    Path used = Files.createFile(directory.resolve(Integer.MAX_VALUE + "-2.log"));
    registry.add(
        new DriveRecord(
            ProcessId.current(),
            List.of(MOUNT_POINT),
            Instant.now(),
            used.toString(),
            "ring",
            Map.of()));
    registry.sweep(List.of());
    assertThat(abandoned).doesNotExist();
    assertThat(fresh).isEmptyFile();
    assertThat(used).exists();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(fresh)))
        .isEqualTo("rw-------");
  }

  @Test
  void leavesALogThatTheUserChose() throws IOException {
    Path log = Files.createFile(folder.resolve("my.log"));
    DriveRecord drive =
        new DriveRecord(
            DEAD, List.of(MOUNT_POINT), Instant.now(), log.toString(), "ring", Map.of());
    registry.add(drive);
    registry.remove(drive);
    assertThat(log).exists();
  }

  @Test
  void theNewestRecordOfAMountPointCounts() throws IOException {
    Instant now = Instant.now();
    registry.add(
        new DriveRecord(DEAD, List.of(MOUNT_POINT), now.minusSeconds(9), "", "ring", Map.of()));
    registry.add(
        new DriveRecord(ProcessId.current(), List.of(MOUNT_POINT), now, "", "ring", Map.of()));
    assertThat(registry.find(MOUNT_POINT).orElseThrow().process()).isEqualTo(ProcessId.current());
  }

  @Test
  void skipsWhatIsNoRecord() throws IOException {
    Files.writeString(registry.open().resolve("1.drive"), "pid = x");
    Files.writeString(registry.open().resolve("2.drive"), "\\u00");
    Files.write(registry.open().resolve("3.drive"), new byte[] {(byte) 0xff});
    assertThat(registry.find(MOUNT_POINT)).isEmpty();
  }

  @Test
  void livesWhereTheSystemKeepsSuchThings() {
    Map<String, String> session = Map.of("XDG_RUNTIME_DIR", "/run/user/7");
    assertThat(DriveRegistry.directory(7, session, folder)).hasToString("/run/user/7/ramdrive");
    assertThat(DriveRegistry.directory(7, Map.of(), folder)).hasToString("/tmp/ramdrive-7");
    assertThat(DriveRegistry.directory(-2, Map.of("XDG_RUNTIME_DIR", ""), folder))
        .hasToString("/tmp/ramdrive-4294967294");
    assertThat(DriveRegistry.directory(0, session, folder)).hasToString("/run/ramdrive");
    assertThat(DriveRegistry.directory(0, session, folder.resolve("absent")))
        .hasToString("/run/user/7/ramdrive");
  }
}
