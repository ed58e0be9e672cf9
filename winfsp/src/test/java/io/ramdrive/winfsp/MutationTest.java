// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.ramdrive.winfsp.sim.Invariant;
import io.ramdrive.winfsp.sim.InvariantViolation;
import io.ramdrive.winfsp.sim.NotifyMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the simulator is good for: no bug that a view has had, or could have, gets past it. */
class MutationTest {
  private static final Path DOCUMENT =
      Path.of(System.getProperty("ramdrive.root"), "docs", "windows.md");

  @ParameterizedTest
  @EnumSource
  void theBugIsCaught(SeededBug bug) {
    InvariantViolation violation = caught(bug, NotifyMode.STRICT);
    assertThat(violation.invariant()).as("%s", violation).isEqualTo(bug.caughtBy());
  }

  /** In the mode in which a drive hung: the call waits for what waits for its caller. */
  @Test
  void aNotificationOnADispatchersThreadIsFoundOutWhereItHangs() {
    InvariantViolation violation =
        caught(SeededBug.NOTIFIES_ON_DISPATCHER, NotifyMode.CONSERVATIVE);
    assertThat(violation.invariant()).isIn(Invariant.NOTIFY, Invariant.THREADING);
  }

  /** The same without bugs: nothing is caught. */
  @ParameterizedTest
  @ValueSource(longs = {MountSetup.FOR_EVER, 1000, 0})
  void nothingIsCaughtInTheViewAsItIs(long timeout) {
    MountSetup setup = MountSetup.forEver().timeout(timeout);
    List<Consumer<SimulatedMount>> workouts =
        Stream.of(SeededBug.values()).map(SeededBug::workout).distinct().toList();
    for (Consumer<SimulatedMount> workout : workouts) {
      try (SimulatedMount mount = SimulatedMount.mount(setup)) {
        workout.accept(mount);
      }
    }
  }

  @Test
  void theDocumentHasTheSameTable() throws IOException {
    List<String> rows =
        Files.readAllLines(DOCUMENT).stream()
            .dropWhile(line -> !line.startsWith("| seeded bug |"))
            .skip(2)
            .takeWhile(line -> line.startsWith("|"))
            .toList();
    assertThat(rows)
        .containsExactly(
            Stream.of(SeededBug.values())
                .map(bug -> "| %s | `%s` |".formatted(bug.sentence(), bug.caughtBy()))
                .toArray(String[]::new));
  }

  private static InvariantViolation caught(SeededBug bug, NotifyMode mode) {
    MountSetup setup = MountSetup.forEver().notifyMode(mode).patience(1000).wrapped(bug::in);
    try (SimulatedMount mount = SimulatedMount.mount(setup)) {
      bug.workout().accept(mount);
    } catch (InvariantViolation violation) {
      return violation;
    } catch (RuntimeException | AssertionError e) {
      for (Throwable suppressed : e.getSuppressed()) {
        if (suppressed instanceof InvariantViolation violation) {
          return violation;
        }
      }
      return fail("not caught by the simulator", e);
    }
    return fail("not caught at all: " + bug.sentence());
  }
}
