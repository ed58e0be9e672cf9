// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.bench.compare;

import static io.ramdrive.bench.compare.Measure.TIME;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.fusesource.leveldbjni.JniDBFactory;
import org.iq80.leveldb.DB;
import org.iq80.leveldb.Options;

/** Databases that are written to: SQLite by its own shell, LevelDB in this process. */
final class DatabaseSuite {

  private static final int THREADS = 1;
  private static final int ENTRIES_PER_TRANSACTION = 20;

  private final Scale scale;

  DatabaseSuite(Scale scale) {
    this.scale = scale;
  }

  Suite<Folder> suite() {
    return new Suite<>(
        "databases",
        scale.heavyRounds(),
        Folder::of,
        List.of(),
        List.of(
            row("SQLite inserts, a transaction each", folder -> sqlite(folder, "delete")),
            row("SQLite inserts, a transaction each, WAL", folder -> sqlite(folder, "wal")),
            row("LevelDB inserts", this::levelDb),
            Step.unmeasured(folder -> Program.seconds(folder.path(), "sh", "-c", "rm -rf *"))));
  }

  private static Step<Folder> row(String work, Work<Folder> how) {
    return Step.measured(new Row(work, THREADS, TIME), how);
  }

  private double sqlite(Folder folder, String journal) throws Exception {
    StringBuilder script = new StringBuilder("pragma journal_mode=" + journal + ";\n");
    script.append("create table t (k integer primary key, v text);\n");
    for (int i = 0; i < scale.transactions(); i++) {
      script.append("insert into t values (%d, 'value %d');\n".formatted(i, i * 7919));
    }
    Path file = folder.path().resolve(journal + ".sql");
    Files.writeString(file, script);
    return Program.seconds(folder.path(), "sqlite3", "-bail", journal + ".db", ".read " + file);
  }

  private double levelDb(Folder folder) throws Exception {
    // A small write buffer makes many tables, hence many compactions, renames and removals.
    Options options = new Options().createIfMissing(true).writeBufferSize(256 * 1024);
    int entries = scale.transactions() * ENTRIES_PER_TRANSACTION;
    long start = System.nanoTime();
    try (DB database =
        JniDBFactory.factory.open(folder.path().resolve("leveldb").toFile(), options)) {
      for (int i = 0; i < entries; i++) {
        // Keys in no order: a multiple of a prime, modulo a larger prime.
        String key = "key%010d".formatted(i * 7_368_787L % 999_999_937);
        database.put(key.getBytes(US_ASCII), ("value " + i).repeat(8).getBytes(US_ASCII));
      }
    }
    return (System.nanoTime() - start) / 1e9;
  }
}
