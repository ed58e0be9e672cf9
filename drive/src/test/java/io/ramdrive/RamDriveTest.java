// SPDX-License-Identifier: Apache-2.0
package io.ramdrive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A drive that is not mounted; those that are, the integration tests use. */
class RamDriveTest {
  private static final HostMemory SMALL = new HostMemory(1 << 20, 512 << 10, 1 << 20);

  private static RamDriveOptions.Builder options() {
    return RamDriveOptions.builder().size("1m").maxInodes(5);
  }

  @Test
  void isEmptyAtFirst() {
    try (RamDrive drive = RamDrive.create(options().build())) {
      DriveStatistics statistics = drive.statistics();
      assertThat(statistics).isEqualTo(new DriveStatistics(1 << 20, 0, 5, 1));
      assertThat(statistics.free()).isEqualTo(1 << 20);
      assertThat(statistics.freeInodes()).isEqualTo(4);
      assertThat(drive.options().size()).isEqualTo(1 << 20);
    }
  }

  @Test
  void beginsWithItsInitialDirectories() {
    RamDriveOptions options = options().initialDirectories("Temp,Cache/App1,Cache/App2").build();
    try (RamDrive drive = RamDrive.create(options)) {
      assertThat(drive.statistics().freeInodes()).isZero();
    }
  }

  @Test
  void initialDirectoriesMustFit() {
    RamDriveOptions options = options().initialDirectories("a/b/c/d/e").build();
    assertThatThrownBy(() -> RamDrive.create(options))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("initial-directories: 'e' does not fit; raise size or max-inodes");
  }

  @Test
  void isOfNoUseWhenClosed(@TempDir Path folder) {
    RamDrive drive = RamDrive.create(options().build());
    drive.close();
    drive.close();
    assertThatThrownBy(drive::statistics)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("The drive is closed.");
    assertThatThrownBy(() -> drive.mount(folder)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aDirectoryThatDoesNotSuitIsRefused(@TempDir Path folder) {
    try (RamDrive drive = RamDrive.create(options().build())) {
      Path absent = folder.resolve("absent");
      assertThatThrownBy(() -> drive.mount(absent))
          .isInstanceOf(IOException.class)
          .hasMessageContaining(absent + " does not exist");
      assertThat(drive.statistics().inodes()).isEqualTo(1);
    }
  }

  @Test
  void whatOnlyWindowsHasIsRefused(@TempDir Path folder) {
    refuses(options().dirInfoTimeoutMs(0), folder, "dir-info-timeout-ms");
    refuses(options().volumeInfoTimeoutMs(5), folder, "volume-info-timeout-ms");
    refuses(options().purgeOnClose(true), folder, "purge-on-close");
  }

  private static void refuses(RamDriveOptions.Builder options, Path folder, String key) {
    try (RamDrive drive = RamDrive.create(options.build())) {
      assertThatThrownBy(() -> drive.mount(folder))
          .isInstanceOf(IOException.class)
          .hasMessage(key + ": this is for Windows; leave it out on Linux");
    }
  }

  @Test
  void memoryThatIsTakenAtOnceMustBeThere() {
    RamDriveOptions options = options().size("513k").preAllocate(true).build();
    assertThatThrownBy(() -> RamDrive.checkMemory(options, SMALL))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "pre-allocate: 516 KiB cannot be taken at once while 512 KiB of memory are available;"
                + " choose a smaller size, or leave out pre-allocate");
    RamDriveOptions fits = options().size("512k").preAllocate(true).build();
    assertThatCode(() -> RamDrive.checkMemory(fits, SMALL)).doesNotThrowAnyException();
    RamDriveOptions lazy = options().size("9m").build();
    assertThatCode(() -> RamDrive.checkMemory(lazy, SMALL)).doesNotThrowAnyException();
  }
}
