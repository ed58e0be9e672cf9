// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.bench.compare;

import static io.ramdrive.bench.compare.Measure.TIME;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What developers do with a source tree. */
final class TreeSuite {

  private static final int THREADS = 1;

  private final Scale scale;
  private final Path sources;

  /** A suite whose sources are kept in {@code directory}. */
  TreeSuite(Scale scale, Path directory) {
    this.scale = scale;
    sources = directory.resolve("sources");
  }

  Suite<Folder> suite() {
    return new Suite<>(
        "tree",
        scale.heavyRounds(),
        this::open,
        List.of(),
        List.of(
            row(
                "git clone",
                "git clone -q --no-hardlinks %s clone"
                    .formatted(sources.resolve(SourceTree.REPOSITORY))),
            repeated("git status again", "git -C clone status -s"),
            repeated("du", "du -s clone >/dev/null"),
            repeated("grep -r, cached", "grep -rq nowhere-to-be-found clone || true"),
            row("cp -r", "cp -r clone copy"),
            row("rm -rf", "rm -rf copy"),
            row("tar x", "mkdir tar; tar -x -C tar -f " + sources.resolve(SourceTree.ARCHIVE)),
            preparation("rm -rf clone tar")));
  }

  private Folder open(Path directory, Contender contender)
      throws IOException, InterruptedException {
    if (!Files.exists(sources)) {
      SourceTree.make(Files.createDirectory(sources), scale.sources());
    }
    return new Folder(directory);
  }

  private static Step<Folder> row(String work, String script) {
    return Step.measuredAndNeeded(new Row(work, THREADS, TIME), folder -> shell(folder, script));
  }

  /**
   * Work on what the kernel has cached. The first pass in this turn fetches what is not; where that
   * was the content of a file, its time of access has to be asked for in the second.
   */
  private static Step<Folder> repeated(String work, String script) {
    return Step.measured(
        new Row(work, THREADS, TIME),
        folder -> {
          shell(folder, loop(2, script));
          return shell(folder, loop(3, script));
        });
  }

  private static String loop(int times, String script) {
    return "for i in $(seq %d); do %s; done".formatted(times, script);
  }

  private static Step<Folder> preparation(String script) {
    return Step.unmeasured(folder -> shell(folder, script));
  }

  private static double shell(Folder folder, String script)
      throws IOException, InterruptedException {
    return Program.seconds(folder.path(), "sh", "-ec", script);
  }
}
