// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.integration;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** What the environment says about tests that go on as long as they may. */
final class TestSettings {
  private TestSettings() {}

  /** The seed of everything random: {@code RAMDRIVE_SEED}, or a new one each time. */
  static long seed() {
    String seed = System.getenv("RAMDRIVE_SEED");
    return seed == null ? ThreadLocalRandom.current().nextLong(1L << 40) : number("RAMDRIVE_SEED");
  }

  /** Whether the environment asks for one certain seed. */
  static boolean hasSeed() {
    return System.getenv("RAMDRIVE_SEED") != null;
  }

  /** A number of seconds from the environment. */
  static Duration seconds(String variable, long otherwise) {
    return Duration.ofSeconds(number(variable, otherwise));
  }

  /** Options for the drive, option and value apart by blanks: {@code RAMDRIVE_DRIVE_OPTIONS}. */
  static String[] driveOptions() {
    String options = System.getenv("RAMDRIVE_DRIVE_OPTIONS");
    return options == null ? new String[0] : options.trim().split(" +");
  }

  /** A number from the environment. */
  static long number(String variable, long otherwise) {
    return System.getenv(variable) == null ? otherwise : number(variable);
  }

  private static long number(String variable) {
    String value = System.getenv(variable);
    try {
      return Long.parseLong(value);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          variable + " is \"" + value + "\", which is no whole number", e);
    }
  }
}
