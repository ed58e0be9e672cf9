// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.integration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.rocksdb.Checkpoint;
import org.rocksdb.FlushOptions;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

/** RocksDB with each of its ways to reach a file, its hard-linked checkpoints and its recovery. */
class RocksDbTest {

  private static final long SEED = 20_250_102;
  private static final int KEYS = 20_000;

  /** How the database does its input and output. */
  enum FileAccess {
    READ_AND_WRITE,
    MMAP_READS,
    MMAP_READS_AND_WRITES,
    DIRECT;

    /** Small buffers and tables, so that there are many of them. */
    Options options() {
      return new Options()
          .setCreateIfMissing(true)
          .setParanoidChecks(true)
          .setWriteBufferSize(256 * 1024)
          .setTargetFileSizeBase(256 * 1024)
          .setAllowMmapReads(this == MMAP_READS || this == MMAP_READS_AND_WRITES)
          .setAllowMmapWrites(this == MMAP_READS_AND_WRITES)
          .setUseDirectReads(this == DIRECT)
          .setUseDirectIoForFlushAndCompaction(this == DIRECT);
    }
  }

  @BeforeAll
  static void loadLibrary() {
    RocksDB.loadLibrary();
  }

  @ParameterizedTest
  @EnumSource
  void contentsSurviveCompactionCheckpointAndReopen(FileAccess access) throws Exception {
    try (TestDrive drive = TestDrive.mount();
        Options options = access.options()) {
      String folder = drive.root().resolve("rocksdb").toString();
      String copy = drive.root().resolve("checkpoint").toString();
      long[] versions = new long[KEYS];
      Random random = new Random(SEED);
      long[] versionsInCopy;
      try (RocksDB database = RocksDB.open(options, folder)) {
        write(database, versions, random);
        versionsInCopy = versions.clone();
        try (Checkpoint checkpoint = Checkpoint.create(database)) {
          checkpoint.createCheckpoint(copy);
        }
        write(database, versions, random);
        database.compactRange();
        assertContents(database, versions);
        database.verifyChecksum();
      }
      KernelCache.drop(drive.root());
      try (RocksDB database = RocksDB.open(options, folder)) {
        assertContents(database, versions);
      }
      try (RocksDB database = RocksDB.open(options, copy)) {
        assertContents(database, versionsInCopy);
      }
    }
  }

  @Test
  void whatAKilledProcessHadWrittenIsThere() throws Exception {
    try (TestDrive drive = TestDrive.mount()) {
      Path folder = drive.root().resolve("rocksdb");
      int acknowledged;
      try (ChildProgram writer = ChildProgram.startJava(RocksDbWriter.class, folder.toString())) {
        do {
          acknowledged = Integer.parseInt(writer.nextLine());
        } while (acknowledged < 20_000);
      }
      KernelCache.drop(drive.root());
      try (Options options = FileAccess.READ_AND_WRITE.options();
          RocksDB database = RocksDB.open(options, folder.toString())) {
        for (int number = 0; number <= acknowledged; number++) {
          assertThat(database.get(RocksDbWriter.key(number)))
              .as("number %d of %d", number, acknowledged)
              .isEqualTo(RocksDbWriter.value(number));
        }
        database.verifyChecksum();
      }
    }
  }

  private static void write(RocksDB database, long[] versions, Random random)
      throws RocksDBException {
    for (int operation = 0; operation < KEYS; operation++) {
      int key = random.nextInt(KEYS);
      versions[key] = random.nextInt(4) == 0 ? 0 : random.nextLong();
      if (versions[key] == 0) {
        database.delete(RocksDbWriter.key(key));
      } else {
        database.put(RocksDbWriter.key(key), value(versions[key]));
      }
    }
    try (FlushOptions flush = new FlushOptions().setWaitForFlush(true)) {
      database.flush(flush);
    }
  }

  private static void assertContents(RocksDB database, long[] versions) throws RocksDBException {
    for (int key = 0; key < KEYS; key++) {
      byte[] expected = versions[key] == 0 ? null : value(versions[key]);
      assertThat(Arrays.equals(database.get(RocksDbWriter.key(key)), expected))
          .as("key %d has its last value, seed %d", key, SEED)
          .isTrue();
    }
  }

  private static byte[] value(long version) {
    return Long.toHexString(version).repeat(1 + (int) (version & 15)).getBytes(UTF_8);
  }
}
