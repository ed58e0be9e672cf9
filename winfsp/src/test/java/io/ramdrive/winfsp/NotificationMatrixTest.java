// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * For each row of the matrix: with all rows in force, programs see what is true; with only that row
 * switched off, they do not. The kernel may keep everything for ever, and nothing is told again
 * because an answer may be under way.
 */
class NotificationMatrixTest {
  @ParameterizedTest
  @EnumSource
  void withAllRowsProgramsSeeTheTruth(NotificationRule rule) {
    MatrixScenario scenario = run(rule, NotificationMatrix.COMPLETE);
    assertThat(scenario.shown()).isEqualTo(scenario.truth());
  }

  @ParameterizedTest
  @EnumSource
  void withoutTheRowTheyDoNot(NotificationRule rule) {
    MatrixScenario scenario = run(rule, NotificationMatrix.without(rule));
    assertThat(scenario.shown()).isNotEqualTo(scenario.truth());
  }

  private static MatrixScenario run(NotificationRule rule, NotificationMatrix matrix) {
    MountSetup setup = MountSetup.forEver().notifying().answeringAtOnce().matrix(matrix);
    try (SimulatedMount mount = SimulatedMount.mount(setup)) {
      return MatrixScenario.run(rule, mount);
    }
  }
}
