// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Random;

/**
 * The database of {@link SqliteTest}: accounts whose balances always add up to the same sum, and a
 * ledger that explains every balance. Its {@code main} is a writer in a process of its own.
 */
final class SqliteBank {

  static final int ACCOUNTS = 50;
  static final int OPENING_BALANCE = 1000;

  private SqliteBank() {}

  static Connection open(Path database, String journalMode) throws SQLException {
    Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
    execute(connection, "pragma busy_timeout = 60000");
    execute(connection, "pragma journal_mode = " + journalMode);
    execute(connection, "pragma synchronous = full");
    // Lets SQLite read through a shared mapping what other processes change with write(2).
    execute(connection, "pragma mmap_size = 67108864");
    return connection;
  }

  static void create(Connection connection) throws SQLException {
    execute(connection, "create table account(id integer primary key, balance integer not null)");
    execute(
        connection,
        "create table ledger(id integer primary key, writer integer, payer integer, payee integer,"
            + " amount integer, note text)");
    execute(connection, "create index ledger_by_payer on ledger(payer)");
    execute(
        connection,
        "with recursive n(i) as (select 0 union all select i + 1 from n where i < %d)"
                .formatted(ACCOUNTS - 1)
            + " insert into account select i, %d from n".formatted(OPENING_BALANCE));
  }

  /** Moves money between two accounts within the transaction that is open. */
  static void transfer(Connection connection, int writer, Random random) throws SQLException {
    int payer = random.nextInt(ACCOUNTS);
    int payee = random.nextInt(ACCOUNTS);
    int amount = random.nextInt(100);
    try (PreparedStatement change =
        connection.prepareStatement("update account set balance = balance + ? where id = ?")) {
      change.setInt(1, -amount);
      change.setInt(2, payer);
      change.executeUpdate();
      change.setInt(1, amount);
      change.setInt(2, payee);
      change.executeUpdate();
    }
    try (PreparedStatement entry =
        connection.prepareStatement("insert into ledger values (null, ?, ?, ?, ?, ?)")) {
      entry.setInt(1, writer);
      entry.setInt(2, payer);
      entry.setInt(3, payee);
      entry.setInt(4, amount);
      entry.setString(5, "x".repeat(random.nextInt(300)));
      entry.executeUpdate();
    }
  }

  /**
   * Asserts, in one read transaction, that the books are right; returns the length of the ledger.
   */
  static int assertBalanced(Connection connection) throws SQLException {
    execute(connection, "begin");
    int sum = number(connection, "select sum(balance) from account");
    int unexplained =
        number(
            connection,
            "select count(*) from account a where balance <> %d".formatted(OPENING_BALANCE)
                + " + (select coalesce(sum(amount), 0) from ledger where payee = a.id)"
                + " - (select coalesce(sum(amount), 0) from ledger where payer = a.id)");
    int entries = number(connection, "select count(*) from ledger");
    int damaged = number(connection, "select count(*) from ledger where trim(note, 'x') <> ''");
    execute(connection, "commit");
    assertThat(damaged).as("damaged notes").isZero();
    assertThat(sum).as("sum of all balances").isEqualTo(ACCOUNTS * OPENING_BALANCE);
    assertThat(unexplained).as("accounts that the ledger does not explain").isZero();
    return entries;
  }

  static void assertSound(Connection connection) throws SQLException {
    assertThat(text(connection, "pragma integrity_check")).isEqualTo("ok");
  }

  static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  static int number(Connection connection, String sql) throws SQLException {
    return Integer.parseInt(text(connection, sql));
  }

  static String text(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      assertThat(rows.next()).as(sql).isTrue();
      return rows.getString(1);
    }
  }

  /**
   * Arguments: database, journal mode, writer's number, transactions; a negative number of them
   * never commits.
   */
  public static void main(String[] arguments) throws SQLException, IOException {
    int writer = Integer.parseInt(arguments[2]);
    int transactions = Integer.parseInt(arguments[3]);
    Random random = new Random(writer);
    try (Connection connection = open(Path.of(arguments[0]), arguments[1])) {
      if (transactions < 0) {
        leaveOpen(connection, writer, -transactions, random);
      }
      for (int transaction = 0; transaction < transactions; transaction++) {
        execute(connection, "begin immediate");
        transfer(connection, writer, random);
        execute(connection, "commit");
      }
    }
  }

  private static void leaveOpen(Connection connection, int writer, int transfers, Random random)
      throws SQLException, IOException {
    // A cache of a few pages makes SQLite write the changes before their transaction ends.
    execute(connection, "pragma cache_size = 5");
    execute(connection, "begin immediate");
    for (int transfer = 0; transfer < transfers; transfer++) {
      transfer(connection, writer, random);
    }
    System.out.println("uncommitted");
    int _ = System.in.read();
  }
}
