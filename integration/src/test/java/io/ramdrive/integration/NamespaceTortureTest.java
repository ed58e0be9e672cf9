// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.integration;

import static io.ramdrive.integration.LinuxFlags.O_CREAT;
import static io.ramdrive.integration.LinuxFlags.O_DIRECTORY;
import static io.ramdrive.integration.LinuxFlags.O_EXCL;
import static io.ramdrive.integration.LinuxFlags.O_RDONLY;
import static io.ramdrive.integration.LinuxFlags.O_WRONLY;
import static io.ramdrive.integration.LinuxFlags.RENAME_EXCHANGE;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Names under load: what is there is listed and complete, what is gone is gone, memory included.
 */
class NamespaceTortureTest {
  @RegisterExtension static final SharedDrive DRIVE = new SharedDrive();

  @Test
  void createAndDeleteChurn() {
    Path shared = DRIVE.directory();
    StatFs before = Posix.statfs(shared);
    Tasks.run(
        8,
        (index, random) -> {
          Set<Integer> live = new TreeSet<>();
          for (int round = 0; round < Tasks.rounds(600); round++) {
            int number = random.nextInt(40);
            Path file = shared.resolve(index + "-" + number);
            if (live.remove(number)) {
              checkComplete(file);
              Posix.unlink(file);
              assertThat(Posix.errno(() -> Posix.open(file, O_RDONLY))).isEqualTo("ENOENT");
            } else {
              assertThat(Posix.errno(() -> Posix.stat(file))).isEqualTo("ENOENT");
              create(file, random);
              live.add(number);
            }
          }
          Set<String> expected = new TreeSet<>();
          live.forEach(number -> expected.add(index + "-" + number));
          Set<String> listed = names(shared);
          listed.removeIf(name -> !name.startsWith(index + "-"));
          assertThat(listed).as("files of task %d", index).isEqualTo(expected);
          live.forEach(number -> Posix.unlink(shared.resolve(index + "-" + number)));
        });
    assertThat(names(shared)).isEmpty();
    assertThat(Posix.statfs(shared)).isEqualTo(before);
  }

  @Test
  void oneWinnerPerName() {
    int rounds = Tasks.rounds(300);
    Path directory = DRIVE.directory();
    AtomicIntegerArray created = new AtomicIntegerArray(rounds);
    AtomicIntegerArray removed = new AtomicIntegerArray(rounds);
    Tasks.run(
        6,
        (index, random) -> {
          for (int round = 0; round < rounds; round++) {
            Path file = directory.resolve("contended" + round);
            String error =
                Posix.errno(() -> Posix.close(Posix.open(file, O_WRONLY | O_CREAT | O_EXCL, 0644)));
            assertThat(error).isIn("OK", "EEXIST");
            if (error.equals("OK")) {
              created.incrementAndGet(round);
            }
          }
        });
    Tasks.run(
        6,
        (index, random) -> {
          for (int round = 0; round < rounds; round++) {
            Path file = directory.resolve("contended" + round);
            String error = Posix.errno(() -> Posix.unlink(file));
            assertThat(error).isIn("OK", "ENOENT");
            if (error.equals("OK")) {
              removed.incrementAndGet(round);
            }
          }
        });
    for (int round = 0; round < rounds; round++) {
      assertThat(created.get(round)).as("creators of name %d", round).isEqualTo(1);
      assertThat(removed.get(round)).as("removers of name %d", round).isEqualTo(1);
    }
    assertThat(names(directory)).isEmpty();
  }

  @Test
  void treesGrowAndFallTogether() {
    Path top = DRIVE.directory();
    StatFs before = Posix.statfs(top);
    AtomicInteger files = new AtomicInteger();
    Tasks.run(
        8,
        (index, random) -> {
          for (int round = 0; round < Tasks.rounds(250); round++) {
            Path directory = top;
            for (int depth = 1 + random.nextInt(4); depth > 0; depth--) {
              directory = directory.resolve("d" + random.nextInt(3));
            }
            if (index % 4 == 3) {
              removeTree(directory, false);
            } else {
              files.addAndGet(growAndLook(directory, index + "-" + round, random));
            }
          }
        });
    assertThat(files).as("files that were made").hasPositiveValue();
    for (String name : names(top)) {
      removeTree(top.resolve(name), true);
    }
    assertThat(names(top)).isEmpty();
    assertThat(Posix.stat(top).links()).isEqualTo(2);
    assertThat(Posix.statfs(top)).isEqualTo(before);
  }

  /** Makes a file in a directory that others may take away at any moment; returns 1 if it did. */
  private static int growAndLook(Path directory, String name, Random random) {
    makeDirectories(directory);
    Path temporary = DRIVE.root().resolve("tree-" + name);
    create(temporary, random);
    Path file = directory.resolve("f" + name);
    String error = Posix.errno(() -> Posix.rename(temporary, file));
    assertThat(error).isIn("OK", "ENOENT");
    if (!error.equals("OK")) {
      Posix.unlink(temporary);
    }
    try {
      List<String> others = new ArrayList<>(names(directory));
      others.removeIf(other -> !other.startsWith("f"));
      Collections.shuffle(others, random);
      for (String other : others.subList(0, Math.min(3, others.size()))) {
        checkComplete(directory.resolve(other));
      }
    } catch (PosixException e) {
      assertThat(e.errno()).as("look into %s", directory).isEqualTo("ENOENT");
    }
    return error.equals("OK") ? 1 : 0;
  }

  private static void makeDirectories(Path directory) {
    Path top = DRIVE.directory();
    for (int i = top.getNameCount() + 1; i <= directory.getNameCount(); i++) {
      Path step = directory.getRoot().resolve(directory.subpath(0, i));
      assertThat(Posix.errno(() -> Posix.mkdir(step, 0755))).isIn("OK", "EEXIST", "ENOENT");
    }
  }

  /** Removes a tree; unless {@code alone}, others may add to it and remove from it meanwhile. */
  private static void removeTree(Path directory, boolean alone) {
    List<String> names = new ArrayList<>();
    String listing = Posix.errno(() -> names.addAll(names(directory)));
    assertThat(listing).isIn("OK", alone ? "OK" : "ENOENT");
    for (String name : names) {
      Path path = directory.resolve(name);
      if (name.startsWith("d")) {
        removeTree(path, alone);
      } else {
        assertThat(Posix.errno(() -> Posix.unlink(path))).isIn("OK", alone ? "OK" : "ENOENT");
      }
    }
    String error = Posix.errno(() -> Posix.rmdir(directory));
    assertThat(error).isIn(alone ? Set.of("OK") : Set.of("OK", "ENOENT", "ENOTEMPTY"));
  }

  @Test
  void readersNeverMissARenamedFile() {
    Path directory = DRIVE.directory();
    int names = 6;
    AtomicInteger renamers = new AtomicInteger(2);
    for (int i = 0; i < names; i++) {
      create(directory.resolve("n" + i), new Random(Tasks.SEED + i));
    }
    Tasks.run(
        6,
        (index, random) -> {
          if (index < 2) {
            for (int round = 0; round < Tasks.rounds(1_000); round++) {
              replaceOrExchange(directory, names, index, random);
            }
            renamers.decrementAndGet();
          } else {
            while (renamers.get() > 0) {
              checkComplete(directory.resolve("n" + random.nextInt(names)));
            }
          }
        });
    Set<String> expected = new TreeSet<>();
    for (int i = 0; i < names; i++) {
      expected.add("n" + i);
      checkComplete(directory.resolve("n" + i));
    }
    assertThat(names(directory)).isEqualTo(expected);
  }

  private static void replaceOrExchange(Path directory, int names, int index, Random random) {
    Path name = directory.resolve("n" + random.nextInt(names));
    if (random.nextInt(4) == 0) {
      Path other = directory.resolve("n" + random.nextInt(names));
      Posix.renameat2(name, other, RENAME_EXCHANGE);
    } else {
      Path temporary = directory.resolve("temporary" + index);
      create(temporary, random);
      Posix.rename(temporary, name);
      assertThat(Posix.errno(() -> Posix.stat(temporary))).isEqualTo("ENOENT");
    }
  }

  /** Makes a file that says how long it is and what it holds. */
  private static void create(Path file, Random random) {
    int length = 12 + (random.nextInt(10) == 0 ? random.nextInt(200_000) : random.nextInt(6_000));
    long seed = random.nextLong();
    byte[] content = Pattern.bytes(seed, 0, length);
    ByteBuffer.wrap(content).putLong(seed).putInt(length);
    int fd = Posix.open(file, O_WRONLY | O_CREAT | O_EXCL, 0644);
    assertThat(Posix.write(fd, content)).isEqualTo(length);
    Posix.close(fd);
  }

  private static void checkComplete(Path file) {
    int fd = Posix.open(file, O_RDONLY);
    try {
      byte[] content = Posix.pread(fd, 300_000, 0);
      assertThat(content.length).as("bytes in %s", file).isGreaterThanOrEqualTo(12);
      ByteBuffer header = ByteBuffer.wrap(content);
      long seed = header.getLong();
      int length = header.getInt();
      assertThat(content).as("length of %s", file).hasSize(length);
      assertThat(Posix.fstatSize(fd)).as("size of %s", file).isEqualTo(length);
      byte[] rest = new byte[length - 12];
      header.get(rest);
      Pattern.check(file.toString(), seed, 12, rest);
    } finally {
      Posix.close(fd);
    }
  }

  /** A name that was removed and made again meanwhile may be listed twice, a file may not. */
  private static Set<String> names(Path directory) {
    Set<String> names = new TreeSet<>();
    Set<String> files = new HashSet<>();
    int fd = Posix.open(directory, O_RDONLY | O_DIRECTORY);
    try {
      for (Dirent entry : Dirent.rest(fd, 4096)) {
        names.add(entry.name());
        if (!files.add(entry.name() + " " + entry.inode())) {
          throw new AssertionError(directory + " lists " + entry.name() + " twice");
        }
      }
    } finally {
      Posix.close(fd);
    }
    names.remove(".");
    names.remove("..");
    return names;
  }
}
