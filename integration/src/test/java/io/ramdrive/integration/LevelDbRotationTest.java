// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.integration;

import static io.ramdrive.integration.LevelDbProgram.order;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * A LevelDB works on a mount while Java moves files away around it, archives and copies them; the
 * copies are opened on another mount.
 */
class LevelDbRotationTest {
  private static final int GENERATIONS = 6;

  @Test
  void javaRotatesFilesAroundADatabase() throws Exception {
    try (SeveralViews views = new SeveralViews();
        ChildProgram worker = ChildProgram.startJava(LevelDbProgram.class);
        ChildProgram restorer = ChildProgram.startJava(LevelDbProgram.class)) {
      Path database = views.java("/leveldb");
      Path archive = Files.createDirectory(views.java("/archive"));
      for (int generation = 0; generation < GENERATIONS; generation++) {
        order(worker, "open " + views.a("/leveldb"));
        order(worker, "check " + generation);
        assertCurrentNamesAManifest(database);
        // LevelDB writes on into the file that it has open, whatever its name.
        Files.move(database.resolve("LOG"), archive.resolve("LOG." + generation));
        Files.writeString(database.resolve("LOG"), "rotated\n");
        order(worker, "put " + generation);
        order(worker, "compact");
        order(worker, "check " + (generation + 1));

        Path backup = backUp(database, "/backup-" + generation);
        order(worker, "close");
        assertThat(Files.readString(archive.resolve("LOG." + generation)))
            .contains("Manual compaction");
        moveAwayAndBack(database, archive);

        // What the worker wrote through the other mount is in the backup.
        views.drive().awaitCoherence();
        order(restorer, "open " + views.b(backup.toString()));
        order(restorer, "check " + (generation + 1));
        order(restorer, "close");
      }
      order(worker, "open " + views.a("/leveldb"));
      order(worker, "check " + GENERATIONS);
      order(worker, "close");
      views.drive().awaitCoherence();
      List<String> differences =
          ViewTree.differences(ViewTree.of(views.java("/")), ViewTree.of(views.b("/")));
      assertThat(differences).isEmpty();
    }
  }

  /** Tables never change, so that a link is as good as a copy. */
  private static Path backUp(Path database, String name) throws IOException {
    Path backup = Files.createDirectory(database.resolveSibling(name));
    try (Stream<Path> files = Files.list(database)) {
      for (Path file : files.toList()) {
        Path target = backup.resolve(file.getFileName());
        String fileName = file.getFileName().toString();
        if (fileName.endsWith(".sst") || fileName.endsWith(".ldb")) {
          Files.createLink(target, file);
        } else if (!fileName.equals("LOCK")) {
          Files.copy(file, target);
        }
      }
    }
    return backup;
  }

  /** The names that LevelDB will look for first, when nobody has the database open. */
  private static void moveAwayAndBack(Path database, Path archive) throws IOException {
    Path current = database.resolve("CURRENT");
    Path away = archive.resolve("CURRENT");
    Files.move(current, away);
    assertThat(current).doesNotExist();
    Files.move(away, current);
    assertCurrentNamesAManifest(database);
  }

  private static void assertCurrentNamesAManifest(Path database) throws IOException {
    String current = Files.readString(database.resolve("CURRENT"));
    assertThat(current).matches("MANIFEST-\\d+\n");
    assertThat(database.resolve(current.strip())).isNotEmptyFile();
  }
}
