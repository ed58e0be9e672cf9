// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.ramdrive.winfsp.sim.SimVolume;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Directories made before the volume is mounted are there, and belong to everybody. */
class InitialDirectoryTest {
  static List<List<String>> trees() {
    return List.of(
        List.of("Temp"),
        List.of("Cache", "Cache/App1"),
        List.of("a", "a/b", "a/b/c", "a/b/c/d", "a/b/c/d/e"),
        List.of("Temp", "Cache", "Cache/App1", "Cache/App2", "Logs"));
  }

  @ParameterizedTest
  @MethodSource("trees")
  void theyAreThereAndWritable(List<String> directories) {
    MountSetup setup =
        MountSetup.forEver()
            .prepared(volume -> directories.forEach(new VolumeClient(volume)::createDirectory));
    try (SimulatedMount mount = SimulatedMount.mount(setup)) {
      SimVolume drive = mount.drive();
      drive.expectOutsideChanges();
      for (String directory : directories) {
        String path = "\\" + directory.replace('/', '\\');
        assertThat(drive.info(path).isDirectory()).as(path).isTrue();
        assertThat(SecurityText.entries(drive.securityDescriptor(path)))
            .allSatisfy(entry -> assertThat(entry).matches("\\(A;OICI;FA;;;(SY|BA|WD)\\)"))
            .hasSize(3);
        drive.writeFile(path + "\\file", directory.getBytes(UTF_8));
        assertThat(drive.readAllBytes(path + "\\file")).isEqualTo(directory.getBytes(UTF_8));
        drive.createDirectory(path + "\\directory");
        assertThat(drive.list(path)).contains("file", "directory");
      }
    }
  }
}
