// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A test that takes a {@link MountSetup}: each timeout, with and without notifications. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ParameterizedTest(name = "{0}")
@MethodSource("io.ramdrive.winfsp.WithEveryTimeout$Setups#all")
@interface WithEveryTimeout {
  /** For ever, the default, and never. */
  final class Setups {
    private Setups() {}

    static Stream<MountSetup> all() {
      MountSetup setup = MountSetup.forEver();
      return Stream.of(setup, setup.timeout(1000), setup.timeout(0))
          .flatMap(each -> Stream.of(each, each.notifying()));
    }
  }
}
