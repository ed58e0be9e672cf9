// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.spec;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What TLC found.
 *
 * @param violated the invariant or action property that does not hold, {@link #DEADLOCK}, {@link
 *     #LIVENESS}, or {@link #NOTHING}
 * @param states how many distinct states were found
 * @param output all that TLC printed, with the behaviour that violates what is violated
 */
public record Verdict(String violated, long states, String output) {
  /** All that was asked for holds. */
  public static final String NOTHING = "nothing";

  /** A state without successor. */
  public static final String DEADLOCK = "deadlock";

  /** A temporal property; TLC does not say which. */
  public static final String LIVENESS = "liveness";

  private static final Pattern NAMED =
      Pattern.compile("Error: (?:Invariant|Action property) (\\S+) is violated");

  private static final Pattern STATES = Pattern.compile("(\\d+) distinct states found");

  static Verdict of(String output) {
    return new Verdict(violated(output), states(output), output);
  }

  private static String violated(String output) {
    Matcher named = NAMED.matcher(output);
    if (named.find()) {
      return named.group(1);
    }
    if (output.contains("Error: Deadlock reached.")) {
      return DEADLOCK;
    }
    if (output.contains("Error: Temporal properties were violated.")) {
      return LIVENESS;
    }
    if (output.contains("Model checking completed. No error has been found.")) {
      return NOTHING;
    }
    throw new IllegalStateException("TLC came to no verdict:\n" + output);
  }

  private static long states(String output) {
    Matcher matcher = STATES.matcher(output);
    long states = 0;
    while (matcher.find()) {
      states = Long.parseLong(matcher.group(1));
    }
    return states;
  }
}
