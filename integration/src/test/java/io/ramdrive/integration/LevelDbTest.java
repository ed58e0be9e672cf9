// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.integration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.fusesource.leveldbjni.JniDBFactory;
import org.iq80.leveldb.DB;
import org.iq80.leveldb.DBIterator;
import org.iq80.leveldb.Options;
import org.iq80.leveldb.ReadOptions;
import org.iq80.leveldb.WriteBatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The database that Chromium keeps its state in. On each open it renames a temporary file over
 * {@code CURRENT} and reads that name back at once: a kernel that still believes the old name, or
 * the old length, kills the database.
 */
class LevelDbTest {

  private static final long SEED = 20_250_101;

  @ParameterizedTest
  @EnumSource
  void everyReopenFindsTheCurrentFileThatWasJustRenamed(KernelCache cache) throws Exception {
    try (TestDrive drive = TestDrive.mount(cache.options())) {
      reopen(drive.root().resolve("leveldb"));
    }
  }

  @Test
  void reopensOverRings() throws Exception {
    try (TestDrive drive = TestDrive.mountOverRings()) {
      reopen(drive.root().resolve("leveldb"));
    }
  }

  private static void reopen(Path folder) throws Exception {
    for (int generation = 0; generation < 100; generation++) {
      try (DB database = open(folder)) {
        byte[] key = bytes("generation " + generation);
        database.put(key, key);
        assertCurrentNamesAManifest(folder);
        for (int earlier = 0; earlier <= generation; earlier++) {
          byte[] expected = bytes("generation " + earlier);
          assertThat(database.get(expected)).as("open %d", generation).isEqualTo(expected);
        }
      }
      assertCurrentNamesAManifest(folder);
    }
    assertNoCorruption(folder);
  }

  @Test
  void contentsSurviveCompactionAndReopen() throws Exception {
    try (TestDrive drive = TestDrive.mount()) {
      Path folder = drive.root().resolve("leveldb");
      Map<String, String> model = new TreeMap<>();
      Random random = new Random(SEED);
      for (int round = 0; round < 4; round++) {
        try (DB database = open(folder)) {
          write(database, model, random, 15_000);
          assertContents(database, model);
          database.compactRange(null, null);
          assertContents(database, model);
        }
        KernelCache.drop(drive.root());
      }
      try (DB database = open(folder)) {
        assertContents(database, model);
      }
      assertNoCorruption(folder);
    }
  }

  private static DB open(Path folder) throws IOException {
    // A small write buffer makes many tables, hence many compactions, renames and removals.
    Options options =
        new Options().createIfMissing(true).paranoidChecks(true).verifyChecksums(true);
    return JniDBFactory.factory.open(folder.toFile(), options.writeBufferSize(64 * 1024));
  }

  private static void write(DB database, Map<String, String> model, Random random, int operations)
      throws IOException {
    for (int written = 0; written < operations; ) {
      try (WriteBatch batch = database.createWriteBatch()) {
        int last = Math.min(operations, written + 1 + random.nextInt(50));
        for (; written < last; written++) {
          String key = "key-%06d".formatted(random.nextInt(20_000));
          if (random.nextInt(4) == 0) {
            model.remove(key);
            batch.delete(bytes(key));
          } else {
            String value = Long.toHexString(random.nextLong()).repeat(1 + random.nextInt(20));
            model.put(key, value);
            batch.put(bytes(key), bytes(value));
          }
        }
        database.write(batch);
      }
    }
  }

  private static void assertContents(DB database, Map<String, String> model) throws IOException {
    Map<String, String> stored = new TreeMap<>();
    try (DBIterator entries = database.iterator(new ReadOptions().verifyChecksums(true))) {
      for (entries.seekToFirst(); entries.hasNext(); ) {
        Map.Entry<byte[], byte[]> entry = entries.next();
        stored.put(new String(entry.getKey(), UTF_8), new String(entry.getValue(), UTF_8));
      }
    }
    assertThat(stored.equals(model))
        .as(
            "%d stored and %d expected entries are equal, seed %d",
            stored.size(), model.size(), SEED)
        .isTrue();
  }

  private static void assertCurrentNamesAManifest(Path folder) throws IOException {
    String current = Files.readString(folder.resolve("CURRENT"));
    assertThat(current).matches("MANIFEST-\\d+\n");
    assertThat(folder.resolve(current.strip())).isNotEmptyFile();
  }

  private static void assertNoCorruption(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path log : files.filter(f -> f.getFileName().toString().startsWith("LOG")).toList()) {
        assertThat(Files.readString(log)).as(log.toString()).doesNotContain("Corruption");
      }
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
