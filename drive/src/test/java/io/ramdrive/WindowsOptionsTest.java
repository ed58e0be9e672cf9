// SPDX-License-Identifier: Apache-2.0
package io.ramdrive;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WindowsOptionsTest {
  private static RamDriveOptions.Builder options() {
    return RamDriveOptions.builder().size("1m").allowOther(true);
  }

  @Test
  void aKernelThatKeepsWritesBackIsForLinux() {
    refuses(options().cache(CacheMode.EXCLUSIVE), "cache: 'exclusive' is for Linux; on Windows");
    refuses(options().transport(Transport.RING), "transport: 'ring' is for Linux");
    refuses(options().dataPath(DataPath.PASSTHROUGH), "data-path: 'passthrough' is for Linux");
  }

  @Test
  void whatSavesLinuxRequestsIsForLinux() {
    refuses(
        options().allowOther(false).checkPermissions(false),
        "check-permissions: 'false' is for Linux");
    refuses(options().enableXattrs(false), "enable-xattrs: 'false' is for Linux");
  }

  @Test
  void securityDescriptorsTellWhoMayUseADrive() {
    refuses(options().allowOther(false), "allow-other: 'false' is for Linux; on Windows");
  }

  @Test
  void aLabelIsShorterThanOnLinux() {
    assertThatCode(() -> WindowsOptions.check(options().volumeLabel("x".repeat(32)).build()))
        .doesNotThrowAnyException();
    refuses(
        options().volumeLabel("x".repeat(33)),
        "volume-label: it has 33 characters; 1 to 32 are allowed on Windows");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Temp",
        "Cache/App1,Cache/App2",
        "console",
        "COM0",
        "com10",
        "LPT",
        "a b/.c",
        "Ünïcode/日本語"
      })
  void ordinaryDirectoriesAreFine(String directories) {
    assertThatCode(() -> WindowsOptions.check(options().initialDirectories(directories).build()))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '=',
      quoteCharacter = '"',
      value = {
        "Temp,a/b<c = 'b<c' in 'a/b<c' has a character that Windows has no names with, at"
            + " position 2",
        "a\\b = 'a\\b' in 'a\\b' has a character that Windows has no names with, at position 2",
        "a|b = 'a|b' in 'a|b' has a character that Windows has no names with, at position 2",
        "what? = 'what?' in 'what?' has a character that Windows has no names with, at position 5",
        "c: = 'c:' in 'c:' has a character that Windows has no names with, at position 2",
        "a\tb = 'a\tb' in 'a\tb' has a character that Windows has no names with, at position 2",
        "x/nul = 'nul' in 'x/nul' is the name of a device on Windows",
        "CON = 'CON' in 'CON' is the name of a device on Windows",
        "com1 = 'com1' in 'com1' is the name of a device on Windows",
        "LPT9.txt = 'LPT9.txt' in 'LPT9.txt' is the name of a device on Windows",
        "prn.. = 'prn..' in 'prn..' is the name of a device on Windows",
        "dot. = 'dot.' in 'dot.' ends in a dot or a blank, which Windows leaves out"
      })
  void namesThatProgramsCannotUseAreRefused(String directories, String sentence) {
    refuses(options().initialDirectories(directories), "initial-directories: " + sentence);
  }

  @Test
  void theTreeHasALimit() {
    String deepest = "d/".repeat(31) + "d";
    assertThatCode(() -> WindowsOptions.check(options().initialDirectories(deepest).build()))
        .doesNotThrowAnyException();
    refuses(
        options().initialDirectories(deepest + "/d"),
        "initial-directories: '" + deepest + "/d' is more than 32 directories deep");
  }

  private static void refuses(RamDriveOptions.Builder options, String start) {
    assertThatThrownBy(() -> WindowsOptions.check(options.build()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(start);
  }
}
