// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.bench.compare;

import java.util.List;

/** What the drives should reach, on an idle machine, with nothing pinned where it is not said. */
final class Targets {

  private static final String PASSTHROUGH = "passthrough";
  private static final String PINNED = Contender.DEFAULT + Contender.PINNED;

  static final List<Target> ALL =
      List.of(
          Target.ratio("stat, cached", 0.9),
          Target.ratio("fstat", 0.9),
          Target.ratio("read 4 KiB, cached", 0.9),
          Target.ratio("cached read 1 MiB", 0.9),
          Target.ratio("negative stat, repeated", 1.4),
          Target.ratio("readdir, cached", 2.0),
          Target.ratio("open + read 4 KiB + close, cached", 0.9),
          Target.ratio("create + close", 0.16),
          Target.ratio("open-truncate + write 4 KiB + close", 0.25),
          Target.ratio("negative stat, cold", 0.25),
          Target.ratio("rename over a file", 0.22),
          Target.ratio("unlink", 0.2),
          Target.micros("attributes, uncached", 4),
          Target.timesRawC("attributes, uncached", 1.15),
          Target.timesRawC("attributes, uncached", 1.15).in(PINNED),
          Target.micros("direct random read 4 KiB", 5),
          Target.timesRawC("direct random read 4 KiB", 1.15),
          Target.timesRawC("direct random read 4 KiB", 1.15).in(PINNED),
          Target.ratio("direct read 1 MiB", 1.0),
          Target.ratio("direct write 1 MiB", 0.75),
          Target.ratio("overwrite 1 MiB", 0.45),
          Target.ratio("overwrite random 4 KiB", 0.8).in("exclusive"),
          Target.ratio("cached read 1 MiB", 0.95).in(PASSTHROUGH),
          Target.ratio("cold read 1 MiB", 0.95).in(PASSTHROUGH),
          Target.ratio("direct read 1 MiB", 0.95).in(PASSTHROUGH),
          Target.ratio("direct read 128 KiB", 0.95).in(PASSTHROUGH),
          Target.ratio("direct random read 4 KiB", 0.95).in(PASSTHROUGH),
          Target.ratio("overwrite 1 MiB", 0.95).in(PASSTHROUGH),
          Target.ratio("overwrite random 4 KiB", 0.95).in(PASSTHROUGH),
          Target.ratio("direct write 1 MiB", 0.95).in(PASSTHROUGH),
          Target.ratio("direct write 128 KiB", 0.95).in(PASSTHROUGH),
          Target.ratio("direct random write 4 KiB", 0.95).in(PASSTHROUGH),
          Target.ratio("new file 1 MiB", 0.95).in(PASSTHROUGH),
          Target.ratio("git clone", 2.2),
          Target.ratio("tar x", 4),
          Target.ratio("cp -r", 4),
          Target.ratio("rm -rf", 3.5),
          Target.ratio("git status again", 1.2),
          Target.ratio("du", 1.2),
          Target.ratio("grep -r, cached", 1.2),
          Target.ratio("Maven build", 1.2),
          Target.ratio("SQLite inserts, a transaction each", 1.2),
          Target.ratio("Chromium, start to page", 1.2));

  private Targets() {}
}
