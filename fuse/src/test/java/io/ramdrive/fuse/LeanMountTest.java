// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

import static org.assertj.core.api.Assertions.assertThat;

import io.ramdrive.volume.Volume;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which requests a mount does without that checks no permissions and has no attributes. */
class LeanMountTest {
  @TempDir Path directory;
  private final Volume volume = LiveMount.volume();
  private final RequestLog requests = new RequestLog();

  @AfterEach
  void close() {
    volume.close();
  }

  /** For what the kernel writes back it also sends times, which is another matter. */
  @ParameterizedTest
  @CsvSource({"DEVICE, false", "DEVICE, true", "RING, false", "RING, true"})
  void askForNothingThatTheyDoNotNeed(FuseOptions.Transport transport, boolean exclusive)
      throws IOException {
    FuseOptions.Builder options =
        FuseOptions.builder()
            .fileInfoTimeoutMs(FuseOptions.FOR_EVER)
            .transport(transport)
            .exclusive(exclusive);
    try (FuseMount mount = mount(options.checkPermissions(false).xattrs(false))) {
      Path root = mount.mountPoint();
      Files.writeString(root.resolve("first"), "The kernel asks here whether it may ask.");
      requests.take();
      Path file = root.resolve("file");
      Files.writeString(file, "content");
      Map<String, Integer> creation = requests.take();
      assertThat(creation)
          .containsEntry("LOOKUP", 1)
          .containsEntry("CREATE", 1)
          .containsEntry("WRITE", 1)
          .doesNotContainKeys("GETATTR", "GETXATTR");
      Files.move(file, root.resolve("renamed"));
      assertThat(requests.take()).containsEntry("RENAME", 1).doesNotContainKeys("GETXATTR");
      Files.delete(root.resolve("renamed"));
      assertThat(requests.take()).containsEntry("UNLINK", 1).doesNotContainKeys("GETATTR");
    }
  }

  @Test
  void nobodyElseComesInWherePermissionsAreNotChecked() throws IOException {
    try (FuseMount mount = mount(FuseOptions.builder().checkPermissions(false))) {
      assertThat(Files.readAllLines(Path.of("/proc/self/mountinfo")))
          .filteredOn(line -> line.contains(" " + mount.mountPoint() + " "))
          .singleElement()
          .asString()
          .doesNotContain("allow_other", "default_permissions");
    }
  }

  private FuseMount mount(FuseOptions.Builder options) throws MountException {
    CoherenceSettings settings =
        new CoherenceSettings(
            NotificationMatrix.COMPLETE, true, QueueLimits::of, UnaryOperator.identity(), requests);
    try (RingSwitch _ = RingSwitch.on()) {
      return FuseMount.mount(volume, directory, options.build(), settings);
    }
  }
}
