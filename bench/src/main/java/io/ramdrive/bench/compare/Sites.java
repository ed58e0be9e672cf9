// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.bench.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Where contenders are mounted. All of it is gone when the process ends, whatever ends it. */
final class Sites {

  private final Path scratch;
  private final List<Site> sites = new CopyOnWriteArrayList<>();
  private final List<String> remarks = new ArrayList<>();
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile Optional<Comparison> running = Optional.empty();

  private Sites(Path scratch) {
    this.scratch = scratch;
  }

  /** Makes a directory for mounts. */
  static Sites make() throws IOException {
    // Short: Chromium has a socket below it, whose path may have no more than 107 bytes.
    Sites sites = new Sites(Files.createTempDirectory("rd"));
    Runtime.getRuntime().addShutdownHook(new Thread(sites::cleanUp));
    return sites;
  }

  Path scratch() {
    return scratch;
  }

  /** Mounts a contender, or remarks why it takes no part. */
  void mount(Contender contender) throws InterruptedException {
    try {
      sites.add(Site.mount(contender, scratch));
    } catch (IOException e) {
      remarks.add(contender.name() + ": " + Reports.reason(e));
      Reports.say(remarks.getLast());
    }
  }

  List<Contender> contenders() {
    return sites.stream().map(Site::contender).toList();
  }

  /** Begins a comparison of what is mounted, in those rows. */
  Comparison begin(Predicate<Row> wanted) {
    Comparison comparison = new Comparison(sites, wanted);
    running = Optional.of(comparison);
    return comparison;
  }

  /** Says that nothing works on the sites any more; returns what went wrong until then. */
  List<String> end() {
    ended.countDown();
    running.ifPresent(comparison -> remarks.addAll(comparison.remarks()));
    return List.copyOf(remarks);
  }

  private void cleanUp() {
    running.ifPresent(Comparison::stop);
    // All at once: whoever ended this run may not wait long.
    sites.parallelStream().forEach(Site::close);
    try {
      // What was interrupted may still write, below a directory that is no mount any more.
      ended.await(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    try (var paths = Files.walk(scratch)) {
      for (Path path : paths.sorted((a, b) -> b.compareTo(a)).toList()) {
        Files.delete(path);
      }
    } catch (IOException e) {
      Reports.say(scratch + " could not be removed: " + Reports.reason(e));
    }
  }
}
