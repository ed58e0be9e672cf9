// SPDX-License-Identifier: Apache-2.0
package io.ramdrive;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What needs no mount; those that are there, the integration tests use. */
class MountTest {
  @ParameterizedTest
  @CsvSource({
    "/Cache/App1, /mnt/ram/Cache/App1",
    "Cache, /mnt/ram/Cache",
    "/, /mnt/ram",
    "'', /mnt/ram",
    "//etc/passwd, /mnt/ram/etc/passwd",
    "///etc//passwd/, /mnt/ram/etc/passwd",
    "/../etc, /mnt/ram/etc",
    "../.., /mnt/ram",
    "a/../../../b, /mnt/ram/b",
    "/a/./b, /mnt/ram/a/b",
  })
  void aPathStaysWithinTheMount(String path, Path expected) {
    assertThat(Mount.within(Path.of("/mnt/ram"), path)).isEqualTo(expected);
  }
}
