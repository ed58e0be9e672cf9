// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real git on the drive, on a repository whose history git itself made: it trusts times, links and
 * renames.
 */
class GitTest {

  private static final long SEED = 20_250_104;
  private static final int COMMITS = 300;

  /** Keeps the settings of the user and of the machine out. */
  private static final Map<String, String> ENVIRONMENT =
      Map.ofEntries(
          Map.entry("GIT_CONFIG_NOSYSTEM", "1"),
          Map.entry("GIT_CONFIG_GLOBAL", "/dev/null"),
          Map.entry("GIT_CONFIG_COUNT", "2"),
          Map.entry("GIT_CONFIG_KEY_0", "init.defaultBranch"),
          Map.entry("GIT_CONFIG_VALUE_0", "main"),
          Map.entry("GIT_CONFIG_KEY_1", "gc.auto"),
          Map.entry("GIT_CONFIG_VALUE_1", "0"),
          Map.entry("GIT_AUTHOR_NAME", "A U Thor"),
          Map.entry("GIT_AUTHOR_EMAIL", "author@example.org"),
          Map.entry("GIT_COMMITTER_NAME", "A U Thor"),
          Map.entry("GIT_COMMITTER_EMAIL", "author@example.org"));

  @TempDir Path elsewhere;

  @BeforeAll
  static void requireGit() {
    ChildProgram.require("git", "git");
  }

  @Test
  void cloneCollectGarbageAndCheck() throws Exception {
    Path origin = elsewhere.resolve("origin");
    makeHistory(origin);
    try (TestDrive drive = TestDrive.mount()) {
      Path clone = drive.root().resolve("clone");
      git(elsewhere, "clone", "-q", "--no-local", origin.toString(), clone.toString());
      assertSame(origin, clone);
      // A local clone hard-links the objects.
      Path linked = drive.root().resolve("linked");
      git(elsewhere, "clone", "-q", "--local", clone.toString(), linked.toString());
      assertSame(origin, linked);

      git(clone, "repack", "-q", "-a", "-d", "-f");
      git(clone, "gc", "-q", "--prune=now");
      KernelCache.drop(drive.root());
      git(clone, "fsck", "--full", "--strict", "--no-progress");
      git(linked, "fsck", "--full", "--strict", "--no-progress");
      assertSame(origin, clone);
      assertSame(origin, linked);
    }
  }

  @Test
  void aDayOfWork() throws Exception {
    Path origin = elsewhere.resolve("origin");
    makeHistory(origin);
    try (TestDrive drive = TestDrive.mount()) {
      Path clone = drive.root().resolve("clone");
      git(elsewhere, "clone", "-q", "--no-local", origin.toString(), clone.toString());
      git(clone, "checkout", "-q", "-b", "work", "HEAD~50");
      assertClean(clone);
      Random random = new Random(SEED);
      for (int commit = 0; commit < 10; commit++) {
        Files.writeString(clone.resolve("new-" + commit % 3), text(random));
        Files.writeString(clone.resolve("folder-0/note"), text(random));
        assertThat(git(clone, "status", "--porcelain")).contains("folder-0/note");
        git(clone, "add", "--all");
        git(clone, "commit", "-q", "-m", "work " + commit);
        assertClean(clone);
      }
      git(clone, "mv", "new-0", "moved");
      git(clone, "stash", "push", "-q");
      assertClean(clone);
      git(clone, "rebase", "-q", "origin/main");
      git(clone, "stash", "pop", "-q");
      git(clone, "commit", "-q", "-a", "-m", "move");
      git(clone, "worktree", "add", "-q", drive.root().resolve("second").toString(), "main");
      git(drive.root().resolve("second"), "merge", "-q", "--no-ff", "--no-edit", "work");
      assertClean(drive.root().resolve("second"));
      assertClean(clone);
      git(clone, "push", "-q", "origin", "work");
      KernelCache.drop(drive.root());
      git(clone, "fsck", "--full", "--strict", "--no-progress");

      Path fetched = elsewhere.resolve("fetched");
      git(elsewhere, "clone", "-q", "--branch", "work", origin.toString(), fetched.toString());
      assertThat(files(clone)).isEqualTo(files(fetched));
    }
  }

  @Test
  void directoryTimesAreGoodEnoughForTheUntrackedCache() throws Exception {
    try (TestDrive drive = TestDrive.mount()) {
      git(drive.root(), "init", "-q");
      // Git's own check that the times of a directory change exactly when its entries do.
      git(drive.root(), "update-index", "--test-untracked-cache");
    }
  }

  /** Makes a history with a side branch that is merged every now and then. */
  private static void makeHistory(Path repository) throws IOException {
    StringBuilder stream = new StringBuilder();
    Random random = new Random(SEED);
    for (int commit = 1; commit <= COMMITS; commit++) {
      String branch = commit % 5 == 0 ? "side" : "main";
      stream.append("commit refs/heads/").append(branch).append("\nmark :").append(commit);
      stream.append("\ncommitter A U Thor <author@example.org> ").append(1_700_000_000 + commit);
      stream.append(" +0000\ndata 6\nchange\n");
      if (commit == 5) {
        stream.append("from :4\n");
      } else if (commit % 25 == 1 && commit > 1) {
        stream
            .append("from :")
            .append(commit - 2)
            .append("\nmerge :")
            .append(commit - 1)
            .append('\n');
      }
      for (int file = 0; file < 8; file++) {
        String path = "folder-%d/file-%02d".formatted(random.nextInt(12), random.nextInt(30));
        String text = text(random);
        String mode = random.nextInt(8) == 0 ? "100755" : "100644";
        stream.append("M %s inline %s\ndata %d\n%s\n".formatted(mode, path, text.length(), text));
      }
      stream.append("M 120000 inline link\ndata 8\nfolder-%d\n".formatted(commit % 10));
    }
    Files.createDirectories(repository);
    git(repository, "init", "-q");
    Path script = Files.writeString(repository.resolveSibling("history"), stream);
    ChildProgram.run(
        repository, ENVIRONMENT, "sh", "-c", "exec git fast-import --quiet <" + script);
    git(repository, "reset", "-q", "--hard", "main");
  }

  private static void assertSame(Path origin, Path clone) throws IOException {
    assertThat(git(clone, "rev-parse", "HEAD")).isEqualTo(git(origin, "rev-parse", "HEAD"));
    assertThat(git(clone, "rev-list", "HEAD", "--count"))
        .isEqualTo(git(origin, "rev-list", "HEAD", "--count"));
    assertClean(clone);
    assertThat(files(clone)).isEqualTo(files(origin));
  }

  private static void assertClean(Path repository) {
    assertThat(git(repository, "status", "--porcelain")).as("status of %s", repository).isEmpty();
  }

  /** What the work tree holds: type, permission to execute, and contents, by path. */
  private static Map<String, String> files(Path repository) throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(repository)) {
      for (Path path : paths.filter(p -> !p.startsWith(repository.resolve(".git"))).toList()) {
        String name = repository.relativize(path).toString();
        if (Files.isSymbolicLink(path)) {
          files.put(name, "link to " + Files.readSymbolicLink(path));
        } else if (Files.isRegularFile(path)) {
          files.put(name, (Files.isExecutable(path) ? "program " : "") + Files.readString(path));
        }
      }
    }
    return files;
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    for (int line = random.nextInt(60); line >= 0; line--) {
      text.append("line ").append(random.nextInt(100)).append('\n');
    }
    return text.toString();
  }

  private static String git(Path directory, String... arguments) {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(arguments));
    return ChildProgram.run(directory, ENVIRONMENT, command.toArray(String[]::new));
  }
}
