// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.bench.compare;

import static io.ramdrive.bench.compare.Measure.TIME;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Large programs at work on a drive: a Maven build, and a browser. */
final class ApplicationSuite {

  private static final int THREADS = 1;

  private static final List<String> BROWSER =
      List.of(
          "chromium",
          "--headless",
          "--no-sandbox",
          "--disable-gpu",
          "--disable-quic",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync",
          "--dump-dom");

  private final Scale scale;
  private final Path root;

  ApplicationSuite(Scale scale, Path root) {
    this.scale = scale;
    this.root = root;
  }

  Suite<Folder> suite() {
    return new Suite<>(
        "apps",
        scale.heavyRounds(),
        Folder::of,
        // The first start of the browser makes the profile.
        List.of(
            Step.unmeasured(this::copySources),
            Step.unmeasured(ApplicationSuite::makePage),
            Step.unmeasured(ApplicationSuite::browse)),
        List.of(
            Step.measured(new Row("Maven build", THREADS, TIME), ApplicationSuite::build),
            Step.measured(
                new Row("Chromium, start to page", THREADS, TIME), ApplicationSuite::browse),
            Step.unmeasured(
                folder -> Program.seconds(folder.path(), "rm", "-rf", "project/volume/target"))));
  }

  /** This project's own volume, and what its build needs. */
  private double copySources(Folder folder) throws Exception {
    String script =
        """
        mkdir project && cd "$1" && tar -c --exclude=target pom.xml */pom.xml tools format \
          volume/src | tar -x -C "$2/project"
        """;
    return Program.seconds(
        folder.path(), "sh", "-ec", script, "sh", root.toString(), folder.path().toString());
  }

  private static double build(Folder folder) throws Exception {
    return Program.seconds(
        folder.path().resolve("project"),
        "mvn",
        "-o",
        "-q",
        "-B",
        "-Dquick",
        "-Dmaven.test.skip",
        "-pl",
        "volume",
        "package");
  }

  private static double makePage(Folder folder) throws IOException {
    Files.writeString(folder.path().resolve("page.html"), "<!doctype html><p>Hello</p>".repeat(50));
    Files.createDirectories(folder.path().resolve("home"));
    return 0;
  }

  private static double browse(Folder folder) throws Exception {
    String home = folder.path().resolve("home").toString();
    List<String> command = new ArrayList<>(BROWSER);
    command.add("--user-data-dir=" + folder.path().resolve("profile"));
    command.add("file://" + folder.path().resolve("page.html"));
    return Program.seconds(
        folder.path(), Map.of("HOME", home, "TMPDIR", home), command.toArray(String[]::new));
  }
}
