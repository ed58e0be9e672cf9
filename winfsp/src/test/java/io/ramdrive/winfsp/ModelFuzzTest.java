// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * The drive does what a simple model of a Windows drive does, whatever one program does to it and
 * however late the kernel writes and closes. A failure tells its seed ({@code RAMDRIVE_SEED}) and
 * the shortest sequence found that shows it.
 */
class ModelFuzzTest {
  private static final int LENGTH = 250;

  @Test
  void forEver() {
    fuzz(MountSetup.forEver(), 12);
  }

  @Test
  void forASecond() {
    fuzz(MountSetup.forEver().timeout(1000), 8);
  }

  @Test
  void notAtAll() {
    fuzz(MountSetup.forEver().timeout(0).flushingAndPurging(), 6);
  }

  /** The comparison itself: a model that cuts files too short is found out, in a few steps. */
  @Test
  void aFaultIsFoundAndExplained() {
    MountSetup broken =
        MountSetup.forEver().timeout(0).wrapped((mount, view) -> new ForgetsToCut(view));
    for (long seed = 1; ; seed++) {
      List<FuzzStep> steps = new FuzzSteps(seed).sequence(LENGTH);
      if (divergence(broken, seed, steps) != null) {
        List<FuzzStep> shortest = shortest(broken, seed, steps);
        assertThat(shortest).hasSizeLessThanOrEqualTo(8);
        return;
      }
    }
  }

  private static void fuzz(MountSetup setup, int known) {
    FuzzSeeds.forEach(
        known,
        seed -> {
          List<FuzzStep> steps = new FuzzSteps(seed).sequence(LENGTH);
          if (divergence(setup, seed, steps) != null) {
            List<FuzzStep> shortest = shortest(setup, seed, steps);
            fail(
                "RAMDRIVE_SEED=%d (%s): %s%n%s",
                seed,
                setup,
                divergence(setup, seed, shortest),
                shortest.stream().map(step -> "  " + step).collect(Collectors.joining("\n")));
          }
        });
  }

  /** How drive and model differ after these steps, or null. */
  private static @Nullable String divergence(MountSetup setup, long seed, List<FuzzStep> steps) {
    FuzzModel model = new FuzzModel();
    try (SimulatedMount mount = SimulatedMount.mount(setup.seed(seed));
        FuzzDrive drive = new FuzzDrive(mount, true)) {
      for (FuzzStep step : steps) {
        Object expected = step.perform(model);
        Object actual = step.perform(drive);
        if (!expected.equals(actual)) {
          return "%s: %s instead of %s".formatted(step, actual, expected);
        }
      }
      return null;
    } catch (AssertionError e) {
      return e.toString();
    }
  }

  /** Leaves out what can be left out, in pieces that become smaller. */
  private static List<FuzzStep> shortest(MountSetup setup, long seed, List<FuzzStep> steps) {
    List<FuzzStep> rest = steps;
    for (int piece = steps.size() / 2; piece > 0; piece /= 2) {
      for (int at = 0; at + piece <= rest.size(); ) {
        List<FuzzStep> fewer = new ArrayList<>(rest);
        fewer.subList(at, at + piece).clear();
        if (divergence(setup, seed, fewer) != null) {
          rest = fewer;
        } else {
          at += piece;
        }
      }
    }
    return rest;
  }
}
