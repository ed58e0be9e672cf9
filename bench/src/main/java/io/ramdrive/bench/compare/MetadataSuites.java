// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.bench.compare;

import static io.ramdrive.bench.compare.Measure.LATENCY;
import static io.ramdrive.bench.compare.Measure.SPEED;
import static io.ramdrive.bench.compare.SystemCalls.AT_FDCWD;
import static io.ramdrive.bench.compare.SystemCalls.O_CREAT;
import static io.ramdrive.bench.compare.SystemCalls.O_DIRECT;
import static io.ramdrive.bench.compare.SystemCalls.O_EXCL;
import static io.ramdrive.bench.compare.SystemCalls.O_RDONLY;
import static io.ramdrive.bench.compare.SystemCalls.O_RDWR;
import static io.ramdrive.bench.compare.SystemCalls.O_TRUNC;
import static io.ramdrive.bench.compare.SystemCalls.O_WRONLY;
import static io.ramdrive.bench.compare.Worker.PAGE;

import java.util.List;

/** System calls one by one: names and attributes, and small pieces of an open file. */
final class MetadataSuites {

  static final String ATTRIBUTES = "attributes, uncached";
  static final String NEGATIVE_STAT = "negative stat, cold";
  static final String DIRECT_READ = "direct random read 4 KiB";

  /** Operations on an open file between two looks at the clock. */
  private static final int OPERATIONS_PER_LOOK = 100;

  /** Repeatable operations are repeated for this long. */
  private final long nanos;

  private final int threads;
  private final Scale scale;

  MetadataSuites(Scale scale, int threads) {
    this.scale = scale;
    this.threads = threads;
    nanos = scale.operationMillis() * 1_000_000L;
  }

  /** The life of many small files. */
  Suite<Crew> names() {
    return new Suite<>(
        "names-" + threads,
        scale.rounds(),
        (directory, contender) -> new Crew(directory, contender, threads, scale.files()),
        List.of(),
        List.of(
            once("create + close", MetadataSuites::create),
            once(
                "open-truncate + write 4 KiB + close",
                (worker, i) -> {
                  long file = worker.kernel.open(worker.files[i], O_WRONLY | O_TRUNC);
                  worker.kernel.write(file, worker.buffer, PAGE);
                  worker.kernel.close(file);
                }),
            once(
                "stat of a file just written",
                (worker, i) -> worker.kernel.stat(AT_FDCWD, worker.files[i])),
            repeated(
                SPEED,
                "stat, cached",
                (worker, i) -> worker.kernel.stat(AT_FDCWD, worker.files[i])),
            Step.unmeasured(crew -> crew.each((worker, i) -> worker.renewAbsent())),
            once(NEGATIVE_STAT, (worker, i) -> worker.kernel.statNothing(worker.absent[i])),
            repeated(
                SPEED,
                "negative stat, repeated",
                (worker, i) -> worker.kernel.statNothing(worker.absent[i])),
            repeated(SPEED, "open + read 4 KiB + close, cached", MetadataSuites::read),
            once(
                "rename to a new name",
                (worker, i) -> worker.kernel.rename(worker.files[i], worker.others[i])),
            Step.unmeasured(crew -> crew.once(MetadataSuites::create)),
            once(
                "rename over a file",
                (worker, i) -> worker.kernel.rename(worker.files[i], worker.others[i])),
            once("unlink", (worker, i) -> worker.kernel.unlink(worker.others[i])),
            once("mkdir", (worker, i) -> worker.kernel.mkdir(worker.directories[i])),
            once("rmdir", (worker, i) -> worker.kernel.rmdir(worker.directories[i])),
            once(
                "small file: create, write, close, open, read, close, unlink",
                MetadataSuites::cycle)));
  }

  /** Small pieces of a file that is open. */
  Suite<Crew> openFile() {
    return new Suite<>(
        "file-" + threads,
        scale.rounds(),
        (directory, contender) -> new Crew(directory, contender, threads, OPERATIONS_PER_LOOK),
        List.of(Step.unmeasured(crew -> crew.each((worker, i) -> worker.writeBigFile()))),
        List.of(
            open(O_RDONLY),
            repeated(SPEED, "fstat", (worker, i) -> worker.kernel.fstat(worker.descriptor)),
            Step.measured(
                new Row("read 4 KiB, cached", threads, SPEED),
                crew -> {
                  crew.each((worker, i) -> readThrough(worker));
                  return crew.repeatedly(nanos, MetadataSuites::readAnyPage);
                }),
            repeated(
                LATENCY, ATTRIBUTES, (worker, i) -> worker.kernel.statUncached(worker.descriptor)),
            close(),
            open(O_RDWR | O_DIRECT),
            repeated(LATENCY, DIRECT_READ, MetadataSuites::readAnyPage),
            repeated(
                LATENCY,
                "direct random write 4 KiB",
                (worker, i) ->
                    worker.kernel.pwrite(worker.descriptor, worker.buffer, PAGE, worker.anyPage())),
            close()));
  }

  /** Single requests that no cache can answer. */
  Suite<Crew> requests() {
    return new Suite<>(
        "requests",
        scale.rounds(),
        (directory, contender) -> new Crew(directory, contender, threads, scale.files()),
        List.of(Step.unmeasured(crew -> crew.each((worker, i) -> worker.writeBigFile()))),
        List.of(
            open(O_RDONLY),
            repeated(
                LATENCY, ATTRIBUTES, (worker, i) -> worker.kernel.statUncached(worker.descriptor)),
            close(),
            Step.unmeasured(crew -> crew.each((worker, i) -> worker.renewAbsent())),
            Step.measured(
                new Row(NEGATIVE_STAT, threads, LATENCY),
                crew -> crew.once((worker, i) -> worker.kernel.statNothing(worker.absent[i]))),
            open(O_RDWR | O_DIRECT),
            repeated(LATENCY, DIRECT_READ, MetadataSuites::readAnyPage),
            close()));
  }

  /** A directory of many entries. */
  Suite<Crew> listings() {
    return new Suite<>(
        "listings-" + threads,
        scale.rounds(),
        (directory, contender) -> new Crew(directory, contender, threads, 1),
        List.of(Step.unmeasured(crew -> crew.each(new Listing(scale.entries())::make))),
        List.of(
            repeated(SPEED, "readdir, cached", new Listing(scale.entries())::list),
            repeated(SPEED, "readdir + lstat", new Listing(scale.entries())::listAndStat)));
  }

  private Step<Crew> once(String work, Operation operation) {
    return Step.measuredAndNeeded(new Row(work, threads, SPEED), crew -> crew.once(operation));
  }

  /** In the same turn as the pass before it, so that what the kernel learnt there is still true. */
  private Step<Crew> repeated(Measure measure, String work, Operation operation) {
    return Step.measured(
        new Row(work, threads, measure),
        crew -> {
          crew.once(operation);
          return crew.repeatedly(nanos, operation);
        });
  }

  private static Step<Crew> open(long flags) {
    return Step.unmeasured(
        crew ->
            crew.each(
                (worker, i) -> worker.descriptor = worker.kernel.open(worker.bigFile, flags)));
  }

  private static Step<Crew> close() {
    return Step.unmeasured(
        crew -> crew.each((worker, i) -> worker.kernel.close(worker.descriptor)));
  }

  private static void create(Worker worker, int i) {
    worker.kernel.close(worker.kernel.open(worker.files[i], O_CREAT | O_EXCL | O_WRONLY));
  }

  private static void read(Worker worker, int i) {
    long file = worker.kernel.open(worker.files[i], O_RDONLY);
    worker.kernel.read(file, worker.buffer, PAGE);
    worker.kernel.close(file);
  }

  private static void cycle(Worker worker, int i) {
    long file = worker.kernel.open(worker.files[i], O_CREAT | O_EXCL | O_WRONLY);
    worker.kernel.write(file, worker.buffer, PAGE);
    worker.kernel.close(file);
    read(worker, i);
    worker.kernel.unlink(worker.files[i]);
  }

  private static void readAnyPage(Worker worker, int i) {
    worker.kernel.pread(worker.descriptor, worker.buffer, PAGE, worker.anyPage());
  }

  private static void readThrough(Worker worker) {
    for (int page = 0; page < Worker.FILE_PAGES; page++) {
      worker.kernel.pread(worker.descriptor, worker.buffer, PAGE, (long) page * PAGE);
    }
  }
}
