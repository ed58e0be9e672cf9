// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An H2 file database: through a FileChannel, and memory mapped. */
class H2Test {

  private static final int ROWS = 10_000;

  @ParameterizedTest
  @ValueSource(strings = {"file", "nioMapped"})
  void databaseSurvivesUpdatesCompactionAndReopen(String fileSystem) throws Exception {
    try (TestDrive drive = TestDrive.mount()) {
      Path database = drive.root().resolve("h2");
      String url = "jdbc:h2:" + fileSystem + ":" + database + ";DB_CLOSE_ON_EXIT=FALSE";
      try (Connection connection = DriverManager.getConnection(url)) {
        execute(connection, "create table item(id int primary key, version int, text varchar)");
        execute(connection, "create index by_text on item(text)");
        insert(connection);
        assertItems(connection, 0);
      }
      KernelCache.drop(drive.root());
      try (Connection connection = DriverManager.getConnection(url)) {
        assertItems(connection, 0);
        execute(connection, "update item set version = 1, text = '1' || substring(text from 2)");
        assertItems(connection, 1);
      }
      KernelCache.drop(drive.root());
      try (Connection connection = DriverManager.getConnection(url)) {
        assertItems(connection, 1);
        execute(connection, "shutdown compact");
      }
      KernelCache.drop(drive.root());
      try (Connection connection = DriverManager.getConnection(url)) {
        assertItems(connection, 1);
      }
    }
  }

  private static void insert(Connection connection) throws SQLException {
    connection.setAutoCommit(false);
    try (PreparedStatement insert =
        connection.prepareStatement("insert into item values (?, 0, ?)")) {
      for (int id = 0; id < ROWS; id++) {
        insert.setInt(1, id);
        insert.setString(2, text(id, 0));
        insert.addBatch();
      }
      insert.executeBatch();
    }
    connection.commit();
    connection.setAutoCommit(true);
  }

  private static void assertItems(Connection connection, int version) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select id, version, text from item order by id")) {
      for (int id = 0; id < ROWS; id++) {
        assertThat(rows.next()).as("row %d exists", id).isTrue();
        assertThat(rows.getInt(1)).isEqualTo(id);
        assertThat(rows.getInt(2)).as("version of row %d", id).isEqualTo(version);
        assertThat(rows.getString(3)).as("text of row %d", id).isEqualTo(text(id, version));
      }
      assertThat(rows.next()).as("a row too many").isFalse();
    }
    try (PreparedStatement query =
        connection.prepareStatement("select id from item where text = ?")) {
      for (int id = 0; id < ROWS; id += 97) {
        query.setString(1, text(id, version));
        try (ResultSet rows = query.executeQuery()) {
          assertThat(rows.next()).as("index entry of row %d", id).isTrue();
          assertThat(rows.getInt(1)).isEqualTo(id);
        }
      }
    }
  }

  private static String text(int id, int version) {
    return version + " " + Integer.toHexString(id * 0x9E3779B9).repeat(1 + id % 13);
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
