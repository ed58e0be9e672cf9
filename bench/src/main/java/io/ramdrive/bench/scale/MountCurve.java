// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.bench.scale;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** What a program sees on a mounted drive, next to what it sees on a tmpfs. */
final class MountCurve {
  private static final int BY_THREADS = 20_000;

  /** So many of the files, far from each other, are worked on: the kernel soon knows them all. */
  private static final int SAMPLE = 1000;

  private final Report report;
  private final Timing timing;
  private final Path drive;
  private final Path tmpfs;
  private final Random random = new Random(1);

  MountCurve(Report report, Timing timing, Path drive, Path tmpfs) {
    this.report = report;
    this.timing = timing;
    this.drive = drive;
    this.tmpfs = tmpfs;
  }

  /** What is done in the directory {@code root}. */
  private interface Work {
    void run(Path root) throws Exception;
  }

  /**
   * Measures at 1,000 files in one directory, at ten times as many, and so on up to {@code max}.
   */
  void measure(int max) throws Exception {
    int before = 0;
    for (int size = 1000; size <= max; size *= 10) {
      int first = before;
      int files = size;
      addOnce(size, "create, growing", size - first, root -> grow(root, first, files));
      addEach(size, "create + unlink", this::createUnlink);
      addEach(size, "stat", root -> stat(root, files));
      addEach(size, "stat of nothing", root -> Files.notExists(root.resolve("nothing")));
      addEach(size, "rename to and fro", root -> rename(root, files));
      addEach(size, "create + replace by it", root -> replace(root, files));
      addOnce(size, "list all, each", size, MountCurve::list);
      before = size;
    }
  }

  /** Measures with one thread, with twice as many, and so on up to {@code max}. */
  void measureThreads(int max) throws Exception {
    for (int threads = 1; threads <= max; threads *= 2) {
      int count = threads;
      int each = BY_THREADS / threads;
      addOnce(
          threads,
          "create + unlink by threads",
          count * each,
          root -> byThreads(root, count, each));
    }
  }

  private static void grow(Path root, int first, int end) throws IOException {
    for (int i = first; i < end; i++) {
      Files.createFile(file(root, i));
    }
  }

  private static Path file(Path root, int number) {
    return root.resolve("f" + number);
  }

  private void createUnlink(Path root) throws IOException {
    Path file = root.resolve("t");
    Files.createFile(file);
    Files.delete(file);
  }

  private Path any(Path root, int files) {
    return file(root, random.nextInt(SAMPLE) * (files / SAMPLE));
  }

  private void stat(Path root, int files) throws IOException {
    Files.readAttributes(any(root, files), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
  }

  private void rename(Path root, int files) throws IOException {
    Path file = any(root, files);
    Path other = root.resolve("t");
    Files.move(file, other, StandardCopyOption.ATOMIC_MOVE);
    Files.move(other, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private void replace(Path root, int files) throws IOException {
    Path made = root.resolve("t");
    Files.createFile(made);
    Files.move(made, any(root, files), StandardCopyOption.ATOMIC_MOVE);
  }

  private static void list(Path root) throws IOException {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(root)) {
      entries.forEach(entry -> {});
    }
  }

  private static void byThreads(Path root, int threads, int each) throws Exception {
    List<Callable<Void>> tasks = new ArrayList<>();
    for (int number = 0; number < threads; number++) {
      Path file = root.resolve("t" + number);
      tasks.add(
          () -> {
            for (int i = 0; i < each; i++) {
              Files.createFile(file);
              Files.delete(file);
            }
            return null;
          });
    }
    try (ExecutorService executor = Executors.newFixedThreadPool(threads)) {
      for (Future<Void> task : executor.invokeAll(tasks)) {
        task.get();
      }
    }
  }

  private void addOnce(int size, String what, int operations, Work work) throws Exception {
    double onTmpfs = once(tmpfs, work) / operations;
    double onDrive = once(drive, work) / operations;
    add(size, what, onDrive, onTmpfs);
  }

  private static double once(Path root, Work work) throws Exception {
    long start = System.nanoTime();
    work.run(root);
    return System.nanoTime() - start;
  }

  private void addEach(int size, String what, Work work) throws Exception {
    double onTmpfs = timing.nanos(i -> work.run(tmpfs));
    double onDrive = timing.nanos(i -> work.run(drive));
    add(size, what, onDrive, onTmpfs);
  }

  private void add(int size, String what, double onDrive, double onTmpfs) {
    report.add("mount", size, what + ": us", onDrive / 1000);
    report.add("mount", size, what + ": times tmpfs's", onDrive / onTmpfs);
  }
}
