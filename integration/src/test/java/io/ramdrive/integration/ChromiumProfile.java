// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.integration;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What a browser leaves behind: its databases must be whole, whichever engine they belong to. */
public final class ChromiumProfile {

  /** https://sqlite.org/fileformat.html, "Magic Header String". */
  private static final String SQLITE_MAGIC = "SQLite format 3\0";

  private ChromiumProfile() {}

  public static void assertSound(Path profile) throws IOException, SQLException {
    List<Path> files;
    try (Stream<Path> tree = Files.walk(profile)) {
      files = tree.filter(Files::isRegularFile).toList();
    }
    int levelDatabases = 0;
    List<Path> sqliteDatabases = new ArrayList<>();
    for (Path file : files) {
      String name = file.getFileName().toString();
      if (name.equals("CURRENT")) {
        levelDatabases++;
        assertThat(Files.readString(file)).as(file.toString()).matches("MANIFEST-\\d+\n");
      } else if (name.equals("LOG") || name.equals("LOG.old")) {
        assertNoCorruption(file.toString(), Files.readString(file, ISO_8859_1));
      } else if (isSqlite(file)) {
        sqliteDatabases.add(file);
      }
    }
    assertThat(levelDatabases).as("LevelDB databases in %s", profile).isGreaterThanOrEqualTo(5);
    assertThat(sqliteDatabases).as("SQLite databases").hasSizeGreaterThanOrEqualTo(5);
    // Only now: a check may clear a journal away that the loop above is still to look at.
    for (Path database : sqliteDatabases) {
      assertSqliteSound(database);
    }
  }

  public static void assertNoCorruption(String origin, String log) {
    assertThat(log).as(origin).doesNotContainIgnoringCase("corrupt");
  }

  private static boolean isSqlite(Path file) throws IOException {
    try (InputStream content = Files.newInputStream(file)) {
      return new String(content.readNBytes(SQLITE_MAGIC.length()), ISO_8859_1).equals(SQLITE_MAGIC);
    }
  }

  private static void assertSqliteSound(Path file) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
      assertThat(SqliteBank.text(connection, "pragma integrity_check"))
          .as("integrity check of %s", file)
          .isEqualTo("ok");
    }
  }
}
