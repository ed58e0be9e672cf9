// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.ramdrive.volume.NameMatching;
import io.ramdrive.winfsp.binding.WinNt;
import io.ramdrive.winfsp.sim.DirectoryEntry;
import io.ramdrive.winfsp.sim.NtStatusException;
import io.ramdrive.winfsp.sim.SimFile;
import io.ramdrive.winfsp.sim.SimVolume;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Linux, a simulated Windows and Java change one small tree in turns, at random; each lets the
 * others know before the next goes on. Now and then all three must show the same tree: this fills
 * all caches for what comes after.
 *
 * <p>{@code RAMDRIVE_FUZZ_SECONDS} and {@code RAMDRIVE_SEED} as for the other fuzz tests.
 */
class WindowsViewFuzzTest {
  private static final int USUAL_SECONDS = 8;
  private static final Duration TIME = TestSettings.seconds("RAMDRIVE_FUZZ_SECONDS", USUAL_SECONDS);

  /** What every build tries; with the time set, or the seed, it is others. */
  private static final long KNOWN_SEED = 525157016311L;

  private static final String[] PLACES = {"/", "/d0/", "/d1/", "/d0/d2/"};
  private static final int LARGEST = 20_000;
  private static final int TURNS = 10;

  private final List<String> done = new ArrayList<>();

  @Test
  @Timeout(value = 1, unit = TimeUnit.HOURS)
  void allViewsShowTheSameTree() throws IOException {
    long seed =
        TestSettings.hasSeed() || TIME.toSeconds() != USUAL_SECONDS
            ? TestSettings.seed()
            : KNOWN_SEED;
    Random random = new Random(seed);
    long end = System.nanoTime() + TIME.toNanos();
    int turns = 0;
    try (LinuxAndWindows views =
        new LinuxAndWindows(
            random.nextBoolean() ? NameMatching.EXACT : NameMatching.CASE_INSENSITIVE, seed)) {
      while (System.nanoTime() < end) {
        for (int i = 0; i < TURNS; i++, turns++) {
          turn(views, random);
          views.settle();
        }
        if (random.nextInt(4) == 0) {
          views.windows().drain();
        }
        compare(views, seed);
      }
    }
    System.out.printf("Linux, Windows, Java: %d turns, seed %d%n", turns, seed);
  }

  private void turn(LinuxAndWindows views, Random random) throws IOException {
    String name = name(random);
    String other = name(random);
    int action = random.nextInt(6);
    byte[] bytes = new byte[random.nextInt(LARGEST)];
    random.nextBytes(bytes);
    int who = random.nextInt(3);
    done.add("%s %s %s %s %d".formatted(WHO[who], ACTIONS[action], name, other, bytes.length));
    try {
      switch (who) {
        case 0 -> change(views.linux("/"), action, name, other, bytes);
        case 1 -> change(views.java("/"), action, name, other, bytes);
        default -> change(views.windows(), action, windows(name), windows(other), bytes);
      }
    } catch (FileSystemException | NtStatusException refused) {
      done.removeLast();
    }
  }

  private static final String[] WHO = {"Linux", "Java", "Windows"};
  private static final String[] ACTIONS = {"write", "append", "cut", "move", "delete", "mkdir"};

  private static void change(Path root, int action, String name, String other, byte[] bytes)
      throws IOException {
    Path path = root.resolve(name.substring(1));
    switch (action) {
      case 0 -> Files.write(path, bytes);
      case 1 -> Files.write(path, bytes, StandardOpenOption.APPEND);
      case 2 -> {
        try (var file = Files.newByteChannel(path, StandardOpenOption.WRITE)) {
          file.truncate(bytes.length / 2);
        }
      }
      case 3 ->
          Files.move(path, root.resolve(other.substring(1)), StandardCopyOption.REPLACE_EXISTING);
      case 4 -> Files.delete(path);
      default -> Files.createDirectory(path);
    }
  }

  private static void change(
      SimVolume volume, int action, String name, String other, byte[] bytes) {
    switch (action) {
      case 0 -> volume.writeFile(name, bytes);
      case 1 -> {
        try (SimFile file = volume.openFile(name)) {
          askForSize(file);
          file.append(bytes);
        }
      }
      case 2 -> {
        try (SimFile file = volume.openFile(name)) {
          if (file.size() > bytes.length / 2) {
            file.setEndOfFile(bytes.length / 2);
          }
        }
      }
      case 3 -> volume.moveFileReplace(name, other);
      case 4 -> volume.delete(name);
      default -> volume.createDirectory(name);
    }
    // Linux and Java cannot see what Windows still keeps to itself.
    volume.lazyWrite();
  }

  private void compare(LinuxAndWindows views, long seed) throws IOException {
    Map<String, String> linux = tree(views.linux("/"));
    String when = "RAMDRIVE_SEED=" + seed + ", after\n" + String.join("\n", done);
    assertThat(tree(views.java("/"))).as(when).isEqualTo(linux);
    Map<String, String> windows = new TreeMap<>();
    addTree(views.windows(), "\\", windows);
    assertThat(windows).as(when).isEqualTo(linux);
  }

  private static Map<String, String> tree(Path root) throws IOException {
    Map<String, String> tree = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(root)) {
      for (Path path : (Iterable<Path>) paths::iterator) {
        String name = windows("/" + root.relativize(path));
        tree.put(name, Files.isDirectory(path) ? "directory" : content(Files.readAllBytes(path)));
      }
    }
    return tree;
  }

  private static void addTree(SimVolume volume, String directory, Map<String, String> into) {
    into.put(directory, "directory");
    for (DirectoryEntry entry : volume.entries(directory)) {
      String path = (directory.equals("\\") ? "\\" : directory + "\\") + entry.name();
      if (entry.info().has(WinNt.FILE_ATTRIBUTE_DIRECTORY)) {
        addTree(volume, path, into);
      } else {
        try (SimFile file = volume.openFile(path)) {
          askForSize(file);
          into.put(path, content(file.readAll()));
        }
      }
    }
  }

  /**
   * What a program does that wants to be sure where a file ends: WinFsp's driver, told of a change,
   * asks for the size again only when somebody else asks it.
   */
  private static void askForSize(SimFile file) {
    assertThat(file.size()).isNotNegative();
  }

  private static String content(byte[] bytes) {
    return bytes.length + " bytes, hash " + Arrays.hashCode(bytes);
  }

  private static String windows(String name) {
    return name.replace('/', '\\');
  }

  private static String name(Random random) {
    int kind = random.nextInt(10);
    if (kind == 0) {
      return "/d" + random.nextInt(2);
    }
    return kind == 1 ? "/d0/d2" : PLACES[random.nextInt(PLACES.length)] + "f" + random.nextInt(4);
  }
}
