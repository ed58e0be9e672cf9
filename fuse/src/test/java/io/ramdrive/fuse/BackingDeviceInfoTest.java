// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackingDeviceInfoTest {
  @TempDir private Path folder;
  private Path maxRatio;
  private Path memoryMax;
  private Path dirtyRatio;

  @BeforeEach
  void asTheKernelMakesThem() throws IOException {
    maxRatio = Files.writeString(folder.resolve("max_ratio"), "1\n");
    memoryMax = Files.writeString(folder.resolve("memory.max"), "max\n");
    dirtyRatio = folder.resolve("dirty_ratio");
  }

  private BackingDeviceInfo limits() {
    return new BackingDeviceInfo(
        folder, dirtyRatio, List.of(memoryMax, folder.resolve("no such control group")));
  }

  @ParameterizedTest
  @CsvSource({"20, 100", "40, 100", "50, 80", "90, 44"})
  void leavesMemoryForWhatIsWrittenBack(int ofAll, String ofOurs) throws IOException {
    Files.writeString(dirtyRatio, ofAll + "\n");
    limits().allowWriteback();
    assertThat(maxRatio).hasContent(ofOurs);
  }

  @Test
  void readsAhead() throws IOException {
    Path readAhead = Files.writeString(folder.resolve("read_ahead_kb"), "128\n");
    limits().readAhead();
    assertThat(readAhead).hasContent("512");
  }

  @Test
  void leavesAllAloneWhereTheLimitIsInBytes() throws IOException {
    Files.writeString(dirtyRatio, "0\n");
    limits().allowWriteback();
    assertThat(maxRatio).hasContent("1");
  }

  @Test
  void leavesAllAloneWhereMemoryIsLimited() throws IOException {
    Files.writeString(dirtyRatio, "20\n");
    Files.writeString(memoryMax, "1073741824\n");
    limits().allowWriteback();
    assertThat(maxRatio).hasContent("1");
  }

  @Test
  void failsSoftlyWhereNothingMayBeChanged() throws IOException {
    Files.writeString(dirtyRatio, "20\n");
    Files.delete(maxRatio);
    Files.createDirectory(maxRatio);
    limits().allowWriteback();
    assertThat(maxRatio).isDirectory();
  }
}
