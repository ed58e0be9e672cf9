// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.bench.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A drawing of the ratios, as SVG: a line for each row, a dot for each file system, further right
 * where it is faster, and tmpfs as a vertical line. Rows of one thread only.
 */
final class Chart {

  private static final int LABELS = 300;
  private static final int PLOT = 620;
  private static final int MARGIN = 30;
  private static final int LINE = 22;
  private static final int TOP = 86;
  private static final int LEGEND_COLUMNS = 5;

  /** The ends of the logarithmic scale. */
  private static final double SLOWEST = 0.005;

  private static final double FASTEST = 5;
  private static final double[] TICKS = {0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 4};

  /** Colours that the colour-blind can tell apart: drives cold, others warm. */
  private static final String[] DRIVES = {
    "#08306b", "#2171b5", "#00a087", "#9ecae1", "#6a3d9a", "#33a02c", "#17becf"
  };

  private static final String[] OTHERS = {"#e6550d", "#fdae0b", "#d62728", "#8c564b"};

  private final Ratios ratios;
  private final List<Contender> contenders;
  private final StringBuilder svg = new StringBuilder();

  Chart(Ratios ratios, List<Contender> contenders) {
    this.ratios = ratios;
    this.contenders = Tables.columns(contenders);
  }

  /** The drawing. */
  String svg() {
    List<Row> rows = ratios.rows().stream().filter(row -> row.threads() == 1).toList();
    int bottom = TOP + rows.size() * LINE;
    int width = LABELS + PLOT + MARGIN;
    add(
        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 %s %s'"
            .formatted(width, bottom + 50));
    add(" font-size='13' font-family='Helvetica, Arial, sans-serif'>");
    add("<rect width='%s' height='%s' fill='#ffffff'/>".formatted(width, bottom + 50));
    legend();
    for (int i = 0; i < rows.size(); i += 2) {
      int y = TOP + i * LINE;
      add("<rect x='0' y='%s' width='%s' height='%s' fill='#f4f6f8'/>".formatted(y, width, LINE));
    }
    scale(bottom);
    for (int i = 0; i < rows.size(); i++) {
      row(rows.get(i), TOP + i * LINE + LINE / 2);
    }
    add("</svg>");
    return svg.toString();
  }

  private void legend() {
    add("<text x='12' y='24' font-size='16' font-weight='bold'>Speed, × tmpfs</text>");
    List<String> colours = colours();
    for (int i = 0; i < contenders.size(); i++) {
      int x = LABELS + i % LEGEND_COLUMNS * 120;
      int y = 20 + i / LEGEND_COLUMNS * 20;
      dot(x, y, colours.get(i), contenders.get(i).is(Contender.Trait.OURS));
      add(
          "<text x='%s' y='%s' fill='#222222'>%s</text>"
              .formatted(x + 12, y + 4, contenders.get(i).name()));
    }
  }

  private void scale(int bottom) {
    for (double tick : TICKS) {
      double x = x(tick);
      String colour = tick == 1 ? "#222222" : "#d0d4d8";
      add(
          "<line x1='%s' y1='%s' x2='%s' y2='%s' stroke='%s' stroke-width='%s'/>"
              .formatted(x, TOP - 4, x, bottom + 4, colour, tick == 1 ? "1.6" : "1"));
      String label = tick == 1 ? "tmpfs" : Spread.shown(tick).replaceFirst("\\.?0+$", "");
      for (int y : new int[] {TOP - 10, bottom + 20}) {
        add(
            "<text x='%s' y='%s' text-anchor='middle' fill='#444444'>%s</text>"
                .formatted(x, y, label));
      }
    }
    add("<text x='%s' y='%s' fill='#444444'>slower</text>".formatted(LABELS, bottom + 40));
    add(
        "<text x='%s' y='%s' text-anchor='end' fill='#444444'>faster</text>"
            .formatted(LABELS + PLOT, bottom + 40));
  }

  private void row(Row row, int y) {
    add("<text x='12' y='%s' fill='#222222'>%s</text>".formatted(y + 4, label(row)));
    List<String> colours = colours();
    // The first contender is drawn last, on top.
    for (int i = contenders.size() - 1; i >= 0; i--) {
      Optional<Spread> ratio = ratios.of(row, contenders.get(i).name());
      if (ratio.isPresent()) {
        double speed = row.measure().speed(ratio.get().median());
        dot(x(speed), y, colours.get(i), contenders.get(i).is(Contender.Trait.OURS));
      }
    }
  }

  /** A drive is a disc, anything else a diamond. */
  private void dot(double x, int y, String colour, boolean ours) {
    if (ours) {
      add("<circle cx='%s' cy='%s' r='5' fill='%s' stroke='#ffffff'/>".formatted(x, y, colour));
    } else {
      add(
          "<path d='M%s %s l5.5 5.5 l-5.5 5.5 l-5.5 -5.5 z' fill='%s' stroke='#ffffff'/>"
              .formatted(x, y - 5, colour));
    }
  }

  private List<String> colours() {
    List<String> colours = new ArrayList<>();
    int drives = 0;
    int others = 0;
    for (Contender contender : contenders) {
      colours.add(
          contender.is(Contender.Trait.OURS)
              ? DRIVES[drives++ % DRIVES.length]
              : OTHERS[others++ % OTHERS.length]);
    }
    return colours;
  }

  /** Where a speed is, to a tenth of a unit. */
  private static double x(double speed) {
    double kept = Math.clamp(speed, SLOWEST, FASTEST);
    double x = LABELS + PLOT * Math.log(kept / SLOWEST) / Math.log(FASTEST / SLOWEST);
    return Math.rint(x * 10) / 10;
  }

  private static String label(Row row) {
    String work = row.work().replaceFirst("^(small file): .*", "$1, its whole life");
    return work.replace("&", "&amp;").replace("<", "&lt;");
  }

  private void add(String element) {
    svg.append(element).append('\n');
  }
}
