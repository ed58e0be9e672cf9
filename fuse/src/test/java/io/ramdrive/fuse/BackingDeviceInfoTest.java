// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackingDeviceInfoTest {
  @TempDir private Path folder;
  private Path maxRatio;
  private Path strictLimit;
  private Path dirtyRatio;

  @BeforeEach
  void asTheKernelMakesThem() throws IOException {
    maxRatio = Files.writeString(folder.resolve("max_ratio"), "1\n");
    strictLimit = Files.writeString(folder.resolve("strict_limit"), "1\n");
    dirtyRatio = folder.resolve("dirty_ratio");
  }

  @ParameterizedTest
  @CsvSource({"20, 100", "40, 100", "50, 80", "90, 44"})
  void leavesMemoryForWhatIsWrittenBack(int ofAll, String ofOurs) throws IOException {
    Files.writeString(dirtyRatio, ofAll + "\n");
    new BackingDeviceInfo(folder, dirtyRatio).allowWriteback();
    assertThat(maxRatio).hasContent(ofOurs);
    assertThat(strictLimit).hasContent("0");
  }

  @Test
  void readsAhead() throws IOException {
    Path readAhead = Files.writeString(folder.resolve("read_ahead_kb"), "128\n");
    new BackingDeviceInfo(folder, dirtyRatio).readAhead();
    assertThat(readAhead).hasContent("512");
  }

  @Test
  void leavesAllAloneWhereTheLimitIsInBytes() throws IOException {
    Files.writeString(dirtyRatio, "0\n");
    new BackingDeviceInfo(folder, dirtyRatio).allowWriteback();
    assertThat(maxRatio).hasContent("1");
    assertThat(strictLimit).hasContent("1");
  }

  @Test
  void failsSoftlyWhereNothingMayBeChanged() throws IOException {
    Files.writeString(dirtyRatio, "20\n");
    Files.delete(maxRatio);
    Files.createDirectory(maxRatio);
    new BackingDeviceInfo(folder, dirtyRatio).allowWriteback();
    assertThat(strictLimit).hasContent("1");
  }
}
