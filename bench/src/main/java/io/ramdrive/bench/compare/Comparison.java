// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.bench.compare;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * Does the suites on all sites. For each step all sites take turns, in an order that moves on from
 * turn to turn. What fails on one site is remarked, and the others go on.
 */
final class Comparison {

  /** A step that takes longer has hung: its site is taken away from under it. */
  private static final long HUNG_SECONDS = 150;

  private static final int WARM_UP = 0;

  private final List<Site> sites;
  private final Predicate<Row> wanted;
  private final List<Sample> samples = new ArrayList<>();
  private final Set<String> remarks = new LinkedHashSet<>();
  private final ScheduledExecutorService watchdog =
      Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().factory());

  private int turn;

  /** Set by {@link #stop}, from another thread. */
  private volatile boolean stopped;

  /** A comparison of mounted sites, in those rows. */
  Comparison(List<Site> sites, Predicate<Row> wanted) {
    this.sites = List.copyOf(sites);
    this.wanted = wanted;
  }

  /** Lets no further step begin. */
  void stop() {
    stopped = true;
  }

  List<Sample> samples() {
    return samples;
  }

  List<String> remarks() {
    return List.copyOf(remarks);
  }

  /**
   * Does a suite, as far as rows of it are wanted: once without taking figures when it has no
   * rounds.
   */
  <W extends AutoCloseable> void run(Suite<W> suite) throws InterruptedException {
    List<Site> interested =
        sites.stream()
            .filter(site -> suite.steps().stream().anyMatch(step -> isWanted(step, site)))
            .toList();
    if (interested.isEmpty() || stopped) {
      return;
    }
    List<Place<W>> places = new ArrayList<>();
    try {
      Reports.say(suite.name() + (suite.rounds() == 0 ? ": warming up" : ": preparing"));
      for (Site site : interested) {
        open(suite, site).ifPresent(places::add);
      }
      round(places, suite.preparation(), WARM_UP);
      if (suite.rounds() == 0) {
        round(places, suite.steps(), WARM_UP);
      }
      for (int round = 1; round <= suite.rounds() && !stopped; round++) {
        Reports.say("%s: round %d of %d".formatted(suite.name(), round, suite.rounds()));
        round(places, suite.steps(), round);
      }
    } finally {
      places.forEach(this::close);
    }
  }

  /**
   * Each step on each place that wants it; a place where later steps lack what they need takes no
   * further part.
   */
  private <W> void round(List<Place<W>> places, List<Step<W>> steps, int round)
      throws InterruptedException {
    for (Step<W> step : steps) {
      turn++;
      for (int i = 0; i < places.size(); i++) {
        Place<W> place = places.get((i + turn) % places.size());
        boolean due = !stopped && !place.broken && (step.needed() || isWanted(step, place.site));
        if (due && !done(step, place, round) && step.needed()) {
          place.broken = true;
        }
      }
    }
  }

  private boolean isWanted(Step<?> step, Site site) {
    return step.row().filter(row -> wanted.test(row) && site.contender().does(row)).isPresent();
  }

  /** A suite's directory on a site. */
  private static final class Place<W> {
    private final Site site;
    private final Path directory;
    private final W workplace;
    private boolean broken;

    Place(Site site, Path directory, W workplace) {
      this.site = site;
      this.directory = directory;
      this.workplace = workplace;
    }
  }

  private <W> Optional<Place<W>> open(Suite<? extends W> suite, Site site)
      throws InterruptedException {
    try {
      Path directory = Files.createDirectory(site.directory().resolve(suite.name() + "." + turn));
      return Optional.of(
          new Place<>(site, directory, suite.opening().in(directory, site.contender())));
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      remark(site, suite.name(), e);
      return Optional.empty();
    }
  }

  /** Does a step on a place; returns whether that went well. */
  private <W> boolean done(Step<W> step, Place<W> place, int round) throws InterruptedException {
    ScheduledFuture<?> alarm = watchdog.schedule(place.site::close, HUNG_SECONDS, TimeUnit.SECONDS);
    try {
      double seconds = step.work().run(place.workplace);
      if (round != WARM_UP && isWanted(step, place.site)) {
        String name = place.site.contender().name();
        samples.add(new Sample(step.row().orElseThrow(), name, round, seconds));
      }
      // What a kernel holds back is written in this turn, not in somebody else's.
      Program.seconds(place.directory, "sync", "-f", ".");
      return true;
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      remark(place.site, step.row().map(Row::toString).orElse("preparation"), e);
      return false;
    } finally {
      alarm.cancel(false);
    }
  }

  private void close(Place<? extends AutoCloseable> place) {
    // A second time: some servers keep a file that was just closed under another name for a while.
    String script = "rm -rf \"$1\" 2>/dev/null || { sleep 1; rm -rf \"$1\"; }";
    String directory = place.directory.toString();
    try {
      place.workplace.close();
      Program.seconds(place.site.directory(), "sh", "-c", script, "sh", directory);
    } catch (Exception e) {
      remark(place.site, "removing " + place.directory.getFileName(), e);
    }
  }

  private void remark(Site site, String what, Exception e) {
    remarks.add("%s: %s: %s".formatted(site.contender().name(), what, Reports.reason(e)));
  }
}
