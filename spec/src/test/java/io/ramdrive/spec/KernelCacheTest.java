// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KernelCacheTest {
  /** As TLC prints a set of pairs or one pair of strings. */
  private static final Pattern ROW = Pattern.compile("<<\"([A-Z]+)\", \"([a-zA-Z]+)\">>");

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          names, Java                | a1 java    | a b | RENAMED UNLINKED   | entry           | 2 | 1 | 9 | FALSE
          names, two mounts          | a1 b1      | a   | CREATED UNLINKED   | entry           | 2 | 1 | 9 | FALSE
          exchanges                  | a1 java    | a b | EXCHANGED          | entry           | 2 | 2 | 9 | FALSE
          names and attributes       | a1 java    | a b | CREATED ATTRIBUTES | entry attr      | 2 | 1 | 9 | FALSE
          links and attributes       | a1 java    | a b | LINKED             | entry attr      | 2 | 1 | 9 | FALSE
          names and listings         | a1 java    | a   | CREATED UNLINKED   | entry data      | 2 | 1 | 9 | FALSE
          data, two mounts           | a1 b1      | a   | WRITTEN RESIZED    | data            | 2 | 1 | 9 | FALSE
          a writer, a reader, Java   | a1 a2 java | a   | WRITTEN RESIZED    | data            | 2 | 1 | 9 | FALSE
          appends                    | a1 java    | a   | APPENDED RESIZED   | attr data       | 2 | 1 | 9 | FALSE
          a queue without room       | a1 java    | a   | ATTRIBUTES CREATED | entry attr      | 2 | 1 | 0 | FALSE
          a queue with little room   | a1 b1      | a   | ATTRIBUTES         | attr            | 2 | 1 | 1 | FALSE
          timeouts                   | a1 java    | a   | UNLINKED           | entry attr data | 1 | 1 | 9 | TRUE
          """)
  void holds(
      String title,
      String threads,
      String names,
      String ops,
      String kinds,
      int changes,
      int linked,
      int queue,
      String expiry)
      throws IOException {
    model(threads, names, ops, kinds, changes)
        .with("Linked", Integer.toString(linked))
        .with("QueueSize", Integer.toString(queue))
        .with("Expiry", expiry)
        .mustViolate(Verdict.NOTHING);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          empty attributes            | NoLie      | a1 java    | a     | ATTRIBUTES         | attr       | 1 | 1 | 9
          valid attributes in SETATTR | NoLie      | a1 java    | a     | ATTRIBUTES         | attr       | 2 | 1 | 9
          attributes before names     | NoLie      | a1 java    | a c   | EXCHANGED UNLINKED | entry attr | 2 | 2 | 9
          ENOENT is believed          | NoLie      | a1 java    | a b   | CREATED ATTRIBUTES | entry attr | 2 | 1 | 9
          data race of the origin     | NoLie      | a1 a2 java | a     | WRITTEN            | data       | 2 | 1 | 9
          displaced append            | NoLie      | a1 java    | a     | APPENDED           | data       | 2 | 1 | 9
          names race of the origin    | NoLie      | a1 java    | a b c | RENAMED EXCHANGED  | entry      | 2 | 2 | 9
          overflow without a sweep    | NoLie      | a1 java    | a     | ATTRIBUTES         | attr       | 1 | 1 | 0
          Java does not wait          | JavaIsSeen | a1 java    | a     | WRITTEN            | data       | 1 | 1 | 9
          """)
  void showsWhatIsWrongWith(
      String fault,
      String violated,
      String threads,
      String names,
      String ops,
      String kinds,
      int changes,
      int linked,
      int queue)
      throws IOException {
    model(threads, names, ops, kinds, changes)
        .with("Linked", Integer.toString(linked))
        .with("QueueSize", Integer.toString(queue))
        .with("Fault", '"' + fault + '"')
        .mustViolate(violated);
  }

  /** One run for all rows: it leaves out each of them in turn, and prints those that are missed. */
  @Test
  void needsEachRowOfTheMatrix() throws IOException {
    Model model = Model.named("KernelCache", "MatrixRows");
    Verdict verdict = Tlc.check(Tlc.models(), model.module(), model.configuration());
    assertThat(verdict.violated()).as(verdict::output).isEqualTo(Verdict.NOTHING);
    String output = verdict.output();
    assertThat(rows(output, "\"needed\""))
        .as(verdict::output)
        .hasSizeGreaterThan(20)
        .isEqualTo(rows(output.substring(0, output.indexOf("Computing initial")), "\"rows\""));
  }

  /** Every change reaches every view. */
  @Test
  void everyChangeArrives() throws IOException {
    Model model = model("a1 java", "a", "WRITTEN UNLINKED", "entry data", 1);
    fairly(model).mustViolate(Verdict.NOTHING);
    fairly(model.with("Fault", "\"never delivered\"")).mustViolate(Verdict.LIVENESS);
  }

  private static Model fairly(Model model) {
    return new Model(
        model.module(),
        model
            .configuration()
            .replace("SPECIFICATION Spec", "SPECIFICATION FairSpec")
            .replaceAll("(?m)^INVARIANTS .*$", "PROPERTY Reaches"));
  }

  private static Model model(String threads, String names, String ops, String kinds, int changes)
      throws IOException {
    return Model.named("KernelCache")
        .with("Threads", set(threads))
        .with("Names", set(names))
        .with("Ops", set(ops))
        .with("Kinds", set(kinds))
        .with("MaxChanges", Integer.toString(changes));
  }

  private static String set(String words) {
    return "{\"" + words.replace(" ", "\", \"") + "\"}";
  }

  private static Set<String> rows(String output, String mark) {
    Set<String> rows = new TreeSet<>();
    for (int at = output.indexOf(mark); at >= 0; at = output.indexOf(mark, at + 1)) {
      int next = output.indexOf(mark, at + 1);
      String part = output.substring(at, next < 0 ? output.length() : next);
      ROW.matcher(part).results().forEach(row -> rows.add(row.group(1) + " " + row.group(2)));
    }
    return rows;
  }
}
