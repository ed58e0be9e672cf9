// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

import static org.assertj.core.api.Assertions.assertThat;

import io.ramdrive.volume.Volume;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * For each row of the matrix: with all rows in force, the kernel shows what is true; with only that
 * row switched off, it does not. The kernel may believe everything for ever.
 */
class NotificationMatrixTest {
  @TempDir Path directory;

  @ParameterizedTest
  @EnumSource
  void withAllRowsTheKernelShowsTheTruth(NotificationRule rule) throws Exception {
    MatrixScenario scenario = run(rule, NotificationMatrix.COMPLETE);
    assertThat(scenario.shown()).isEqualTo(scenario.truth());
  }

  @ParameterizedTest
  @EnumSource
  void withoutTheRowTheKernelDoesNot(NotificationRule rule) throws Exception {
    MatrixScenario scenario = run(rule, NotificationMatrix.without(rule));
    assertThat(scenario.shown()).isNotEqualTo(scenario.truth());
  }

  private MatrixScenario run(NotificationRule rule, NotificationMatrix matrix) throws Exception {
    Stall notifications = new Stall();
    Stall writes = new Stall();
    CoherenceSettings settings =
        new CoherenceSettings(
            matrix,
            true,
            QueueLimits::of,
            notifications::before,
            exchange -> {
              if (InHeader.opcode(exchange.request()) == Opcode.FUSE_WRITE) {
                writes.pass();
              }
            });
    FuseOptions options =
        FuseOptions.builder().fileInfoTimeoutMs(FuseOptions.FOR_EVER).dispatchers(2).build();
    try (Volume volume = LiveMount.volume();
        FuseMount mount = FuseMount.mount(volume, directory, options, settings)) {
      // The two mounts of most users are told each of the other; here the other view is this test.
      volume.attach(inode -> {}, "a test", false, new Deaf());
      MatrixScenario scenario =
          new MatrixScenario(volume, mount.mountPoint(), notifications, writes);
      scenario.run(rule);
      return scenario;
    }
  }
}
