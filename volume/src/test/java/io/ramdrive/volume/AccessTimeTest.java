// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.volume;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which reads move a file's time of access. */
final class AccessTimeTest {
  private static final int CHUNK = 1000;

  private final TestVolume test = new TestVolume();
  private final Inode file = test.file(test.root(), "file");
  private final long now = System.currentTimeMillis() / 1000;
  private final long days = now - 3 * 86_400;

  @BeforeEach
  void readLongAgo() {
    test.write(file, 0, new byte[4 * CHUNK]);
    file.ctimeSeconds = days - 1;
    file.mtimeSeconds = days - 1;
    file.atimeSeconds = days;
  }

  @AfterEach
  void close() {
    test.close();
  }

  @Test
  void theFirstReadOfADayDoes() {
    read(0);
    assertThat(file.atimeSeconds).isGreaterThanOrEqualTo(now);
    file.atimeSeconds = now - 80_000;
    read(0);
    assertThat(file.atimeSeconds).isEqualTo(now - 80_000);
  }

  @Test
  void aReadThatGoesOnBelongsToTheOneBefore() {
    read(0);
    file.atimeSeconds = days;
    read(CHUNK);
    assertThat(file.atimeSeconds).isEqualTo(days);
    read(3 * CHUNK);
    assertThat(file.atimeSeconds).isGreaterThanOrEqualTo(now);
  }

  @Test
  void aReadThatGoesOnInAnotherFileDoes() {
    Inode other = test.file(test.root(), "other");
    test.write(other, 0, new byte[CHUNK]);
    test.read(other, 0, CHUNK);
    read(CHUNK);
    assertThat(file.atimeSeconds).isGreaterThanOrEqualTo(now);
  }

  @Test
  void aReadThatGoesOnBehindAChangeDoes() {
    read(0);
    file.atimeSeconds = days;
    file.mtimeSeconds = days + 1;
    read(CHUNK);
    assertThat(file.atimeSeconds).isGreaterThanOrEqualTo(now);
  }

  private void read(int offset) {
    assertThat(test.read(file, offset, CHUNK)).hasSize(CHUNK);
  }
}
