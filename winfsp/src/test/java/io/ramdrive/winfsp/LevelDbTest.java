// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp;

import static io.ramdrive.winfsp.sim.FileAccess.FILE_GENERIC_READ;
import static io.ramdrive.winfsp.sim.FileAccess.FILE_GENERIC_WRITE;
import static io.ramdrive.winfsp.sim.FileAccess.FILE_RENAME_POSIX_SEMANTICS;
import static io.ramdrive.winfsp.sim.FileAccess.FILE_RENAME_REPLACE_IF_EXISTS;
import static io.ramdrive.winfsp.sim.FileAccess.FILE_SHARE_READ;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.ramdrive.winfsp.binding.WinNt;
import io.ramdrive.winfsp.sim.FileAccess;
import io.ramdrive.winfsp.sim.SimFile;
import io.ramdrive.winfsp.sim.SimVolume;

/**
 * What LevelDB does on Windows when it installs a manifest, call by call: CreateFile, WriteFile,
 * FlushFileBuffers, CloseHandle, MoveFileEx, CreateFile, GetFileSizeEx, ReadFile.
 */
class LevelDbTest {
  private static final byte[] FIRST = "MANIFEST-000001\n".getBytes(UTF_8);
  private static final byte[] SECOND = "MANIFEST-000004\n".getBytes(UTF_8);

  @WithEveryTimeout
  void aNewDatabaseReadsItsCurrentFile(MountSetup setup) {
    try (SimulatedMount mount = SimulatedMount.mount(setup)) {
      SimVolume drive = mount.drive();
      newDatabase(drive, "\\db");
      assertThat(readSequentially(drive, "\\db\\CURRENT")).isEqualTo(FIRST);
    }
  }

  @WithEveryTimeout
  void aReopenedDatabaseReadsItsNextCurrentFile(MountSetup setup) {
    try (SimulatedMount mount = SimulatedMount.mount(setup)) {
      SimVolume drive = mount.drive();
      newDatabase(drive, "\\db");
      assertThat(readSequentially(drive, "\\db\\CURRENT")).isEqualTo(FIRST);
      install(drive, "\\db\\000004.dbtmp", SECOND, "\\db\\CURRENT");
      assertThat(readSequentially(drive, "\\db\\CURRENT")).isEqualTo(SECOND);
      assertThat(drive.list("\\db"))
          .containsExactlyInAnyOrder("000003.log", "CURRENT", "LOCK", "MANIFEST-000001");
    }
  }

  @WithEveryTimeout
  void mixedCaseNamesAreTheSameFiles(MountSetup setup) {
    try (SimulatedMount mount = SimulatedMount.mount(setup)) {
      SimVolume drive = mount.drive();
      newDatabase(drive, "\\Profile");
      assertThat(readSequentially(drive, "\\PROFILE\\current")).isEqualTo(FIRST);
      install(drive, "\\profile\\000004.DBTMP", SECOND, "\\PROFILE\\Current");
      assertThat(readSequentially(drive, "\\Profile\\CURRENT")).isEqualTo(SECOND);
      assertThat(readSequentially(drive, "\\pROFILE\\cURRENT")).isEqualTo(SECOND);
    }
  }

  /** SetFileInformationByHandle with FileRenameInfoEx, as newer programs rename. */
  @WithEveryTimeout
  void aRenameByHandleIsSeenByName(MountSetup setup) {
    try (SimulatedMount mount = SimulatedMount.mount(setup)) {
      SimVolume drive = mount.drive();
      newDatabase(drive, "\\db");
      try (SimFile file = create(drive, "\\db\\000004.dbtmp")) {
        file.write(0, SECOND);
        file.flush();
        file.renameEx("\\db\\CURRENT", FILE_RENAME_REPLACE_IF_EXISTS | FILE_RENAME_POSIX_SEMANTICS);
        assertThat(file.size()).isEqualTo(SECOND.length);
      }
      assertThat(readSequentially(drive, "\\db\\CURRENT")).isEqualTo(SECOND);
    }
  }

  @WithEveryTimeout
  void theSequenceHoldsWhileTheMemoryManagerKeepsFiles(MountSetup setup) {
    try (SimulatedMount mount = SimulatedMount.mount(setup)) {
      SimVolume drive = mount.drive();
      drive.holdCloses(true);
      newDatabase(drive, "\\db");
      for (int i = 4; i < 20; i++) {
        byte[] content = "MANIFEST-%06d\n".formatted(i).getBytes(UTF_8);
        install(drive, "\\db\\%06d.dbtmp".formatted(i), content, "\\db\\CURRENT");
        assertThat(readSequentially(drive, "\\db\\CURRENT")).isEqualTo(content);
      }
      drive.holdCloses(false);
    }
  }

  /** The log is appended to and never closed; who opens it sees its size and bytes. */
  @WithEveryTimeout
  void aLogThatIsStillWrittenIsRead(MountSetup setup) {
    try (SimulatedMount mount = SimulatedMount.mount(setup)) {
      SimVolume drive = mount.drive();
      byte[] written = new byte[0];
      try (SimFile log =
          drive.createFile(
              "\\000003.log",
              FILE_GENERIC_WRITE,
              FILE_SHARE_READ,
              WinNt.FILE_OVERWRITE_IF,
              WinNt.FILE_NON_DIRECTORY_FILE)) {
        for (int i = 0; i < 20; i++) {
          byte[] record = Content.of(i, 700);
          log.write(written.length, record);
          written = Content.joined(written, record);
          if (i % 4 == 0) {
            log.flush();
          }
          try (SimFile reader =
              drive.createFile(
                  "\\000003.log",
                  FILE_GENERIC_READ,
                  FileAccess.FILE_SHARE_ALL,
                  WinNt.FILE_OPEN,
                  WinNt.FILE_NON_DIRECTORY_FILE)) {
            assertThat(reader.size()).isEqualTo(written.length);
            assertThat(reader.readAll()).isEqualTo(written);
          }
        }
      }
    }
  }

  private static void newDatabase(SimVolume drive, String directory) {
    drive.createDirectory(directory);
    assertThat(drive.exists(directory + "\\CURRENT")).isFalse();
    drive.writeFile(directory + "\\LOCK", new byte[0]);
    drive.writeFile(directory + "\\MANIFEST-000001", Content.of(1, 50));
    install(drive, directory + "\\000001.dbtmp", FIRST, directory + "\\CURRENT");
    drive.writeFile(directory + "\\000003.log", new byte[0]);
  }

  private static void install(SimVolume drive, String temporary, byte[] content, String name) {
    try (SimFile file = create(drive, temporary)) {
      file.write(0, content);
      file.flush();
    }
    drive.moveFileReplace(temporary, name);
  }

  private static SimFile create(SimVolume drive, String path) {
    return drive.createFile(
        path,
        FILE_GENERIC_WRITE | FileAccess.DELETE,
        FileAccess.FILE_SHARE_ALL,
        WinNt.FILE_OVERWRITE_IF,
        WinNt.FILE_NON_DIRECTORY_FILE);
  }

  private static byte[] readSequentially(SimVolume drive, String path) {
    try (SimFile file =
        drive.createFile(
            path,
            FILE_GENERIC_READ,
            FileAccess.FILE_SHARE_ALL,
            WinNt.FILE_OPEN,
            WinNt.FILE_NON_DIRECTORY_FILE | WinNt.FILE_SEQUENTIAL_ONLY)) {
      byte[] read = file.read(0, 8192);
      assertThat(file.size()).isEqualTo(read.length);
      assertThat(file.read(read.length, 8192)).isEmpty();
      return read;
    }
  }
}
