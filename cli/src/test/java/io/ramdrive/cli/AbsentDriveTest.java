// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the commands about a mounted drive say where there is none. */
class AbsentDriveTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"unmount", "umount", "status"})
  void saysThatNothingIsMountedThere(String command) {
    Path absent = folder.resolve("absent/dir");
    for (Path directory : new Path[] {folder, absent, Path.of("/proc")}) {
      CommandResult result = CommandResult.of(command, directory.toString());
      assertThat(result.exitCode()).isEqualTo(ExitCode.NOT_MOUNTED);
      assertThat(result.out()).isEmpty();
      assertThat(result.err())
          .isEqualTo(
              "ramdrive: No drive is mounted at "
                  + directory
                  + "; 'ramdrive list' shows those that are.\n");
    }
  }

  @Test
  void listHasAHeading() {
    CommandResult list = CommandResult.of("list");
    assertThat(list.exitCode()).isZero();
    assertThat(list.out().lines().findFirst().orElseThrow().split(" {2,}"))
        .containsExactly("MOUNT POINT", "LABEL", "SIZE", "USED", "PROCESS");
    assertThat(CommandResult.of("list", "--json").out()).startsWith("[").endsWith("]\n");
  }

  @Test
  void followsSymlinksToWhatTheMountTableNames() throws Exception {
    Path real = Files.createDirectory(folder.toRealPath().resolve("real"));
    Path link = Files.createSymbolicLink(folder.resolve("link"), real);
    assertThat(MountPoint.resolve(link)).isEqualTo(real);
    assertThat(MountPoint.resolve(folder.resolve("link/../real/."))).isEqualTo(real);
    assertThat(MountPoint.resolve(Path.of("/"))).hasToString("/");
    assertThat(MountPoint.resolve(folder.resolve("absent/x"))).isAbsolute();
  }
}
