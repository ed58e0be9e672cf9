// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp;

import static org.assertj.core.api.Assertions.assertThat;

import io.ramdrive.winfsp.binding.NtStatus;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Several programs do anything to the same few files at once, in a machine whose threads dawdle;
 * the simulator's rules judge. {@code RAMDRIVE_SEED} gives each the same steps again, though
 * threads never meet in the same way twice.
 */
class ConcurrentFuzzTest {
  private static final int PROGRAMS = 4;
  private static final int STEPS = 80;

  /** What may come of two programs in each other's way; others are bugs. */
  private static final Set<String> EXPECTED =
      IntStream.of(
              NtStatus.STATUS_OBJECT_NAME_NOT_FOUND,
              NtStatus.STATUS_DIRECTORY_NOT_EMPTY,
              NtStatus.STATUS_CANNOT_DELETE,
              NtStatus.STATUS_FILE_DELETED,
              NtStatus.STATUS_USER_MAPPED_FILE,
              NtStatus.STATUS_DISK_FULL)
          .mapToObj("NTSTATUS 0x%08X"::formatted)
          .collect(Collectors.toUnmodifiableSet());

  @WithEveryTimeout
  void noRuleIsBroken(MountSetup setup) {
    fuzz(setup);
  }

  /** Most of what is written finds no space, or too little. */
  @WithEveryTimeout
  void noRuleIsBrokenOnAFullDrive(MountSetup setup) {
    fuzz(setup.capacity(96 << 10));
  }

  private static void fuzz(MountSetup setup) {
    FuzzSeeds.forEach(
        2,
        seed -> {
          try {
            fuzz(setup.crowded().threads(4).seed(seed), seed);
          } catch (AssertionError | RuntimeException e) {
            throw new AssertionError("RAMDRIVE_SEED=" + seed + " (" + setup + ")", e);
          }
        });
  }

  private static void fuzz(MountSetup setup, long seed) {
    try (SimulatedMount mount = SimulatedMount.mount(setup)) {
      Workers.run(PROGRAMS, program -> run(mount, seed * PROGRAMS + program));
    }
  }

  private static void run(SimulatedMount mount, long seed) {
    try (FuzzDrive drive = new FuzzDrive(mount, false)) {
      for (FuzzStep step : new FuzzSteps(seed, true).sequence(STEPS)) {
        String result = step.perform(drive).toString();
        assertThat(!result.startsWith("NTSTATUS") || EXPECTED.contains(result))
            .as("%s: %s", step, result)
            .isTrue();
      }
    }
  }
}
