// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.nio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ramdrive.volume.Volume;
import io.ramdrive.volume.VolumeOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.ProviderMismatchException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Paths do what the JDK's own paths do, and keep bytes that are no text. */
class RamDrivePathTest {
  private static final List<String> PATHS =
      List.of(
          "",
          "/",
          "//",
          ".",
          "..",
          "a",
          "/a",
          "a/",
          "a//b",
          "/a/b/c",
          "a/b/c",
          "a/b",
          "/a/b",
          "b",
          "../a",
          "./a",
          "a/..",
          "a/.",
          "/..",
          "/../a",
          "a/../b",
          "a/b/../../c",
          "../../x",
          "/a/./b/../c",
          "ab",
          "/ab/c",
          "a b",
          "\u00e4\u00f6",
          "\ud83d\ude00/x",
          "..a",
          "a..",
          ".hid",
          "a%b",
          "a?b#c",
          "/a/../..",
          "../..",
          "./.",
          "a/./b",
          "x/y/z/../../w");

  private Volume volume;
  private RamDriveFileSystem drive;

  @BeforeEach
  void makeDrive() {
    volume = Volume.create(new VolumeOptions(1 << 20, 4096, 1000, false, 0, 0, 0755));
    drive = RamDriveFileSystem.over(volume, "paths", 0, 0);
  }

  @AfterEach
  void closeDrive() throws IOException {
    drive.close();
    volume.close();
  }

  static List<String> paths() {
    return PATHS;
  }

  private static Path jdk(String path) {
    return FileSystems.getDefault().getPath(path);
  }

  /** A result as text, or the kind of exception. */
  private static String told(Callable<?> callable) {
    try {
      return String.valueOf(callable.call());
    } catch (Exception e) {
      return e.getClass().getName();
    }
  }

  @ParameterizedTest
  @MethodSource("paths")
  void onePath(String text) {
    List<Function<Path, Object>> questions =
        List.of(
            Path::toString,
            Path::isAbsolute,
            path -> String.valueOf(path.getRoot()),
            path -> String.valueOf(path.getFileName()),
            path -> String.valueOf(path.getParent()),
            Path::getNameCount,
            path -> path.getName(0),
            path -> path.getName(1),
            path -> path.getName(-1),
            path -> path.getName(path.getNameCount() - 1),
            path -> path.subpath(0, 1),
            path -> path.subpath(1, 3),
            path -> path.subpath(0, path.getNameCount()),
            path -> path.subpath(1, 1),
            Path::normalize,
            path -> {
              List<String> names = new ArrayList<>();
              path.forEach(name -> names.add(name.toString()));
              return names;
            },
            path -> path.startsWith(path.resolve("")),
            path -> path.endsWith(path.resolve("")),
            path -> path.compareTo(path.resolve("")),
            path -> path.equals(path.resolve("")),
            path -> path.hashCode() == path.resolve("").hashCode());
    for (Function<Path, Object> question : questions) {
      assertThat(told(() -> question.apply(drive.getPath(text))))
          .as("question %d about '%s'", questions.indexOf(question), text)
          .isEqualTo(told(() -> question.apply(jdk(text))));
    }
  }

  @ParameterizedTest
  @MethodSource("paths")
  void twoPaths(String text) {
    List<BiFunction<Path, Path, Object>> questions =
        List.of(
            Path::resolve,
            Path::resolveSibling,
            Path::relativize,
            Path::startsWith,
            Path::endsWith,
            Path::equals,
            (one, other) -> Integer.signum(one.compareTo(other)),
            (one, other) -> one.resolve(other).normalize(),
            (one, other) -> one.resolve(other, one, other),
            (one, other) -> one.startsWith(other.toString()),
            (one, other) -> one.resolve(other.toString()));
    List<String> expected = new ArrayList<>();
    List<String> actual = new ArrayList<>();
    for (String other : PATHS) {
      for (BiFunction<Path, Path, Object> question : questions) {
        String what = questions.indexOf(question) + " about '" + other + "': ";
        // The JDK's "/".resolve(".", "/", ".") ends with a NUL, which is not meant.
        expected.add(what + told(() -> question.apply(jdk(text), jdk(other))).replace("\0", ""));
        actual.add(what + told(() -> question.apply(drive.getPath(text), drive.getPath(other))));
      }
    }
    assertThat(actual).isEqualTo(expected);
  }

  @Test
  void partsAreJoined() {
    String[][] parts = {{"a", "b"}, {"", "a"}, {"/", "a"}, {"a", "", "b"}, {"a", "/b"}, {"", ""}};
    for (String[] some : parts) {
      String[] more = Stream.of(some).skip(1).toArray(String[]::new);
      assertThat(drive.getPath(some[0], more))
          .hasToString(FileSystems.getDefault().getPath(some[0], more).toString());
    }
  }

  @Test
  void sortsAsTheJdkDoes() {
    List<String> expected =
        PATHS.stream().map(RamDrivePathTest::jdk).sorted().map(Path::toString).toList();
    List<String> actual =
        PATHS.stream().map(path -> drive.getPath(path)).sorted().map(Path::toString).toList();
    assertThat(actual).isEqualTo(expected);
  }

  @Test
  void whatIsNoPathIsRefused() {
    assertThatThrownBy(() -> drive.getPath("a\0b")).isInstanceOf(InvalidPathException.class);
    assertThatThrownBy(() -> drive.getPath("\ud800")).isInstanceOf(InvalidPathException.class);
  }

  @Test
  void relativePathsAreRelativeToTheRoot() throws IOException {
    assertThat(drive.getPath("a").toAbsolutePath()).hasToString("/a");
    assertThat(drive.getPath("").toAbsolutePath()).hasToString("/");
    Files.createFile(drive.getPath("a"));
    assertThat(drive.getPath("/a")).exists();
    assertThat(Files.isSameFile(drive.getPath(""), drive.getPath("/"))).isTrue();
  }

  @Test
  void pathsOfOthersAreRefused() throws IOException {
    try (RamDriveFileSystem other = RamDriveFileSystem.over(volume, "paths", 0, 0)) {
      assertThat(other.name()).isEqualTo("paths-2");
      Path ours = drive.getPath("/a");
      assertThat(ours).isNotEqualTo(other.getPath("/a"));
      assertThatThrownBy(() -> ours.resolve(other.getPath("b")))
          .isInstanceOf(ProviderMismatchException.class);
    }
    assertThatThrownBy(() -> drive.getPath("a").resolve(jdk("b")))
        .isInstanceOf(ProviderMismatchException.class);
    assertThatThrownBy(() -> Files.createLink(drive.getPath("a"), jdk("/tmp")))
        .isInstanceOf(ProviderMismatchException.class);
    assertThat(drive.getPath("a").startsWith(jdk("a"))).isFalse();
    assertThatThrownBy(() -> drive.getPath("/a").toFile())
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @ParameterizedTest
  @MethodSource("paths")
  void uriAndBack(String text) {
    Path path = drive.getPath(text).toAbsolutePath();
    assertThat(Path.of(path.toUri())).isEqualTo(path);
    assertThat(path.toUri().getScheme()).isEqualTo("ramdrive");
  }

  @Test
  void theUriOfADirectoryEndsWithASlash() throws IOException {
    Path directory = Files.createDirectory(drive.getPath("/d"));
    assertThat(directory.toUri()).hasToString("ramdrive://paths/d/");
    assertThat(Path.of(directory.toUri())).isEqualTo(directory);
    assertThat(Path.of(URI.create("RAMDRIVE://paths/d"))).isEqualTo(directory);
    for (String wrong : List.of("ramdrive:paths", "ramdrive://paths/d?q", "ramdrive://paths/d#f")) {
      assertThatThrownBy(() -> Path.of(URI.create(wrong)))
          .as(wrong)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void aNameThatIsNoTextIsKeptByteByByte() throws IOException {
    byte[] name = {'b', (byte) 0xe4, (byte) 0xff, 'd'};
    Path odd = RamDrivePath.of(drive, true, new byte[][] {name});
    Files.writeString(odd, "found");
    Path listed;
    try (Stream<Path> entries = Files.list(drive.getPath("/"))) {
      listed = entries.findFirst().orElseThrow();
    }
    assertThat(listed).isEqualTo(odd);
    assertThat(Files.readString(listed)).isEqualTo("found");
    assertThat(listed.toUri()).hasToString("ramdrive://paths/b%E4%FFd");
    assertThat(Files.readString(Path.of(listed.toUri()))).isEqualTo("found");
    assertThat(listed).hasToString("/" + new String(name, StandardCharsets.UTF_8));
    Path directory = Files.createDirectory(drive.getPath("/dir"));
    Path moved = Files.move(listed, directory.resolve(listed.getFileName()));
    try (Stream<Path> all = Files.walk(drive.getPath("/"))) {
      for (Path path : all.sorted(Comparator.reverseOrder()).limit(2).toList()) {
        Files.delete(path);
      }
    }
    assertThat(moved).doesNotExist();
    assertThat(drive.getPath("/")).isEmptyDirectory();
  }

  @ParameterizedTest
  @MethodSource("patterns")
  void patternsMatchWhatTheJdkMatches(String pattern) {
    List<String> candidates =
        List.of(
            "",
            "a",
            "b",
            "ab",
            "a.java",
            ".java",
            "a/b",
            "a/b.java",
            "/a",
            "a]b",
            "a-b",
            "a,b",
            "a*b",
            "{",
            "}",
            "!",
            "^",
            "a\\b",
            "a&b",
            "x.c",
            "x.h",
            "a/b/c.c",
            "z",
            "A",
            "foo.zip");
    List<String> expected = new ArrayList<>();
    List<String> actual = new ArrayList<>();
    for (String candidate : candidates) {
      expected.add(
          candidate
              + told(
                  () -> FileSystems.getDefault().getPathMatcher(pattern).matches(jdk(candidate))));
      actual.add(
          candidate + told(() -> drive.getPathMatcher(pattern).matches(drive.getPath(candidate))));
    }
    assertThat(actual).as(pattern).isEqualTo(expected);
  }

  static List<String> patterns() {
    return List.of(
        "glob:*",
        "glob:**",
        "glob:?",
        "glob:*.java",
        "glob:*.{java,c}",
        "glob:**.c",
        "glob:**/*.c",
        "glob:[ab]",
        "glob:[!ab]",
        "glob:[a-c]*",
        "glob:[-a]*",
        "glob:[!-a]",
        "glob:a[&]b",
        "glob:{a,b}",
        "glob:{a,b",
        "glob:a,b",
        "glob:a\\*b",
        "glob:\\",
        "glob:[a",
        "glob:{{a}}",
        "glob:}",
        "glob:[a/b]",
        "glob:[z-a]",
        "glob:/*",
        "glob:",
        "GLOB:a",
        "regex:a.*",
        "regex:[",
        "none:a",
        "a",
        ":a",
        "glob:{*.zip,x.?}",
        "glob:a\\\\b",
        "glob:[^]",
        "glob:[^a]",
        "glob:a[]]b",
        "glob:{,a}");
  }
}
