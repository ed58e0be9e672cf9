// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A test that takes a {@link MountSetup} and runs with each kind of mount that matters. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ParameterizedTest(name = "{0}")
@MethodSource("io.ramdrive.winfsp.OnEveryMount$Setups#all")
@interface OnEveryMount {
  /** Each timeout, and with each what else makes a difference, not in all combinations. */
  final class Setups {
    private Setups() {}

    static Stream<MountSetup> all() {
      MountSetup forEver = MountSetup.forEver();
      MountSetup aSecond = forEver.timeout(1000);
      MountSetup never = forEver.timeout(0);
      return Stream.of(
          forEver,
          forEver.notifying().newer().threads(4),
          forEver.flushingAndPurging().spellingOtherwise(),
          aSecond,
          aSecond.notifying().spellingOtherwise(),
          never.newer().threads(4),
          never.flushingAndPurging().notifying());
    }
  }
}
