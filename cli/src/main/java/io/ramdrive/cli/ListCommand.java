// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.cli;

import io.ramdrive.ByteSize;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** {@code ramdrive list}. */
final class ListCommand implements Callable<Integer> {
  private static final String UNKNOWN = "-";

  private final Host host;

  private final Syntax syntax =
      Syntax.of("list", this, "List the drives that are mounted on this machine.", "")
          .alias("ls")
          .withFlag("Print JSON, sizes in bytes.", "--json");

  ListCommand(Host host) {
    this.host = host;
  }

  Syntax syntax() {
    return syntax;
  }

  @Override
  public Integer call() throws IOException {
    PrintWriter out = syntax.out();
    List<DriveView> drives = DriveView.all(host);
    if (syntax.has("--json")) {
      List<Map<String, Object>> maps = new ArrayList<>();
      for (DriveView drive : drives) {
        maps.add(drive.toMap());
      }
      out.println(Json.write(maps));
    } else {
      List<List<String>> rows = new ArrayList<>();
      rows.add(List.of("MOUNT POINT", "LABEL", "SIZE", "USED", "PROCESS"));
      for (DriveView drive : drives) {
        rows.add(row(drive));
      }
      out.print(TextTable.format(rows));
    }
    out.flush();
    return ExitCode.OK;
  }

  private static String process(@Nullable DriveRecord record) {
    if (record == null) {
      return UNKNOWN;
    }
    return record.process().isAlive() ? Long.toString(record.process().pid()) : "dead";
  }

  private static List<String> row(DriveView view) {
    DriveSpace space = view.space();
    DriveRecord record = view.record();
    return List.of(
        view.drive().mountPoint().toString(),
        view.drive().label(),
        space == null ? UNKNOWN : ByteSize.format(space.size()),
        space == null ? "no answer" : ByteSize.format(space.used()),
        process(record));
  }
}
