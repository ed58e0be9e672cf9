// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * SQLite from several processes at once, in each journal mode: locks, journals that come and go,
 * and the write-ahead log's index, which is memory that the processes share through a mapped file.
 */
class SqliteTest {

  private static final int TRANSACTIONS = 400;

  @ParameterizedTest
  @CsvSource({
    "delete, FOR_EVER",
    "truncate, FOR_EVER",
    "persist, FOR_EVER",
    "wal, FOR_EVER",
    "wal, DEFAULT",
    "delete, OFF",
    "wal, OFF"
  })
  void twoWritersAndAReaderInThreeProcessesAgree(String journalMode, KernelCache cache)
      throws Exception {
    try (TestDrive drive = TestDrive.mount(cache.options())) {
      Path database = drive.root().resolve("bank.db");
      try (Connection reader = SqliteBank.open(database, journalMode)) {
        SqliteBank.create(reader);
        try (ChildProgram one = writer(database, journalMode, 1, TRANSACTIONS);
            ChildProgram two = writer(database, journalMode, 2, TRANSACTIONS)) {
          int entries = 0;
          while (one.handle().isAlive() || two.handle().isAlive()) {
            int now = SqliteBank.assertBalanced(reader);
            assertThat(now).as("length of the ledger").isGreaterThanOrEqualTo(entries);
            entries = now;
          }
          one.assertSuccess();
          two.assertSuccess();
        }
        assertThat(SqliteBank.assertBalanced(reader)).isEqualTo(2 * TRANSACTIONS);
      }
      KernelCache.drop(drive.root());
      try (Connection reopened = SqliteBank.open(database, journalMode)) {
        assertThat(SqliteBank.assertBalanced(reopened)).isEqualTo(2 * TRANSACTIONS);
        SqliteBank.assertSound(reopened);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"delete, -journal", "persist, -journal", "wal, -wal"})
  void aTransactionWhoseProcessIsKilledIsRolledBack(String journalMode, String journal)
      throws Exception {
    try (TestDrive drive = TestDrive.mount()) {
      Path database = drive.root().resolve("bank.db");
      try (Connection creator = SqliteBank.open(database, journalMode)) {
        SqliteBank.create(creator);
      }
      try (ChildProgram finished = writer(database, journalMode, 1, 50)) {
        finished.assertSuccess();
      }
      try (ChildProgram victim = writer(database, journalMode, 2, -2000)) {
        assertThat(victim.nextLine()).isEqualTo("uncommitted");
      }
      Path left = database.resolveSibling("bank.db" + journal);
      assertThat(Files.size(left)).as("size of the journal left behind").isGreaterThan(4096);
      KernelCache.drop(drive.root());
      try (Connection reopened = SqliteBank.open(database, journalMode)) {
        assertThat(SqliteBank.assertBalanced(reopened)).isEqualTo(50);
        SqliteBank.assertSound(reopened);
      }
    }
  }

  private static ChildProgram writer(
      Path database, String journalMode, int number, int transactions) {
    return ChildProgram.startJava(
        SqliteBank.class,
        database.toString(),
        journalMode,
        Integer.toString(number),
        Integer.toString(transactions));
  }
}
