// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/** {@code ramdrive doctor}. */
final class DoctorCommand implements Callable<Integer> {
  private final Host host;
  private final Syntax syntax =
      Syntax.of(
              "doctor",
              this,
              "Show what this machine offers and lacks, and what to do about it.",
              "The exit status is 0 when you can mount a drive here, else 1.",
              "")
          .withFlag("Print JSON.", "--json");

  DoctorCommand(Host host) {
    this.host = host;
  }

  Syntax syntax() {
    return syntax;
  }

  @Override
  public Integer call() {
    return print(host.findings());
  }

  private int print(List<Finding> findings) {
    boolean canMount = true;
    List<Map<String, Object>> maps = new ArrayList<>();
    List<List<String>> rows = new ArrayList<>();
    for (Finding finding : findings) {
      canMount &= !finding.isMissing();
      maps.add(finding.toMap());
      rows.add(List.of(finding.state().word, finding.name(), finding.found()));
      if (!finding.advice().isEmpty()) {
        rows.add(List.of("", "", finding.advice()));
      }
    }
    PrintWriter out = syntax.out();
    if (syntax.has("--json")) {
      Map<String, Object> report = new LinkedHashMap<>();
      report.put("canMount", canMount);
      report.put("findings", maps);
      out.println(Json.write(report));
    } else {
      out.print(TextTable.format(rows));
      out.println(canMount ? "A drive can be mounted." : "No drive can be mounted.");
    }
    out.flush();
    return canMount ? ExitCode.OK : ExitCode.FAILURE;
  }
}
