// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.integration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ramdrive.volume.NameMatching;
import io.ramdrive.winfsp.sim.FileAccess;
import io.ramdrive.winfsp.sim.NtStatusException;
import io.ramdrive.winfsp.sim.SimFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One volume on Linux and on a simulated Windows at once: what one changes the other shows. */
class WindowsViewTest {
  private LinuxAndWindows views;

  @BeforeEach
  void mount() throws IOException {
    views = new LinuxAndWindows(NameMatching.CASE_INSENSITIVE, 1);
  }

  @AfterEach
  void unmount() {
    views.close();
  }

  @Test
  void whatWindowsWritesLinuxReads() throws IOException {
    assertThat(Files.exists(views.linux("/file"))).isFalse();
    views.windows().writeFile("\\file", bytes("from Windows"));
    views.windows().drain();
    views.settle();
    assertThat(Files.readString(views.linux("/file"))).isEqualTo("from Windows");
    assertThat(Files.readString(views.linux("/FILE"))).isEqualTo("from Windows");
    assertThat(Files.readString(views.java("/file"))).isEqualTo("from Windows");
  }

  @Test
  void whatLinuxWritesWindowsReadsWithTheFileOpen() throws IOException {
    Files.writeString(views.linux("/file"), "one");
    try (SimFile open = views.windows().openFile("\\file")) {
      assertThat(open.readAll()).isEqualTo(bytes("one"));
      assertThat(open.size()).isEqualTo(3);
      Files.writeString(views.linux("/file"), " and two", StandardOpenOption.APPEND);
      views.settle();
      assertThat(open.size()).isEqualTo(11);
      assertThat(open.readAll()).isEqualTo(bytes("one and two"));
    }
  }

  @Test
  void aFileThatLinuxRenamesOverAnotherIsTheNewOneOnWindows() throws IOException {
    views.windows().writeFile("\\CURRENT", bytes("MANIFEST-000001\n"));
    assertThat(views.windows().readAllBytes("\\CURRENT")).isEqualTo(bytes("MANIFEST-000001\n"));
    views.windows().drain();
    Files.writeString(views.linux("/dbtmp"), "MANIFEST-000002 is longer\n");
    Files.move(views.linux("/dbtmp"), views.linux("/CURRENT"), StandardCopyOption.REPLACE_EXISTING);
    views.settle();
    assertThat(views.windows().readAllBytes("\\current"))
        .isEqualTo(bytes("MANIFEST-000002 is longer\n"));
    assertThat(views.windows().exists("\\dbtmp")).isFalse();
    assertThat(views.windows().list("\\")).containsExactly("CURRENT");
  }

  @Test
  void aFileThatWindowsRenamesOverAnotherIsTheNewOneOnLinux() throws IOException {
    Files.writeString(views.linux("/CURRENT"), "MANIFEST-000001\n");
    views.windows().writeFile("\\dbtmp", bytes("MANIFEST-000002 is longer\n"));
    views.windows().moveFileReplace("\\dbtmp", "\\current");
    views.windows().drain();
    views.settle();
    assertThat(Files.readString(views.linux("/CURRENT"))).isEqualTo("MANIFEST-000002 is longer\n");
    assertThat(views.linux("/dbtmp")).doesNotExist();
  }

  @Test
  void aCachedListingOfWindowsShowsWhatLinuxMakesAndRemoves() throws IOException {
    Files.createDirectory(views.linux("/dir"));
    try (SimFile directory = views.windows().openDirectory("\\dir")) {
      assertThat(views.windows().list("\\dir")).isEmpty();
      Files.writeString(views.linux("/dir/a"), "a");
      views.settle();
      assertThat(views.windows().list("\\dir")).containsExactly("a");
      Files.delete(views.linux("/dir/a"));
      Files.createDirectory(views.linux("/dir/b"));
      views.settle();
      assertThat(views.windows().list("\\dir")).containsExactly("b");
      assertThat(directory.finalPath()).isEqualTo("\\dir");
    }
  }

  @Test
  void whatWindowsDeletesIsGoneOnLinux() {
    views.windows().writeFile("\\file", bytes("x"));
    views.settle();
    assertThat(views.linux("/file")).exists();
    views.windows().delete("\\file");
    views.windows().drain();
    views.settle();
    assertThat(views.linux("/file")).doesNotExist();
    assertThatThrownBy(() -> Files.readString(views.java("/file")))
        .isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void whatLinuxDeletesStaysReadableWhereWindowsHasItOpen() throws IOException {
    Files.writeString(views.linux("/file"), "kept");
    try (SimFile open = views.windows().openFile("\\file")) {
      Files.delete(views.linux("/file"));
      views.settle();
      assertThat(open.readAll()).isEqualTo(bytes("kept"));
      assertThatThrownBy(() -> views.windows().open("\\other", FileAccess.FILE_READ_DATA))
          .isInstanceOf(NtStatusException.class);
    }
  }

  @Test
  void attributesAreTheSameForAll() throws IOException {
    Files.writeString(views.linux("/file"), "x");
    views.windows().setAttributes("\\file", 0x22);
    views.windows().drain();
    views.settle();
    assertThat(Files.getAttribute(views.java("/file"), "dos:hidden")).isEqualTo(true);
    assertThat(Files.getAttribute(views.linux("/file"), "dos:hidden")).isEqualTo(true);
    Files.setAttribute(views.linux("/file"), "dos:hidden", false);
    views.settle();
    assertThat(views.windows().attributes("\\file")).isEqualTo(0x20);
  }

  @Test
  void extendedAttributesAreTheSameForAll() throws IOException {
    Files.writeString(views.linux("/file"), "x");
    try (SimFile file = views.windows().openFile("\\file")) {
      file.setEa("ORIGIN", bytes("Windows"));
    }
    views.windows().drain();
    views.settle();
    assertThat((byte[]) Files.getAttribute(views.linux("/file"), "user:ORIGIN"))
        .isEqualTo(bytes("Windows"));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
