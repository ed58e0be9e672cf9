// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.bench.scale;

import io.ramdrive.bench.scale.Population.Client;
import io.ramdrive.volume.Inode;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.Random;

/** Operations on names, by the number of files that are there. */
final class NamesCurve {
  private static final int LISTED = 100;

  private final Report report;
  private final Timing timing;
  private final Random random = new Random(1);
  private final Client client = new Client();

  NamesCurve(Report report, Timing timing) {
    this.report = report;
    this.timing = timing;
  }

  /** Measures at 1,000 files, at ten times as many, and so on up to {@code max}. */
  void measure(String section, int max, int perDirectory) throws Exception {
    long heapBefore = usedHeap();
    try (Population population = new Population(max, perDirectory)) {
      for (int size = 1000; size <= max; size *= 10) {
        long collectingBefore = collectingMillis();
        int before = population.files();
        report.add(section, size, "create, growing: ns", population.grow(client, size));
        double collecting = (collectingMillis() - collectingBefore) * 1e6 / (size - before);
        report.add(section, size, "  of that garbage collection: ns", collecting);
        report.add(section, size, "  longest so far: ms", population.longestNanos() / 1e6);
        measureAt(section, population);
      }
      double perFile = (double) (usedHeap() - heapBefore) / population.files();
      report.add(section, max, "heap per file: bytes", perFile);
      long start = System.nanoTime();
      System.gc();
      report.add(section, max, "full collection: ms", (System.nanoTime() - start) / 1e6);
    }
  }

  private void measureAt(String section, Population population) throws Exception {
    int size = population.files();
    report.add(section, size, "create + unlink: ns", timing.nanos(i -> createUnlink(population)));
    report.add(section, size, "lookup: ns", timing.nanos(i -> lookup(population, 'f')));
    report.add(section, size, "lookup of nothing: ns", timing.nanos(i -> lookup(population, 'n')));
    report.add(section, size, "rename to and fro: ns", timing.nanos(i -> rename(population)));
    report.add(section, size, "create + replace by it: ns", timing.nanos(i -> replace(population)));
    double listing = timing.nanos(i -> list(population)) / LISTED;
    report.add(section, size, "list 100 from anywhere, each: ns", listing);
  }

  private void createUnlink(Population population) {
    Inode directory = population.directory(random.nextInt(population.files()));
    population.create(client, directory, 't', 0);
    population.unlink(client, directory, 't', 0);
  }

  private void lookup(Population population, char prefix) {
    int number = random.nextInt(population.files());
    client.name(prefix, number);
    var status = population.volume.lookup(client.call, population.directory(number));
    if (prefix == 'f') {
      Population.check(status);
    }
  }

  private void rename(Population population) {
    int number = random.nextInt(population.files());
    Inode directory = population.directory(number);
    client.name('f', number);
    client.newName('r', number);
    Population.check(population.volume.rename(client.call, directory, directory, 0));
    client.name('r', number);
    client.newName('f', number);
    Population.check(population.volume.rename(client.call, directory, directory, 0));
  }

  private void replace(Population population) {
    int number = random.nextInt(population.files());
    Inode directory = population.directory(number);
    population.create(client, directory, 't', 0);
    client.newName('f', number);
    Population.check(population.volume.rename(client.call, directory, directory, 0));
  }

  private void list(Population population) {
    int number = random.nextInt(population.files());
    Inode directory = population.directory(number);
    long position = number % population.perDirectory() / 2;
    int[] left = {LISTED};
    Population.check(
        population.volume.readdir(
            client.call, directory, position, (name, inode, behind) -> --left[0] > 0));
  }

  private static long collectingMillis() {
    return ManagementFactory.getGarbageCollectorMXBeans().stream()
        .mapToLong(GarbageCollectorMXBean::getCollectionTime)
        .sum();
  }

  private static long usedHeap() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
