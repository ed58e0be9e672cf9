// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;

/** A model with the configuration that it must pass, and variations of it. */
record Model(String module, String configuration) {
  /** The model of this name in the folder of models, with the configuration of the same name. */
  static Model named(String name) throws IOException {
    return named(name, name);
  }

  static Model named(String name, String configuration) throws IOException {
    return new Model(name, Files.readString(Tlc.models().resolve(configuration + ".cfg")));
  }

  /** The same with another value of a constant. */
  Model with(String constant, String value) {
    String varied =
        configuration.replaceAll("(?m)^  " + constant + " = .*$", "  " + constant + " = " + value);
    assertThat(configuration).as("constants").containsPattern("(?m)^  " + constant + " = ");
    return new Model(module, varied);
  }

  /** Checks that exactly this is violated, {@link Verdict#NOTHING} if so demanded. */
  void mustViolate(String expected) {
    long start = System.nanoTime();
    Verdict verdict = Tlc.check(Tlc.models(), module, configuration);
    assertThat(verdict.violated()).as(verdict::output).isEqualTo(expected);
    System.out.printf(
        "%s: violates %s, %,d distinct states, %.1f s%n",
        module, expected, verdict.states(), (System.nanoTime() - start) / 1e9);
  }
}
