// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.integration;

import static io.ramdrive.integration.LinuxFlags.O_DIRECTORY;
import static io.ramdrive.integration.LinuxFlags.O_RDONLY;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A hundred tasks that do a bit of everything, each of which knows what it must find. */
class MixedTortureTest {
  private static final int TASKS = 100;
  private static final int LARGEST = 40_000;

  @RegisterExtension static final SharedDrive DRIVE = new SharedDrive();

  @Test
  void hundredTasks() {
    Path top = DRIVE.directory();
    StatFs before = Posix.statfs(top);
    Tasks.run(
        TASKS,
        (index, random) -> {
          Worker worker = new Worker(top.resolve("task" + index), random);
          for (int round = 0; round < Tasks.rounds(120); round++) {
            worker.step();
          }
          worker.finish();
        });
    assertThat(Posix.stat(top).links()).as("sub-directories left").isEqualTo(2);
    assertThat(Posix.statfs(top)).isEqualTo(before);
  }

  /** One task: its files, in one of two directories of its own. */
  private static final class Worker {
    private final Random random;
    private final Path home;
    private final Path[] directories;
    private final List<ModelledFile> files = new ArrayList<>();
    private int made;

    Worker(Path home, Random random) {
      this.random = random;
      this.home = home;
      this.directories = new Path[] {home, home.resolve("inner")};
      for (Path directory : directories) {
        Posix.mkdir(directory, 0700);
      }
    }

    void step() {
      if (files.size() < 2 || (files.size() < 6 && random.nextInt(8) == 0)) {
        files.add(new ModelledFile(newName(), LARGEST, random));
        return;
      }
      ModelledFile file = files.get(random.nextInt(files.size()));
      switch (random.nextInt(12)) {
        case 0 -> file.truncate();
        case 1 -> file.punch();
        case 2 -> file.rename(newName());
        case 3 -> remove(file);
        case 4 -> file.check();
        case 5 -> list();
        case 6 -> file.append();
        case 7, 8 -> file.read();
        default -> file.write();
      }
    }

    void finish() {
      list();
      while (!files.isEmpty()) {
        files.getLast().check();
        remove(files.getLast());
      }
      for (Path directory : List.of(directories).reversed()) {
        Posix.rmdir(directory);
      }
      assertThat(Posix.exists(home)).isFalse();
    }

    private void remove(ModelledFile file) {
      file.remove();
      file.close();
      files.remove(file);
    }

    private Path newName() {
      return directories[random.nextInt(directories.length)].resolve("file" + made++);
    }

    private void list() {
      Set<String> expected = new TreeSet<>(Set.of(".", "..", "inner", "inner/.", "inner/.."));
      files.forEach(file -> expected.add(home.relativize(file.path()).toString()));
      Set<String> listed = new TreeSet<>();
      for (Path directory : directories) {
        int fd = Posix.open(directory, O_RDONLY | O_DIRECTORY);
        String prefix = directory.equals(home) ? "" : home.relativize(directory) + "/";
        List<Dirent> entries = Dirent.next(fd, 65536);
        entries.forEach(entry -> listed.add(prefix + entry.name()));
        Posix.close(fd);
      }
      assertThat(listed).as("entries of %s", home).isEqualTo(expected);
    }
  }
}
