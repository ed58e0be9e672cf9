// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A PostgreSQL server whose data directory is on the drive, through a crash and its recovery. */
class PostgresTest {

  private static final int ROWS = 20_000;

  /** The server's programs are unpacked into a folder of their own, which goes with the tests. */
  @BeforeAll
  static void unpackInto(@TempDir Path folder) {
    System.setProperty("ot.epg.working-dir", folder.toString());
  }

  @Test
  void whatWasCommittedSurvivesTheKillOfTheServer() throws Exception {
    try (TestDrive drive = TestDrive.mount()) {
      Path data = drive.root().resolve("postgres");
      int committed;
      try (EmbeddedPostgres server = start(data)) {
        try (Connection connection = server.getPostgresDatabase().getConnection()) {
          load(connection);
          committed = insertOneByOne(connection, 500);
          assertContents(connection, committed);
          // Left open, so that the crash interrupts it.
          connection.setAutoCommit(false);
          execute(connection, "update item set text = 'never committed'");
          killWithAllItsProcesses(data);
        }
      }
      KernelCache.drop(drive.root());
      try (EmbeddedPostgres server = start(data);
          Connection connection = server.getPostgresDatabase().getConnection()) {
        assertContents(connection, committed);
        execute(connection, "reindex table item");
        execute(connection, "vacuum full item");
        assertContents(connection, committed);
      }
    }
  }

  private static EmbeddedPostgres start(Path data) throws IOException {
    return EmbeddedPostgres.builder()
        .setDataDirectory(data)
        .setCleanDataDirectory(false)
        .setRegisterShutdownHook(false)
        .setPGStartupWait(Duration.ofSeconds(60))
        // The library's default is off, which lets a crash lose what was committed.
        .setServerConfig("fsync", "on")
        .start();
  }

  private static void load(Connection connection) throws SQLException {
    execute(connection, "create table item(id int primary key, text text not null)");
    execute(
        connection,
        "insert into item select i, repeat(md5(i::text), 1 + i %% 9) from generate_series(1, %d) i"
            .formatted(ROWS));
    execute(connection, "create index item_by_text on item(md5(text))");
    execute(connection, "create table note(id int primary key)");
  }

  private static int insertOneByOne(Connection connection, int notes) throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement("insert into note values (?)")) {
      for (int note = 1; note <= notes; note++) {
        insert.setInt(1, note);
        insert.executeUpdate();
      }
    }
    return notes;
  }

  private static void assertContents(Connection connection, int notes) throws SQLException {
    assertThat(number(connection, "select count(*) from item")).isEqualTo(ROWS);
    String right = "text = repeat(md5(id::text), 1 + id % 9)";
    assertThat(number(connection, "select count(*) from item where " + right)).isEqualTo(ROWS);
    execute(connection, "set enable_seqscan = off");
    String byIndex = "select count(*) from item a join item b on md5(b.text) = md5(a.text)";
    assertThat(number(connection, byIndex)).as("rows found by the index").isEqualTo(ROWS);
    execute(connection, "reset enable_seqscan");
    assertThat(number(connection, "select count(*) from note")).isEqualTo(notes);
    assertThat(number(connection, "select max(id) from note")).isEqualTo(notes);
  }

  private static void killWithAllItsProcesses(Path data) throws Exception {
    // The first line of this file is the process id of the server.
    long pid = Long.parseLong(Files.readAllLines(data.resolve("postmaster.pid")).getFirst());
    ProcessHandle server = ProcessHandle.of(pid).orElseThrow();
    List<ProcessHandle> children = server.descendants().toList();
    assertThat(children).as("processes of the server").isNotEmpty();
    server.destroyForcibly();
    server.onExit().get(60, TimeUnit.SECONDS);
    for (ProcessHandle child : children) {
      child.destroyForcibly();
      child.onExit().get(60, TimeUnit.SECONDS);
    }
  }

  private static long number(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      assertThat(rows.next()).as(sql).isTrue();
      return rows.getLong(1);
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
