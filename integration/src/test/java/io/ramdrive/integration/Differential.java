// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.integration;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Replays sequences on a reference and on a drive in lock step and finds the first difference that
 * {@link AllowedDifference} does not allow.
 */
final class Differential {
  private static final int TREE_EVERY = 100;
  private static final int SHRINK_TRIES = 2000;

  private final Path reference;
  private final Path drive;
  private final boolean driveIsTmpfs;
  private final Set<AllowedDifference> allowed;
  private final UnaryOperator<Operation> fault;
  private int runs;

  /**
   * Compares two file systems.
   *
   * @param reference a directory on tmpfs
   * @param drive the directory in question
   * @param driveIsTmpfs whether that is on tmpfs, too: the test of the test
   * @param allowed in what all inodes may differ
   * @param fault what the drive does instead of an operation; the identity for a true comparison
   */
  Differential(
      Path reference,
      Path drive,
      boolean driveIsTmpfs,
      Set<AllowedDifference> allowed,
      UnaryOperator<Operation> fault) {
    this.reference = reference;
    this.drive = drive;
    this.driveIsTmpfs = driveIsTmpfs;
    this.allowed = allowed;
    this.fault = fault;
  }

  /** Replays a sequence in fresh directories; the first difference. */
  Optional<Divergence> run(List<Operation> operations, Watch watch) {
    runs++;
    Path here = fresh(reference);
    Path there = fresh(drive);
    try (Replayer expected = new Replayer(here, true, watch, allowed, UnaryOperator.identity());
        Replayer actual = new Replayer(there, driveIsTmpfs, watch, allowed, fault)) {
      return run(operations, expected, actual);
    } finally {
      deleteAllIn(reference);
      deleteAllIn(drive);
    }
  }

  private static Optional<Divergence> run(
      List<Operation> operations, Replayer expected, Replayer actual) {
    for (int index = 0; index < operations.size(); index++) {
      Operation operation = operations.get(index);
      String wanted = expected.replay(operation);
      String got = actual.replay(operation);
      if (!InodeText.same(wanted, got)) {
        return Optional.of(new Divergence(index, operation.toString(), wanted, got));
      }
      if (index % TREE_EVERY == TREE_EVERY - 1 || index == operations.size() - 1) {
        Optional<Divergence> trees = compareTrees(index, expected, actual);
        if (trees.isPresent()) {
          return trees;
        }
      }
    }
    return Optional.empty();
  }

  /** The trees as programs see them, and as the drive itself sees them. */
  private static Optional<Divergence> compareTrees(int index, Replayer expected, Replayer actual) {
    for (boolean direct : new boolean[] {false, true}) {
      Map<String, String> wanted = TreeSnapshot.of(expected, direct);
      Map<String, String> got = TreeSnapshot.of(actual, direct);
      TreeSet<String> names = new TreeSet<>(wanted.keySet());
      names.addAll(got.keySet());
      for (String name : names) {
        String line = wanted.getOrDefault(name, "absent");
        String other = got.getOrDefault(name, "absent");
        if (!line.equals(other)) {
          String what = "tree" + (direct ? ", past the kernel's cache: " : ": ") + name;
          return Optional.of(new Divergence(index, what, line, other));
        }
      }
    }
    return Optional.empty();
  }

  /** Makes a failing sequence short and tells all that is needed to understand it. */
  String explain(List<Operation> operations, Watch watch, Divergence divergence) {
    String kind = kind(divergence);
    Shrinker<Operation> shrinker =
        new Shrinker<>(
            some -> run(some, watch).map(Differential::kind).equals(Optional.of(kind)),
            SHRINK_TRIES);
    List<Operation> shrunk = shrinker.shrink(operations.subList(0, divergence.index() + 1));
    StringBuilder text = new StringBuilder();
    text.append(
        "%d of %d operations are needed, watching %s:%n"
            .formatted(shrunk.size(), operations.size(), watch));
    for (Operation operation : shrunk) {
      text.append("  ").append(operation).append('\n');
    }
    Divergence last = run(shrunk, watch).orElse(divergence);
    return text.append("then, at operation ")
        .append(last.index() + 1)
        .append(": ")
        .append(last)
        .toString();
  }

  /** What must stay the same while a sequence shrinks, or it would end at another difference. */
  private static String kind(Divergence divergence) {
    return divergence.what().replaceFirst("[\\[:].*", "");
  }

  private Path fresh(Path parent) {
    try {
      Path directory = Files.createDirectory(parent.resolve("run-" + runs));
      // Other users work here, too.
      Posix.chmod(directory, 0777);
      return directory;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Removes everything in a directory, which itself stays. */
  static void deleteAllIn(Path directory) {
    try (Stream<Path> paths = Files.walk(directory)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        if (!path.equals(directory)) {
          Files.delete(path);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
