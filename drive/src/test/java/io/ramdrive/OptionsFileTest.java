// SPDX-License-Identifier: Apache-2.0
package io.ramdrive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OptionsFileTest {
  @TempDir private Path folder;

  @Test
  void setsWhatItSays() throws IOException {
    RamDriveOptions options =
        load(
            """
            # A drive for browser profiles.

            size = 64k
              volume-label=Profiles = all
            enable-notifications =false\t
            initial-directories = Temp, Cache/App1
            mode = 1777
            """);
    assertThat(options.size()).isEqualTo(65536);
    assertThat(options.volumeLabel()).isEqualTo("Profiles = all");
    assertThat(options.enableNotifications()).isFalse();
    assertThat(options.initialDirectories()).isEqualTo("Temp, Cache/App1");
    assertThat(options.mode()).isEqualTo(01777);
    assertThat(options.pageSizeKb()).isEqualTo(4);
  }

  @Test
  void pointsAtTheLine() {
    refuses(
        "size = 1m\n\nsizee = 2m\n",
        ":3: there is no option 'sizee'; there are size, max-inodes, page-size-kb, pre-allocate,"
            + " volume-label, enable-kernel-cache, file-info-timeout-ms, dir-info-timeout-ms,"
            + " volume-info-timeout-ms, purge-on-close, enable-notifications, cache, transport,"
            + " data-path, check-permissions, enable-xattrs, case-sensitive, initial-directories,"
            + " allow-other, uid, gid, mode");
    refuses("Size = 1m", ":1: there is no option 'Size'; there are size, max-inodes,");
    refuses("# x\nsize 1m", ":2: 'size 1m' is not of the form key = value");
    refuses("size = 1m\nsize = 2m", ":2: size is given already in line 1; keep one of the two");
    refuses("pre-allocate = 1", ":1: pre-allocate: '1' is neither 'true' nor 'false'");
  }

  @Test
  void tellsWhyItCannotBeRead() throws IOException {
    Path absent = folder.resolve("absent");
    assertThatThrownBy(() -> OptionsFile.load(absent, RamDriveOptions.builder()))
        .isInstanceOf(IOException.class)
        .hasMessage("The configuration file " + absent + " does not exist.");
    assertThatThrownBy(() -> OptionsFile.load(folder, RamDriveOptions.builder()))
        .isInstanceOf(IOException.class)
        .hasMessage("The configuration file " + folder + " cannot be read (Is a directory).");
    Path binary = Files.write(folder.resolve("binary"), new byte[] {(byte) 0xff});
    assertThatThrownBy(() -> OptionsFile.load(binary, RamDriveOptions.builder()))
        .isInstanceOf(IOException.class)
        .hasMessage("The configuration file " + binary + " is not UTF-8 text.");
  }

  private RamDriveOptions load(String text) throws IOException {
    RamDriveOptions.Builder builder = RamDriveOptions.builder();
    OptionsFile.load(Files.writeString(folder.resolve("drive.conf"), text), builder);
    return builder.build();
  }

  private void refuses(String text, String end) {
    assertThatThrownBy(() -> load(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(folder.resolve("drive.conf") + end);
  }
}
