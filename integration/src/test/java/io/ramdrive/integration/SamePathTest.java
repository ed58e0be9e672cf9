// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code RamDrive.path} and {@code Mount.path} name the same file in two worlds. */
class SamePathTest {
  private static SeveralViews views;

  @BeforeAll
  static void mount() {
    views = new SeveralViews();
  }

  @AfterAll
  static void unmount() {
    views.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/x",
        "no-slash",
        "/with a blank",
        "/Grüße",
        "/日本語/ファイル",
        "/emoji-\uD83D\uDE80",
        "/combining-e\u0301",
        "/composed-\u00e9",
        "/back\\slash:colon*star?",
        "/deep/er/and/deeper"
      })
  void whatOneWritesTheOtherReads(String path) throws IOException {
    Path java = views.java(path);
    Files.createDirectories(java.getParent());
    Files.writeString(java, "from Java: " + path);
    assertThat(Content.text(views.a(path))).isEqualTo("from Java: " + path);
    assertThat(Content.text(views.b(path))).isEqualTo("from Java: " + path);

    Content.write(views.a(path), "from a mount, longer: " + path);
    assertThat(Files.readString(java)).isEqualTo("from a mount, longer: " + path);
    views.drive().awaitCoherence();
    assertThat(Content.text(views.b(path))).isEqualTo("from a mount, longer: " + path);
    assertThat((long) Files.getAttribute(java, "unix:ino"))
        .isEqualTo(Posix.stat(views.a(path)).inode());
    assertThat(names(views.a("/"))).isEqualTo(names(views.java("/")));
  }

  private static List<String> names(Path directory) throws IOException {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void symlinksLeadToTheSame() throws IOException {
    Files.writeString(views.java("/target-ü"), "found");
    Path root = views.java("/");
    Files.createSymbolicLink(views.java("/by-java"), root.relativize(views.java("/target-ü")));
    Posix.symlink("target-ü", views.a("/by-a"));
    for (String link : List.of("/by-java", "/by-a")) {
      assertThat(Content.text(views.a(link))).isEqualTo("found");
      assertThat(Files.readString(views.java(link))).isEqualTo("found");
      assertThat(Posix.readlink(views.a(link))).isEqualTo("target-ü");
      assertThat(Files.readSymbolicLink(views.java(link))).hasToString("target-ü");
    }
    Posix.symlink("nowhere", views.a("/dangling"));
    assertThat(Files.notExists(views.java("/dangling"))).isTrue();
    assertThat(Files.isSymbolicLink(views.java("/dangling"))).isTrue();
  }

  @Test
  void hardLinksAreOneFile() throws IOException {
    Files.writeString(views.java("/first"), "one file");
    Posix.link(views.a("/first"), views.a("/second"));
    Files.createLink(views.java("/third"), views.java("/second"));
    Files.writeString(views.java("/third"), "changed");
    for (String name : List.of("/first", "/second", "/third")) {
      assertThat(Content.text(views.a(name))).isEqualTo("changed");
      assertThat(Posix.stat(views.a(name)).links()).isEqualTo(3);
      assertThat(Files.getAttribute(views.java(name), "unix:nlink")).isEqualTo(3);
    }
  }
}
