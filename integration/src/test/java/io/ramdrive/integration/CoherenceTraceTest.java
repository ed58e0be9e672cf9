// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.ramdrive.spec.Tlc;
import io.ramdrive.spec.TraceModule;
import io.ramdrive.spec.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether what mounts really do is what the model of them allows. */
class CoherenceTraceTest {
  @TempDir private static Path folder;

  private static List<String> trace = List.of();

  @BeforeAll
  static void runWorkload() throws IOException {
    Path first = Files.createDirectory(folder.resolve("first"));
    Path second = Files.createDirectory(folder.resolve("second"));
    Path mounts = folder.resolve("mounts.trace");
    Path changes = folder.resolve("changes.trace");
    ChildProgram.run(
        folder,
        Map.of(),
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx256m",
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-ea",
        "--enable-native-access=ALL-UNNAMED",
        "-Dio.ramdrive.fuse.trace=" + mounts,
        "-cp",
        System.getProperty("java.class.path"),
        CoherenceWorkload.class.getName(),
        first.toString(),
        second.toString(),
        changes.toString());
    List<String> lines = new ArrayList<>(Files.readAllLines(mounts));
    lines.addAll(Files.readAllLines(changes));
    trace = List.copyOf(lines);
  }

  @Test
  void isABehaviourOfTheModel() throws IOException {
    assertThat(trace).hasSizeGreaterThan(300);
    Verdict verdict = check(trace);
    assertThat(verdict.violated()).as(() -> explanation(verdict)).isEqualTo("Unfinished");
  }

  @Test
  void failsWithoutANotification() throws IOException {
    Predicate<String> missing = with("notified ", "m=2", "code=INVAL_ENTRY", "name=LOG.1");
    assertThat(trace).anyMatch(missing);
    List<String> broken = trace.stream().filter(missing.negate()).toList();
    assertThat(check(broken).violated()).isEqualTo(Verdict.NOTHING);
  }

  @Test
  void failsWithAReplyOfAnotherSize() throws IOException {
    Predicate<String> wrong = with("reply ", "op=LOOKUP", "error=0", "links=1");
    assertThat(trace).anyMatch(wrong);
    List<String> broken =
        trace.stream()
            .map(line -> wrong.test(line) ? line.replaceFirst(" size=\\d+", " size=77777") : line)
            .toList();
    assertThat(check(broken).violated()).isEqualTo(Verdict.NOTHING);
  }

  private static Predicate<String> with(String event, String... parts) {
    return line ->
        line.startsWith(event) && List.of(line.split(" ", -1)).containsAll(List.of(parts));
  }

  private static Verdict check(List<String> lines) throws IOException {
    Path models = Files.createTempDirectory(folder, "models");
    for (String module : List.of("CoherenceTrace.tla", "NotificationMatrix.tla")) {
      Files.copy(Tlc.models().resolve(module), models.resolve(module));
    }
    Files.writeString(models.resolve("Trace.tla"), TraceModule.of(lines));
    String configuration = Files.readString(Tlc.models().resolve("CoherenceTrace.cfg"));
    return Tlc.check(models, "CoherenceTrace", configuration);
  }

  /** How far TLC got, and what it could not go on with. */
  private static String explanation(Verdict verdict) {
    return verdict.output().lines().filter(line -> line.contains("followed to")).toList()
        + "\n"
        + TraceModule.of(trace);
  }
}
