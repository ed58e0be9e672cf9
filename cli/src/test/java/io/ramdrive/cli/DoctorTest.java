// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ramdrive.HostMemory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorTest {
  private static final String ADMINISTRATOR = "Name:\tjava\nCapEff:\t000001fffeffffff\n";
  private static final String USER = "Name:\tjava\nCapEff:\t0000000000000000\n";

  @TempDir private Path root;
  private Runtime.Version java = Runtime.Version.parse("25.0.3");
  private HostMemory memory = new HostMemory(8L << 30, 4L << 30, 1L << 30);

  @BeforeEach
  void furnish() throws IOException {
    put("/dev/fuse", "");
    put("/proc/self/status", ADMINISTRATOR);
    put("/proc/sys/kernel/osrelease", "6.18.44-generic\n");
    put("/proc/sys/user/max_user_namespaces", "100\n");
    put("/proc/sys/fs/fuse/max_pages_limit", "256\n");
    put("/sys/module/fuse/parameters/enable_uring", "Y\n");
    put("/etc/fuse.conf", "# user_allow_other\n  user_allow_other\n");
  }

  @Test
  void aFullyFurnishedMachineIsFine() {
    assertThat(new Doctor(machine(), java, memory).findings())
        .extracting(finding -> finding.state().word + " " + finding.name() + ": " + finding.found())
        .containsExactly(
            "ok /dev/fuse: can be opened",
            "ok right to mount: this process may mount by itself",
            "ok kernel: Linux 6.18.44-generic",
            "ok java: 25.0.3",
            "ok memory: 4 GiB available of 8 GiB, 1 GiB of swap",
            "ok allow-other for users: allowed",
            "ok user namespaces: everybody can mount inside 'unshare -Urm'",
            "ok request size: 1 MiB",
            "ok FUSE over io_uring: switched on");
  }

  @Test
  void theDeviceIsNeeded() throws IOException {
    Files.delete(root.resolve("dev/fuse"));
    assertFinding("/dev/fuse", Finding.State.MISSING, "does not exist", "modprobe fuse");
    Files.createDirectory(root.resolve("dev/fuse"));
    assertFinding(
        "/dev/fuse", Finding.State.MISSING, "cannot be opened (Is a directory)", "chmod 666");
  }

  @Test
  void aUserNeedsFusermount() throws IOException {
    put("/proc/self/status", USER);
    assertFinding(
        "right to mount",
        Finding.State.MISSING,
        "this user may not mount, and there is no fusermount3",
        "Install the package fuse3");
    Path program = put("/usr/bin/fusermount3", "");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    assertFinding(
        "right to mount", Finding.State.MISSING, program + " is not setuid root", "chmod u+s");
    Files.setAttribute(program, "unix:mode", 04755);
    assertFinding("right to mount", Finding.State.OK, "through " + program, "");
  }

  @Test
  void anOldKernelIsRefused() throws IOException {
    put("/proc/sys/kernel/osrelease", "5.3.0");
    assertFinding("kernel", Finding.State.MISSING, "Linux 5.3.0", "Use Linux 5.4 or newer.");
    put("/proc/sys/kernel/osrelease", "6.1.0");
    assertFinding("kernel", Finding.State.OPTIONAL, "Linux 6.1.0", "birth times");
    Files.delete(root.resolve("proc/sys/kernel/osrelease"));
    assertFinding("kernel", Finding.State.MISSING, "'' is not Linux", "Use Linux 5.4 or newer.");
  }

  @Test
  void anOldJavaIsRefused() {
    java = Runtime.Version.parse("24");
    assertFinding("java", Finding.State.MISSING, "24", "Install a JDK 25 or newer.");
  }

  @Test
  void theRestIsOptional() throws IOException {
    memory = new HostMemory(8L << 30, 100L << 20, 0);
    put("/etc/fuse.conf", "#user_allow_other\n");
    put("/proc/sys/user/max_user_namespaces", "0");
    put("/proc/sys/fs/fuse/max_pages_limit", "32\n");
    put("/sys/module/fuse/parameters/enable_uring", "N\n");
    assertFinding("memory", Finding.State.OPTIONAL, "100 MiB available of 8 GiB", "small");
    assertFinding("allow-other for users", Finding.State.OPTIONAL, "root only", "/etc/fuse.conf");
    assertFinding("user namespaces", Finding.State.OPTIONAL, "switched off", "Only needed");
    assertFinding("request size", Finding.State.OPTIONAL, "128 KiB", "sysctl");
    assertFinding("FUSE over io_uring", Finding.State.OPTIONAL, "switched off", "enable_uring=1");
  }

  @Test
  void ringsNeedIoUring() throws IOException {
    put("/proc/sys/kernel/io_uring_disabled", "1\n");
    assertFinding("FUSE over io_uring", Finding.State.OK, "switched on", "");
    put("/proc/self/status", USER);
    assertFinding("FUSE over io_uring", Finding.State.OPTIONAL, "switched on, but", "sysctl");
    put("/proc/self/status", ADMINISTRATOR);
    put("/proc/sys/kernel/io_uring_disabled", "2\n");
    assertFinding("FUSE over io_uring", Finding.State.OPTIONAL, "switched on, but", "sysctl");
  }

  @Test
  void containersMayForbidIoUring() throws IOException {
    put("/proc/self/status", ADMINISTRATOR + "Seccomp:\t2\n");
    assertFinding("FUSE over io_uring", Finding.State.OK, "switched on, if the seccomp", "");
  }

  @Test
  void distributionsForbidUserNamespacesInTheirOwnWays() throws IOException {
    put("/proc/sys/kernel/apparmor_restrict_unprivileged_userns", "1\n");
    assertFinding("user namespaces", Finding.State.OPTIONAL, "for root only", "Only needed");
    put("/proc/sys/kernel/apparmor_restrict_unprivileged_userns", "0\n");
    put("/proc/sys/kernel/unprivileged_userns_clone", "0\n");
    assertFinding("user namespaces", Finding.State.OPTIONAL, "for root only", "Only needed");
  }

  @Test
  void anOlderKernelHasNeitherLimitNorRing() throws IOException {
    Files.delete(root.resolve("proc/sys/fs/fuse/max_pages_limit"));
    Files.delete(root.resolve("sys/module/fuse/parameters/enable_uring"));
    assertFinding("request size", Finding.State.OK, "1 MiB", "");
    assertFinding("FUSE over io_uring", Finding.State.OPTIONAL, "not in this kernel", "6.14");
  }

  @Test
  void readsWholeNumbersOfThisMachine() throws Exception {
    String limit = "/proc/sys/kernel/pid_max";
    Process cat = new ProcessBuilder("cat", limit).start();
    String expected =
        new String(cat.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    assertThat(Machine.here().text(limit)).contains(expected);
  }

  @Test
  void theCommandTellsInBothFormats() {
    CommandResult text = CommandResult.of("doctor");
    CommandResult json = CommandResult.of("doctor", "--json");
    boolean canMount = text.out().endsWith("\nA drive can be mounted.\n");
    assertThat(text.exitCode()).isEqualTo(canMount ? ExitCode.OK : ExitCode.FAILURE);
    assertThat(json.exitCode()).isEqualTo(text.exitCode());
    assertThat(json.out()).contains("\"canMount\": " + canMount, "\"name\": \"/dev/fuse\"");
  }

  private Machine machine() {
    return new Machine(root, "relative:/bin:/usr/bin");
  }

  private void assertFinding(String name, Finding.State state, String found, String advice) {
    assertThat(new Doctor(machine(), java, memory).findings())
        .filteredOn(finding -> finding.name().equals(name))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.state()).isEqualTo(state);
              assertThat(finding.found()).startsWith(found);
              assertThat(finding.advice()).contains(advice);
              assertThat(finding.advice().isEmpty()).isEqualTo(state == Finding.State.OK);
            });
  }

  private Path put(String file, String text) throws IOException {
    Path path = root.resolve(file.substring(1));
    Files.createDirectories(path.getParent());
    return Files.writeString(path, text);
  }
}
