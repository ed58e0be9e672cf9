// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The package that {@code ./package} makes, unpacked elsewhere and used without any other Java. */
class PackageTest {
  @TempDir private Path temp;
  private Path mountPoint;

  @BeforeEach
  void makeMountPoint() throws IOException {
    mountPoint = Files.createDirectory(temp.toRealPath().resolve("my drive"));
  }

  @AfterEach
  void discard() {
    while (MountTable.isMounted(mountPoint)) {
      Command.output("umount", "-l", mountPoint);
    }
  }

  @Test
  void mountsWithTheJavaThatItBrings() throws IOException {
    String root =
        Objects.requireNonNull(
            System.getProperty("ramdrive.root"),
            "The system property ramdrive.root is not set: run this test through Maven.");
    String made = Command.output(Path.of(root, "package")).strip();
    Path folder = Files.createDirectory(temp.resolve("un packed"));
    Command.output("tar", "-C", folder, "--strip-components=1", "-xzf", made);
    Path ramdrive = folder.resolve("bin/ramdrive");
    Path link = Files.createSymbolicLink(temp.resolve("link"), ramdrive);

    assertThat(Command.output("env", "-i", ramdrive, "--version")).startsWith("ramdrive ");
    assertThat(Files.size(folder.resolve("lib/start.aot"))).isPositive();
    assertThat(Command.output("sh", "-c", "cd \"$0\" && bin/ramdrive --version", folder))
        .startsWith("ramdrive ");
    assertThat(Command.output("sh", "-c", "cd \"$0\"/bin && ./ramdrive --version", folder))
        .startsWith("ramdrive ");
    // A cache that does not fit is ignored in silence; this insists.
    assertThat(
            Command.output("env", "-i", "RAMDRIVE_JAVA_OPTS=-XX:AOTMode=on", ramdrive, "--version"))
        .startsWith("ramdrive ");

    Command.output("env", "-i", "PATH=/usr/bin:/bin", link, "mount", "--daemon", mountPoint);
    Path file = Files.writeString(mountPoint.resolve("file"), "hello");
    assertThat(file).hasContent("hello");
    Command.output("env", "-i", "PATH=/usr/bin:/bin", ramdrive, "unmount", mountPoint);
    assertThat(MountTable.isMounted(mountPoint)).isFalse();
  }
}
