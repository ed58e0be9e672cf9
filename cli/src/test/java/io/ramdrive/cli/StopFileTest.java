// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StopFileTest {
  @TempDir private Path folder;
  private final CountDownLatch came = new CountDownLatch(1);

  @Test
  void theComingOfTheFileIsNoticed() throws Exception {
    Path file = folder.resolve("7.stop");
    try (StopFile stopFile = StopFile.watch(file, came::countDown)) {
      assertThat(stopFile).isNotNull();
      Files.createFile(folder.resolve("8.stop"));
      assertThat(came.getCount()).isOne();
      Files.createFile(file);
      assertThat(came.await(60, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void aFileFromBeforeWasMeantForSomebodyElse() throws Exception {
    Path file = Files.createFile(folder.resolve("7.stop"));
    try (StopFile stopFile = StopFile.watch(file, came::countDown)) {
      assertThat(stopFile).isNotNull();
      assertThat(file).doesNotExist();
      assertThat(came.getCount()).isOne();
    }
  }

  @Test
  void whoAsksWaitsUntilTheFileIsTaken() throws Exception {
    Path file = folder.resolve("7.stop");
    try (StopFile stopFile =
        StopFile.watch(file, () -> assertThat(file.toFile().delete()).isTrue())) {
      assertThat(stopFile).isNotNull();
      assertThat(StopFile.request(file, Duration.ofSeconds(60), false)).isTrue();
      assertThat(file).doesNotExist();
    }
  }

  @Test
  void whoIsNotAnsweredIsTold() throws Exception {
    Path file = folder.resolve("7.stop");
    assertThat(StopFile.request(file, Duration.ZERO, false)).isFalse();
    assertThat(file).exists();
    assertThat(StopFile.request(file, Duration.ZERO, true)).isTrue();
  }
}
