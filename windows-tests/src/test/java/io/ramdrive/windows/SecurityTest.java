// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.windows;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Who may use what is on a drive: what the root says, and what is handed down from it. */
class SecurityTest {
  private static final Pattern ACE = Pattern.compile("\\(([^;]*);([^;]*);([^;]*);;;([^)]*)\\)");
  private static WindowsDrive drive;

  @BeforeAll
  static void mount() {
    drive = WindowsDrive.mount("--initial-directories", "Temp,Cache/App1");
  }

  @AfterAll
  static void unmount() {
    drive.close();
  }

  @Test
  void theRootHandsFullControlDown() {
    List<Matcher> entries = entries(drive.root());
    assertThat(entries).extracting(ace -> ace.group(4)).contains("SY", "BA", "WD");
    assertThat(entries).extracting(ace -> ace.group(3)).containsOnly("FA");
    assertThat(entries).allSatisfy(ace -> assertThat(ace.group(2)).contains("OI", "CI"));
  }

  @Test
  void aNewFileCanBeOpenedAgainByWhoMadeIt() throws IOException {
    Path file = drive.root().resolve("file.txt");
    Files.writeString(file, "first");
    Files.writeString(file, "second");
    assertThat(Files.readString(file)).isEqualTo("second");
    assertThat(entries(file))
        .anySatisfy(
            ace -> {
              assertThat(ace.group(1)).isEqualTo("A");
              assertThat(ace.group(3)).isEqualTo("FA");
              assertThat(ace.group(4)).isEqualTo("WD");
            });
  }

  @Test
  void aNewDirectoryCanBeListedByWhoMadeIt() throws IOException {
    Path directory = Files.createDirectory(drive.root().resolve("made"));
    Files.createFile(directory.resolve("inside"));
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files).hasSize(1);
    }
    assertThat(entries(directory)).extracting(ace -> ace.group(4)).contains("WD");
  }

  @Test
  void initialDirectoriesHaveTheRootsRights() throws IOException {
    for (String name : new String[] {"Temp", "Cache", "Cache/App1"}) {
      Path directory = drive.root().resolve(name);
      assertThat(directory).isDirectory();
      assertThat(entries(directory)).extracting(ace -> ace.group(4)).contains("WD");
      Path file = Files.writeString(directory.resolve("file"), name);
      assertThat(Files.readString(file)).isEqualTo(name);
    }
  }

  private static List<Matcher> entries(Path path) {
    String sddl = SecurityDescriptors.sddl(path);
    List<Matcher> entries = new ArrayList<>();
    Matcher matcher = ACE.matcher(sddl);
    int from = 0;
    while (matcher.find(from)) {
      from = matcher.end();
      Matcher entry = ACE.matcher(matcher.group());
      assertThat(entry.matches()).isTrue();
      entries.add(entry);
    }
    assertThat(entries).as("%s: %s", path, sddl).isNotEmpty();
    return entries;
  }
}
