// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.integration;

import static io.ramdrive.integration.LinuxFlags.O_RDONLY;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Drives of users who may not mount: with the help of fusermount3, and as the root of a user
 * namespace. Each runs in a mount namespace of its own in which everybody may open /dev/fuse, as on
 * most machines.
 */
class OrdinaryUserTest {
  private static final int SIGTERM = 15;
  private static final List<String> AS_NOBODY =
      List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups");

  /** For nsenter: as the user namespace's own root. */
  private static final List<String> INSIDE_USER_NAMESPACE = List.of("-U");

  /** $1 becomes a directory for the device node; the rest is the command to run as the user. */
  private static final String OPEN_DEVICE =
      """
      set -e
      mount -t tmpfs device "$1"
      mknod -m 666 "$1/fuse" c 10 229
      mount --bind "$1/fuse" /dev/fuse
      shift
      exec "$@"
      """;

  private static final String UNCHECKED =
      """
      cd "$1"; umask 027
      mkdir directory; touch file; mkfifo pipe
      echo umask $(stat -c %a directory file pipe)
      chmod 0 file directory; echo kept >file; touch directory/inner
      echo mode 0: $(cat file)
      printf '#!/bin/sh\\necho runs\\n' >program
      env ./program 2>/dev/null; echo without execute bit: $?
      test -x program || echo nor for test -x
      chmod 6755 program
      echo with execute bit: $(./program)
      echo >>program; echo after a write: $(stat -c %a program)
      chmod 6755 program; fallocate -l 9k program; echo after fallocate: $(stat -c %a program)
      chmod 6755 program; truncate -s 5 program; echo after truncation: $(stat -c %a program)
      chown 1 file 2>/dev/null || echo to another: refused
      chgrp 1 file 2>/dev/null || echo to another group: refused
      chown 65534:65534 file && echo to the same: done
      stat -c %u:%g file
      setfattr -n user.a -v 1 file 2>&1 | grep -o 'Operation not supported'
      export HOME="$1" GIT_AUTHOR_NAME=a GIT_AUTHOR_EMAIL=a GIT_COMMITTER_NAME=a GIT_COMMITTER_EMAIL=a
      git init -q origin; cp file origin; git -C origin add -A; git -C origin commit -q -m m
      git clone -q origin clone && git -C clone status --porcelain && echo clean
      """;

  @TempDir private Path temp;

  private Path mountPoint;
  private Path log;
  private Process daemon;
  private int namespace;

  @BeforeEach
  void makeDirectories() throws IOException {
    Posix.chmod(temp, 0755);
    mountPoint = Files.createDirectory(temp.resolve("drive"));
    Posix.chown(mountPoint, 65534, 65534);
    log = temp.resolve("log");
  }

  @AfterEach
  void endDaemon() throws InterruptedException {
    daemon.destroyForcibly().waitFor();
    Posix.close(namespace);
  }

  /** Starts a drive by {@code prefix}, and waits until {@code client} may use it. */
  private void start(List<String> prefix, List<String> client, String... options)
      throws IOException {
    List<String> command =
        new ArrayList<>(List.of("unshare", "-m", "sh", "-c", OPEN_DEVICE, "open-device"));
    command.add(Files.createDirectory(temp.resolve("device")).toString());
    command.addAll(AS_NOBODY);
    command.addAll(prefix);
    command.addAll(daemonCommand(options));
    daemon =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    MountTable.await(
        () -> !daemon.isAlive() || inside(client, "mountpoint -q \"$1\"").exitCode() == 0,
        Duration.ofSeconds(30));
    assertThat(daemon.isAlive()).as(Files.readString(log)).isTrue();
    namespace = Posix.open(Path.of("/proc/" + daemon.pid() + "/ns/mnt"), O_RDONLY);
  }

  /** The daemon's class path, copied to where everybody may read it. */
  private List<String> daemonCommand(String... options) throws IOException {
    List<String> classes =
        List.of(
            "io.ramdrive.cli.Main",
            "io.ramdrive.RamDrive",
            "io.ramdrive.fuse.FuseMount",
            "io.ramdrive.nio.RamDriveFileSystem",
            "io.ramdrive.volume.Volume",
            "picocli.CommandLine");
    List<String> copies = new ArrayList<>();
    for (String name : classes) {
      Path copy = temp.resolve("lib" + copies.size());
      copyTree(Command.codeSource(name), copy);
      copies.add(copy.toString());
    }
    List<String> all = new ArrayList<>(List.of("--size", "64m"));
    all.addAll(List.of(options));
    List<String> command = TestDrive.command(mountPoint, all);
    command.set(command.indexOf("-cp") + 1, String.join(":", copies));
    return command;
  }

  private static void copyTree(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
  }

  /** Runs a line of shell where the drive is, entered by {@code client}; $1 is the drive. */
  private Command inside(List<String> client, String script) {
    List<String> command = new ArrayList<>(List.of("nsenter", "-t", "" + daemon.pid(), "-m"));
    command.addAll(client);
    command.addAll(List.of("sh", "-c", script, "sh", mountPoint.toString()));
    return Command.run(command.toArray());
  }

  private void endAndCheckUnmounted() throws Exception {
    Posix.kill(daemon.pid(), SIGTERM);
    assertThat(daemon.waitFor(30, TimeUnit.SECONDS)).as("ends").isTrue();
    assertThat(daemon.exitValue()).as(Files.readString(log)).isIn(0, 128 + SIGTERM);
    String table = "/proc/" + ProcessHandle.current().pid() + "/fd/" + namespace;
    assertThat(Command.output("nsenter", "--mount=" + table, "cat", "/proc/self/mountinfo"))
        .doesNotContain(mountPoint.toString());
  }

  @Test
  void fusermountMountsForAnOrdinaryUser() throws Exception {
    start(List.of(), AS_NOBODY);
    Command use =
        inside(
            AS_NOBODY,
            "cd \"$1\" && echo hello > file && mkdir d && mv file d && cat d/file"
                + " && stat -c %u:%g:%a d/file && df --output=size -m . | tail -1");
    assertThat(use.output().lines().map(String::strip))
        .containsExactly("hello", "65534:65534:644", "64");
    assertThat(inside(List.of(), "cat \"$1/d/file\"").output())
        .as("root without allow_other")
        .contains("Permission denied");
    assertThat(inside(List.of(), "grep \" $1 \" /proc/self/mountinfo").output())
        .contains("nosuid", "nodev", "user_id=65534", "fuse.ramdrive");
    endAndCheckUnmounted();
  }

  /** What the kernel does not check, and what the drive checks instead. */
  @Test
  void permissionsAreNotCheckedOnADriveThatSaysSo() throws Exception {
    start(List.of(), AS_NOBODY, "--check-permissions=false", "--enable-xattrs=false");
    assertThat(inside(AS_NOBODY, UNCHECKED).output().lines())
        .containsExactly(
            "umask 750 640 640",
            "mode 0: kept",
            "without execute bit: 126",
            "nor for test -x",
            "with execute bit: runs",
            "after a write: 755",
            "after fallocate: 755",
            "after truncation: 755",
            "to another: refused",
            "to another group: refused",
            "to the same: done",
            "65534:65534",
            "Operation not supported",
            "clean");
    assertThat(inside(List.of(), "cat \"$1/file\"").output()).contains("Permission denied");
    assertThat(inside(List.of(), "grep \" $1 \" /proc/self/mountinfo").output())
        .contains("user_id=65534")
        .doesNotContain("default_permissions");
    endAndCheckUnmounted();
  }

  @Test
  void rootOfAUserNamespaceMounts() throws Exception {
    start(List.of("unshare", "-Urm"), INSIDE_USER_NAMESPACE);
    Command use =
        inside(
            INSIDE_USER_NAMESPACE,
            "cd \"$1\" && echo hello > file && ln file link && cat link"
                + " && stat -c %u:%h link && grep -c \" $1 \" /proc/self/mountinfo");
    assertThat(use.output().lines()).containsExactly("hello", "0:2", "1");
    endAndCheckUnmounted();
  }
}
