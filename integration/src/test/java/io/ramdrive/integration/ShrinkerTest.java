// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ShrinkerTest {
  private static final List<Integer> THOUSAND = IntStream.range(0, 1000).boxed().toList();

  @Test
  void leavesOnlyTheStepsThatTheFailureNeeds() {
    Set<Integer> needed = Set.of(17, 503, 504, 998);

    Shrinker<Integer> shrinker = new Shrinker<>(steps -> steps.containsAll(needed), 1000);

    assertThat(shrinker.shrink(THOUSAND)).containsExactly(17, 503, 504, 998);
  }

  @Test
  void keepsTheOrderOfTheSteps() {
    Shrinker<Integer> shrinker =
        new Shrinker<>(steps -> steps.indexOf(800) > steps.indexOf(3) && steps.contains(3), 1000);

    assertThat(shrinker.shrink(THOUSAND)).containsExactly(3, 800);
  }

  @Test
  void stopsWhenTheBudgetIsUsedUp() {
    AtomicInteger tries = new AtomicInteger();

    List<Integer> shrunk =
        new Shrinker<Integer>(
                steps -> {
                  tries.incrementAndGet();
                  return steps.stream().filter(step -> step % 2 == 0).count() == 500;
                },
                100)
            .shrink(THOUSAND);

    assertThat(tries).hasValue(100);
    assertThat(shrunk).hasSizeLessThanOrEqualTo(1000).contains(0, 2, 998);
  }
}
