// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

import static org.assertj.core.api.Assertions.assertThat;

import io.ramdrive.volume.Volume;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Mounts of other processes. Needs root, {@code fusermount3} (Debian: fuse3), and {@code unshare}
 * and {@code setpriv} (util-linux).
 */
class MountProcessTest {
  /**
   * Becomes nobody, in a mount namespace where nobody may open /dev/fuse, as it is on desktops, and
   * where fuse.conf allows nothing. The shell stays, to tell what is mounted at the end.
   */
  private static final String AS_NOBODY =
      """
      set -e
      mount -t tmpfs none "$SCRATCH"
      mknod -m 666 "$SCRATCH/fuse" c 10 229
      mount --bind "$SCRATCH/fuse" /dev/fuse
      : > "$SCRATCH/fuse.conf"
      ! test -e /etc/fuse.conf || mount --bind "$SCRATCH/fuse.conf" /etc/fuse.conf
      chown nobody "$MOUNT_POINT"
      status=0
      setpriv --reuid=nobody --regid=nogroup --clear-groups "$@" || status=$?
      grep "${MOUNT_POINT% *}.*fuse.ramdrive" /proc/self/mountinfo || echo nothing left
      exit $status
      """;

  /** What others unmount shall not live on in our namespace. */
  private static final String SLAVE = "--propagation=slave";

  @TempDir Path scratch;
  private Path mountPoint;
  private Path classes;

  @BeforeEach
  void prepare() throws Exception {
    Files.setPosixFilePermissions(scratch, PosixFilePermissions.fromString("rwxr-xr-x"));
    mountPoint = Files.createDirectory(scratch.resolve("mount point"));
    classes = Files.createDirectory(scratch.resolve("classes"));
  }

  @Test
  void aUserMountsWithFusermount() throws Exception {
    assertThat(run(asNobody("check")))
        .containsExactly(
            "mounted",
            "rw,nosuid,nodev,relatime - fuse.ramdrive a,\\040b\\134c rw,user_id=65534,"
                + "group_id=65534,default_permissions,max_read=1048576",
            "read back: content",
            "mounted after close: false",
            "open file: Transport endpoint is not connected",
            "nothing left");
  }

  @Test
  void aUserLearnsWhatFusermountSaid() throws Exception {
    assertThat(run(asNobody("everybody")))
        .containsExactly(
            "refused: Mounting on "
                + mountPoint
                + " failed: this user may not call mount(2), and fusermount3 said: fusermount3:"
                + " option allow_other only allowed if 'user_allow_other' is set in"
                + " /etc/fuse.conf. Let root add the line user_allow_other to /etc/fuse.conf, or"
                + " mount for yourself only.",
            "nothing left");
  }

  @Test
  void aUserNamespaceNeedsNoFusermount() throws Exception {
    List<String> command = new ArrayList<>(List.of("unshare", "-Urm", SLAVE));
    command.addAll(program("check"));
    assertThat(run(command))
        .containsExactly(
            "mounted",
            "rw,nosuid,nodev,relatime - fuse.ramdrive a,\\040b\\134c rw,user_id=0,"
                + "group_id=0,default_permissions,allow_other,max_read=1048576",
            "read back: content",
            "mounted after close: false",
            "open file: Transport endpoint is not connected");
  }

  @Test
  void theEndOfTheJvmUnmounts() throws Exception {
    Process process = startMounted();
    process.destroy();
    assertThat(process.waitFor()).isEqualTo(128 + 15); // SIGTERM
    assertThat(LiveMount.isMounted(mountPoint)).isFalse();
  }

  @Test
  void theNextMountTakesAwayWhatAKilledOneLeft() throws Exception {
    Process killed = startMounted();
    killed.destroyForcibly().waitFor();
    assertThat(LiveMount.isMounted(mountPoint)).isTrue();
    Process next = startMounted();
    assertThat(mountPoint).isEmptyDirectory();
    next.destroy();
    assertThat(next.waitFor()).isEqualTo(128 + 15);
    assertThat(LiveMount.isMounted(mountPoint)).isFalse();
  }

  private Process startMounted() throws IOException {
    Process process = builder(program("wait")).start();
    BufferedReader output = process.inputReader();
    assertThat(output.readLine()).isEqualTo("mounted");
    return process;
  }

  private List<String> run(List<String> command) throws Exception {
    Process process = builder(command).start();
    List<String> output = process.inputReader().lines().toList();
    assertThat(process.waitFor()).as("%s", output).isZero();
    return output;
  }

  private ProcessBuilder builder(List<String> command) {
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().put("SCRATCH", scratch.resolve("private").toString());
    builder.environment().put("MOUNT_POINT", mountPoint.toString());
    return builder;
  }

  private List<String> asNobody(String mode) throws Exception {
    Files.createDirectory(scratch.resolve("private"));
    List<String> copies = new ArrayList<>();
    for (Class<?> from : List.of(Volume.class, FuseMount.class, MountProgram.class)) {
      // A directory, or a jar where the build has come that far.
      Path copy = classes.resolve(from.getSimpleName());
      Process copying =
          new ProcessBuilder("cp", "-r", location(from).toString(), copy.toString()).start();
      assertThat(copying.waitFor()).isZero();
      copies.add(copy.toString());
    }
    List<String> command =
        new ArrayList<>(List.of("unshare", "-m", SLAVE, "sh", "-c", AS_NOBODY, "sh"));
    command.addAll(javaProgram(String.join(File.pathSeparator, copies), mode));
    return command;
  }

  private List<String> program(String mode) {
    return javaProgram(System.getProperty("java.class.path"), mode);
  }

  private List<String> javaProgram(String classPath, String mode) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx64m",
        "-XX:+UseSerialGC",
        "--enable-native-access=ALL-UNNAMED",
        "-cp",
        classPath,
        MountProgram.class.getName(),
        mode,
        mountPoint.toString());
  }

  private static Path location(Class<?> type) throws URISyntaxException {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
  }
}
