// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/**
 * A drive behaves as tmpfs does: the same random operations on both, in lock step, each result
 * compared.
 *
 * <p>{@code RAMDRIVE_DIFFERENTIAL_SECONDS} says for how long; {@code RAMDRIVE_SEED} replays the one
 * sequence whose seed a failure has told; {@code RAMDRIVE_DRIVE_OPTIONS} says on what drive.
 */
class DifferentialTest {
  /** What every build compares: the same sequences each time. New ones are for who asks. */
  private static final long KNOWN_SEED = 859794665340L;

  private static final int KNOWN_SEQUENCES = 70;

  private static final Duration TIME = TestSettings.seconds("RAMDRIVE_DIFFERENTIAL_SECONDS", 25);

  @Test
  void aDriveBehavesLikeTmpfs() {
    try (TestDrive drive = TestDrive.mount(TestSettings.driveOptions())) {
      compareWithTmpfs(drive, Set.of(), TIME);
    }
  }

  @Test
  void aDriveWithLargePagesBehavesLikeTmpfs() {
    try (TestDrive drive = TestDrive.mount("--page-size-kb", "64")) {
      compareWithTmpfs(
          drive, Set.of(AllowedDifference.BLOCKS, AllowedDifference.EXTENTS), TIME.dividedBy(5));
    }
  }

  /** There a copied range is bytes, not pages that are shared. */
  @Test
  void aDriveWithPassthroughBehavesLikeTmpfs() {
    try (TestDrive drive = TestDrive.mount("--data-path", "passthrough")) {
      compareWithTmpfs(drive, Set.of(), TIME.dividedBy(5));
    }
  }

  private static void compareWithTmpfs(
      TestDrive drive, Set<AllowedDifference> allowed, Duration time) {
    try (TestDrive tmpfs = TestDrive.tmpfs()) {
      compare(
          new Differential(
              tmpfs.root(), drive.root(), TestDrive.onPeer(), allowed, UnaryOperator.identity()),
          time);
    }
  }

  /** The comparison itself: what differs here is random and must not be compared. */
  @Test
  void tmpfsBehavesLikeTmpfs() throws Exception {
    try (TestDrive tmpfs = TestDrive.tmpfs()) {
      Path one = Files.createDirectory(tmpfs.root().resolve("one"));
      Path other = Files.createDirectory(tmpfs.root().resolve("other"));
      compare(
          new Differential(one, other, true, Set.of(), UnaryOperator.identity()),
          TIME.dividedBy(10));
    }
  }

  /** A drive that forgets to cut files would be found, and the reason told in a few lines. */
  @Test
  void aFaultIsFoundAndExplained() throws Exception {
    try (TestDrive tmpfs = TestDrive.tmpfs()) {
      Path one = Files.createDirectory(tmpfs.root().resolve("one"));
      Path other = Files.createDirectory(tmpfs.root().resolve("other"));
      Differential broken =
          new Differential(one, other, true, Set.of(), DifferentialTest::cutsTooLittle);
      for (long seed = 1; ; seed++) {
        List<Operation> operations = new OperationGenerator(seed).sequence(500);
        Optional<Divergence> divergence = broken.run(operations, Watch.NOTHING);
        if (divergence.isPresent()) {
          String explanation = broken.explain(operations, Watch.NOTHING, divergence.get());
          assertThat(explanation.lines().filter(line -> line.startsWith("  ")).count())
              .as("lines that explain: %s", explanation)
              .isLessThanOrEqualTo(8);
          assertThat(explanation).contains("Ftruncate[");
          return;
        }
      }
    }
  }

  private static Operation cutsTooLittle(Operation operation) {
    return operation instanceof DataOperations.Ftruncate(int slot, long length) && length > 0
        ? new DataOperations.Ftruncate(slot, length - 1)
        : operation;
  }

  private static void compare(Differential differential, Duration time) {
    long end = System.nanoTime() + time.toNanos();
    boolean asked = System.getenv("RAMDRIVE_DIFFERENTIAL_SECONDS") != null;
    long first = asked || TestSettings.hasSeed() ? TestSettings.seed() : KNOWN_SEED;
    int sequences = 0;
    long operations = 0;
    for (long seed = first; sequences == 0 || System.nanoTime() < end; seed++) {
      operations += compare(differential, seed);
      sequences++;
      if (TestSettings.hasSeed() || (!asked && sequences == KNOWN_SEQUENCES)) {
        break;
      }
    }
    System.out.printf(
        "differential: %d sequences, %d operations, seeds from %d%n", sequences, operations, first);
  }

  private static int compare(Differential differential, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Watch watch = Watch.any(random);
    List<Operation> sequence =
        new OperationGenerator(random.nextLong()).sequence(50 + random.nextInt(600));
    Optional<Divergence> divergence = differential.run(sequence, watch);
    if (divergence.isPresent()) {
      fail(
          "RAMDRIVE_SEED=%d: %s"
              .formatted(seed, differential.explain(sequence, watch, divergence.get())));
    }
    return sequence.size();
  }
}
