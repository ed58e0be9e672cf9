// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What programs ordinarily do, on a file system that does it right. */
class SimVolumeTest {
  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1000, MemMachine.INFINITE})
  void writesReadsListsAndDeletes(long timeout) {
    try (MemMachine machine = MemMachine.start(timeout)) {
      SimVolume volume = machine.volume;
      volume.createDirectory("\\Dir");
      volume.writeFile("\\Dir\\File.txt", bytes("hello"));
      assertThat(volume.readAllBytes("\\DIR\\file.TXT")).isEqualTo(bytes("hello"));
      assertThat(volume.readUncached("\\dir\\file.txt")).isEqualTo(bytes("hello"));
      assertThat(volume.list("\\Dir")).containsExactly("File.txt");
      assertThat(volume.info("\\Dir\\File.txt").fileSize()).isEqualTo(5);
      volume.drain();
      volume.delete("\\Dir\\File.txt");
      assertThat(volume.exists("\\Dir\\File.txt")).isFalse();
      volume.removeDirectory("\\Dir");
      assertThat(volume.list("\\")).isEmpty();
      volume.drain();
      assertThat(machine.fs.contexts()).isZero();
    }
  }
}
