// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.integration;

import static org.assertj.core.api.Assertions.fail;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Two mounts and Java do anything to one small tree at the same time, with kernels that may cache
 * for ever. Whenever they rest and everybody has been told, all three must show exactly the same
 * tree, and looking at it fills the caches for the next round.
 *
 * <p>{@code RAMDRIVE_FUZZ_SECONDS} says for how long, {@code RAMDRIVE_SEED} starts from the same
 * random numbers again, though threads never meet in the same way twice.
 */
class ViewsFuzzTest {
  private static final Duration TIME = TestSettings.seconds("RAMDRIVE_FUZZ_SECONDS", 15);
  private static final int STEPS = 25;

  /** The limit is for runs that the environment makes long. */
  @Test
  @Timeout(value = 1, unit = TimeUnit.HOURS)
  void allViewsShowTheSameTree() throws Exception {
    long seed = TestSettings.seed();
    Random random = new Random(seed);
    try (SeveralViews views = new SeveralViews();
        FuzzActor java = new FuzzActor("java", views.java("/"), new Random(random.nextLong()));
        FuzzActor a = new FuzzActor("a", views.a("/"), new Random(random.nextLong()));
        FuzzActor b = new FuzzActor("b", views.b("/"), new Random(random.nextLong()));
        ExecutorService threads = Executors.newFixedThreadPool(3)) {
      List<FuzzActor> actors = List.of(java, a, b);
      long end = System.nanoTime() + TIME.toNanos();
      int rounds = 0;
      while (System.nanoTime() < end) {
        round(actors, threads);
        views.drive().awaitCoherence();
        compare(views, actors, "RAMDRIVE_SEED=" + seed + ", round " + rounds);
        rounds++;
      }
      long operations = actors.stream().mapToLong(FuzzActor::count).sum();
      System.out.printf("views: %d operations, %d rounds, seed %d%n", operations, rounds, seed);
    }
  }

  private static void round(List<FuzzActor> actors, ExecutorService threads) throws Exception {
    List<Future<?>> results = new ArrayList<>();
    for (FuzzActor actor : actors) {
      results.add(
          threads.submit(
              () -> {
                for (int i = 0; i < STEPS; i++) {
                  actor.step();
                }
              }));
    }
    for (Future<?> result : results) {
      result.get();
    }
  }

  private static void compare(SeveralViews views, List<FuzzActor> actors, String when) {
    Map<String, String> truth = ViewTree.of(views.java("/"));
    List<String> differences = new ArrayList<>();
    ViewTree.differences(truth, ViewTree.of(views.a("/"))).forEach(d -> differences.add("a " + d));
    ViewTree.differences(truth, ViewTree.of(views.b("/"))).forEach(d -> differences.add("b " + d));
    if (!differences.isEmpty()) {
      String operations =
          actors.stream()
              .flatMap(actor -> actor.done().stream())
              .sorted()
              .collect(Collectors.joining("\n"));
      fail("%s:%n%s%nafter%n%s", when, String.join("\n", differences), operations);
    }
  }
}
