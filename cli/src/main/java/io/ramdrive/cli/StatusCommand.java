// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.cli;

import io.ramdrive.ByteSize;
import io.ramdrive.MountedDrive;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/** {@code ramdrive status}. */
final class StatusCommand implements Callable<Integer> {
  private final Host host;
  private final Syntax syntax;

  StatusCommand(Host host) {
    this.host = host;
    String place = host.placeholder();
    syntax =
        Syntax.of(
                "status",
                this,
                "Show how full the drive at " + place + " is, and how it was mounted.",
                "")
            .withMountPoint(place, "Where the drive is mounted.")
            .withFlag("Print JSON, sizes in bytes.", "--json");
  }

  Syntax syntax() {
    return syntax;
  }

  @Override
  public Integer call() throws IOException {
    MountedDrive drive = host.drive(syntax.mountPoint());
    DriveView view = DriveView.of(drive, host);
    PrintWriter out = syntax.out();
    if (syntax.has("--json")) {
      out.println(Json.write(view.toMap()));
    } else {
      out.print(TextTable.format(rows(view)));
    }
    out.flush();
    if (view.space() == null) {
      throw new CommandFailure(
          ExitCode.FAILURE,
          "The drive does not answer ("
              + view.silence()
              + "); 'ramdrive unmount "
              + drive.mountPoint()
              + "' clears it away.");
    }
    return ExitCode.OK;
  }

  private static List<List<String>> rows(DriveView view) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("Mount point", view.drive().mountPoint().toString()));
    rows.add(List.of("Label", view.drive().label()));
    DriveSpace space = view.space();
    if (space != null) {
      rows.add(List.of("Size", ByteSize.format(space.size())));
      rows.add(List.of("Used", ByteSize.format(space.used())));
      rows.add(List.of("Free", ByteSize.format(space.free())));
      if (space.maxInodes() > 0) {
        rows.add(List.of("Inodes", space.inodes() + " of " + space.maxInodes()));
      }
    }
    DriveRecord record = view.record();
    if (record == null) {
      rows.add(List.of("Process", "not known: another user's"));
      return rows;
    }
    String alive = record.process().isAlive() ? "" : " (dead)";
    rows.add(List.of("Process", record.process().pid() + alive));
    rows.add(List.of("Mounted for", format(DriveView.uptime(record))));
    if (!record.transport().isEmpty()) {
      rows.add(List.of("Transport", record.transport()));
    }
    if (!record.log().isEmpty()) {
      rows.add(List.of("Log", record.log()));
    }
    String title = "Options";
    for (Map.Entry<String, String> option : record.options().entrySet()) {
      rows.add(List.of(title, option.getKey() + " = " + option.getValue()));
      title = "";
    }
    return rows;
  }

  static String format(Duration time) {
    StringBuilder text = new StringBuilder();
    if (time.toDays() > 0) {
      text.append(time.toDays()).append(" d ");
    }
    if (time.toHours() > 0) {
      text.append(time.toHoursPart()).append(" h ");
    }
    if (time.toMinutes() > 0) {
      text.append(time.toMinutesPart()).append(" min ");
    }
    return text.append(time.toSecondsPart()).append(" s").toString();
  }
}
