// SPDX-License-Identifier: Apache-2.0
package io.ramdrive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MountPointSyntaxTest {
  @ParameterizedTest
  @ValueSource(strings = {"/mnt/ram", "ram", "R", "a:b", "RR:", "\\ram"})
  void onLinuxItIsADirectory(String text) throws IOException {
    assertThat(MountPointSyntax.onLinux(text)).isEqualTo(Path.of(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"R:", "r:\\", "C:\\ram", "C:/ram", "*", "\\\\server\\share"})
  void onLinuxThoseOfWindowsAreRefused(String text) {
    assertThatThrownBy(() -> MountPointSyntax.onLinux(text))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "'"
                + text
                + "' is a mount point of Windows; on Linux name an existing empty directory, such"
                + " as /mnt/ram.");
  }

  @Test
  void aDirectoryMayBeCalledLikeALetter(@TempDir Path folder) throws IOException {
    String odd = folder + "/R:";
    assertThat(MountPointSyntax.onLinux(odd)).isEqualTo(Path.of(odd));
  }

  @ParameterizedTest
  @CsvSource({
    "R, R:, R:\\",
    "r, R:, R:\\",
    "R:, R:, R:\\",
    "r:\\, R:, R:\\",
    "R:/, R:, R:\\",
    "' R: ', R:, R:\\",
    "\\\\.\\r:, \\\\.\\R:, R:\\",
    "C:\\ram, C:\\ram, C:\\ram",
    "C:/ram/x/, C:\\ram\\x, C:\\ram\\x",
    "\\\\server\\share, \\\\server\\share, \\\\server\\share\\",
    "\\\\server\\share\\, \\\\server\\share, \\\\server\\share\\"
  })
  void onWindowsItIsALetterAShareOrADirectory(String text, String winFsp, String root)
      throws IOException {
    assertThat(MountPointSyntax.onWindows(text)).isEqualTo(winFsp);
    assertThat(MountPointSyntax.rootOnWindows(winFsp)).contains(root);
  }

  @Test
  void anyLetterWillDo() throws IOException {
    assertThat(MountPointSyntax.onWindows("*")).isEqualTo("*");
    assertThat(MountPointSyntax.rootOnWindows("*")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/mnt/ram", "", " ", "\\\\server", "\\ram", "a:b"})
  void onWindowsAllElseIsRefused(String text) {
    assertThatThrownBy(() -> MountPointSyntax.onWindows(text))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(text.strip() + "\" is no mount point: write a drive (R:)");
  }
}
