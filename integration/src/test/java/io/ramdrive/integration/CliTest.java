// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands, each in a process of its own, with a drive in the background. */
class CliTest {
  private static final int SIGKILL = 9;
  private static final int SIGTERM = 15;
  private static final int FAILURE = 1;
  private static final int USAGE = 2;
  private static final int CANNOT_MOUNT = 3;
  private static final int NOT_MOUNTED = 4;
  private static final int BUSY = 5;

  @TempDir private Path temp;
  private Path mountPoint;
  private final List<Long> daemons = new ArrayList<>();

  @BeforeEach
  void makeMountPoint() throws IOException {
    mountPoint = Files.createDirectory(temp.toRealPath().resolve("my drive"));
  }

  @AfterEach
  void discard() {
    for (long daemon : daemons) {
      ProcessHandle.of(daemon).ifPresent(ProcessHandle::destroyForcibly);
    }
    while (MountTable.isMounted(mountPoint)) {
      Command.output("umount", "-l", mountPoint);
    }
  }

  /**
   * A command's run.
   *
   * @param out what it wrote to standard output
   * @param err what it wrote to standard error
   */
  private record Run(int exitCode, String out, String err) {
    void assertThatItFails(int code, String sentence) {
      assertThat(this).isEqualTo(new Run(code, "", "ramdrive: " + sentence + "\n"));
    }
  }

  private Run ramdrive(Object... words) throws Exception {
    List<String> command = TestDrive.command(mountPoint, List.of());
    command = new ArrayList<>(command.subList(0, command.indexOf("mount")));
    // What starts fastest: these processes live for moments.
    command.addAll(command.indexOf("-cp"), List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    for (Object word : words) {
      command.add(word.toString());
    }
    Path err = Files.createTempFile(temp, "err", "");
    Process process =
        new ProcessBuilder(command).directory(temp.toFile()).redirectError(err.toFile()).start();
    try (InputStream out = process.getInputStream()) {
      String text = new String(out.readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("%s ends", command).isTrue();
      return new Run(process.exitValue(), text, Files.readString(err));
    }
  }

  /** Mounts in the background; tells the process id. */
  private long mount(Object... options) throws Exception {
    List<Object> words = new ArrayList<>(List.of("mount", "--daemon", mountPoint));
    words.addAll(List.of(options));
    Run mount = ramdrive(words.toArray());
    assertThat(mount.exitCode()).as(mount.err()).isZero();
    assertThat(mount.out()).matches("\\d+\n");
    long pid = Long.parseLong(mount.out().strip());
    daemons.add(pid);
    return pid;
  }

  private static void awaitEnd(long pid) {
    ProcessHandle.of(pid)
        .ifPresent(process -> process.onExit().orTimeout(30, TimeUnit.SECONDS).join());
  }

  private static Path records() {
    return Path.of("/run/ramdrive");
  }

  private static boolean hasRecord(long pid) {
    return Files.exists(records().resolve(pid + ".drive"));
  }

  @Test
  void aDriveInTheBackground() throws Exception {
    Run mount = ramdrive("mount", "-d", "my drive", "--size=64m", "--volume-label", "My Label");
    long pid = Long.parseLong(mount.out().strip());
    daemons.add(pid);
    assertThat(mount.err())
        .isEqualTo(
            "Mounted 64 MiB at "
                + mountPoint
                + ", 'ramdrive unmount "
                + mountPoint
                + "' ends it.\n");
    Content.write(mountPoint.resolve("file"), Pattern.bytes(1, 0, 1 << 20));
    Pattern.check("in the background", 1, 0, 1 << 20, Content.read(mountPoint.resolve("file")));

    // A session of its own, and no working directory that keeps something else busy.
    String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
    assertThat(stat.substring(stat.lastIndexOf(')')).split(" ", -1)[4]).isEqualTo("" + pid);
    assertThat(Path.of("/proc/" + pid + "/cwd").toRealPath()).hasToString("/");
    for (int fd = 0; fd < 2; fd++) {
      assertThat(Path.of("/proc/" + pid + "/fd/" + fd).toRealPath()).hasToString("/dev/null");
    }

    assertThat(ramdrive("list").out().lines())
        .anySatisfy(
            line ->
                assertThat(line.strip().split(" {2,}"))
                    .containsExactly(
                        mountPoint.toString(), "My Label", "64 MiB", "1 MiB", "" + pid));

    Run unmount = ramdrive("umount", "my drive");
    assertThat(unmount).isEqualTo(new Run(0, "", ""));
    assertThat(MountTable.isMounted(mountPoint)).isFalse();
    awaitEnd(pid);
    assertThat(hasRecord(pid)).isFalse();
  }

  @Test
  void oneDriveAtTwoDirectories() throws Exception {
    Path other = Files.createDirectory(temp.toRealPath().resolve("other"));
    Run mount = ramdrive("mount", "-d", mountPoint, other, "--size=1m");
    long pid = Long.parseLong(mount.out().strip());
    daemons.add(pid);
    assertThat(mount.err())
        .isEqualTo(
            "Mounted 1 MiB at "
                + mountPoint
                + " and "
                + other
                + ", unmounting all of them ends it.\n");
    Content.write(mountPoint.resolve("file"), "the same");
    assertThat(Content.text(other.resolve("file"))).isEqualTo("the same");
    for (Path each : List.of(mountPoint, other)) {
      assertThat(ramdrive("list").out()).contains(each + " ");
      assertThat(ramdrive("status", each).out())
          .contains("Mount point  " + each, "Process      " + pid, "Size         1 MiB");
    }

    assertThat(ramdrive("unmount", mountPoint)).isEqualTo(new Run(0, "", ""));
    assertThat(MountTable.isMounted(mountPoint)).isFalse();
    assertThat(Content.text(other.resolve("file"))).isEqualTo("the same");
    assertThat(hasRecord(pid)).isTrue();
    assertThat(ramdrive("unmount", other)).isEqualTo(new Run(0, "", ""));
    awaitEnd(pid);
    assertThat(hasRecord(pid)).isFalse();
  }

  @Test
  void allDirectoriesOrNone() throws Exception {
    Path absent = temp.toRealPath().resolve("absent");
    ramdrive("mount", mountPoint, absent)
        .assertThatItFails(
            CANNOT_MOUNT,
            "The mount point " + absent + " does not exist; create it with: mkdir -p " + absent);
    assertThat(MountTable.isMounted(mountPoint)).isFalse();
    assertThat(Command.run("grep", "-r", absent, records()).output()).isEmpty();
  }

  @Test
  void statusTellsUseAndOptions() throws Exception {
    long pid;
    try (RingSwitch _ = RingSwitch.off()) {
      pid = mount("--size", "1m", "--max-inodes=100", "--initial-directories=Temp,Cache/App1");
    }
    assertThat(mountPoint.resolve("Temp")).isEmptyDirectory();
    assertThat(mountPoint.resolve("Cache/App1")).isEmptyDirectory();
    Content.write(mountPoint.resolve("Temp/file"), new byte[5000]);

    Run text = ramdrive("status", mountPoint);
    assertThat(text.exitCode()).isZero();
    assertThat(text.out().lines().map(line -> line.replaceAll(" {2,}", "|")))
        .contains(
            "Mount point|" + mountPoint,
            "Label|ramdrive",
            "Size|1 MiB",
            "Used|8 KiB",
            "Free|1016 KiB",
            "Inodes|5 of 100",
            "Process|" + pid,
            "Transport|device",
            "Options|size = 1048576",
            "|max-inodes = 100",
            "|file-info-timeout-ms = 1000")
        .anyMatch(line -> line.matches("Mounted for\\|\\d+ s"));

    Run json = ramdrive("status", "--json", mountPoint);
    assertThat(json.out())
        .contains("\"mountPoint\": \"" + mountPoint + "\"", "\"size\": 1048576", "\"used\": 8192")
        .contains("\"free\": 1040384", "\"maxInodes\": 100", "\"inodes\": 5", "\"pid\": " + pid)
        .contains("\"answers\": true", "\"max-inodes\": \"100\"")
        .contains("\"transport\": \"device\"", "\"transport\": \"auto\"");
    assertThat(ramdrive("list", "--json").out()).contains("\"pid\": " + pid);
  }

  @Test
  void optionsComeFromAFileAndTheCommandLineWins() throws Exception {
    Path file = temp.resolve("drive.conf");
    Files.writeString(
        file,
        """
        size = 32m
        volume-label = From the file
        mode = 1777
        file-info-timeout-ms = 4294967295
        """);
    mount("--config", "drive.conf", "--volume-label=From the line");
    assertThat(Command.output("stat", "-c", "%a", mountPoint)).isEqualTo("1777\n");
    String json = ramdrive("status", "--json", mountPoint).out();
    assertThat(json).contains("\"label\": \"From the line\"", "\"size\": 33554432");
    assertThat(json).contains("\"file-info-timeout-ms\": \"4294967295\"");

    Files.writeString(file, "size = 32m\ncolour = red\n");
    Run wrong = ramdrive("mount", "--daemon", "--config=drive.conf", temp.resolve("my drive"));
    assertThat(wrong.exitCode()).isEqualTo(USAGE);
    assertThat(wrong.err()).startsWith("ramdrive: drive.conf:2: there is no option 'colour';");
  }

  @Test
  void aDriveInUseIsNamedAndStays() throws Exception {
    long pid = mount("--size=1m");
    Path file = mountPoint.resolve("file");
    Content.write(file, "content");
    Process user = new ProcessBuilder("cat").directory(mountPoint.toFile()).start();
    try {
      ramdrive("unmount", mountPoint)
          .assertThatItFails(
              BUSY,
              mountPoint
                  + " is in use by cat (process "
                  + user.pid()
                  + "); end that first, or use --lazy to let it end by itself.");
      assertThat(Content.text(file)).isEqualTo("content");

      Run lazy = ramdrive("unmount", "--lazy", mountPoint);
      assertThat(lazy)
          .isEqualTo(
              new Run(
                  0,
                  "",
                  "Unmounted; process "
                      + pid
                      + " goes on until the files that are open are closed.\n"));
      assertThat(MountTable.isMounted(mountPoint)).isFalse();
      assertThat(ProcessHandle.of(pid)).isPresent();
    } finally {
      user.destroyForcibly().waitFor();
    }
    awaitEnd(pid);
    assertThat(hasRecord(pid)).isFalse();
  }

  @Test
  void aKilledProcessLeavesADriveThatCanBeCleared() throws Exception {
    long pid = mount("--size=1m");
    Posix.kill(pid, SIGKILL);
    awaitEnd(pid);
    assertThat(ramdrive("list").out().lines())
        .anyMatch(line -> line.matches(mountPoint + " +ramdrive +- +no answer +dead"));
    Run status = ramdrive("status", mountPoint);
    assertThat(status.exitCode()).isEqualTo(FAILURE);
    assertThat(status.out()).contains("Process      " + pid + " (dead)\n");
    assertThat(status.err())
        .isEqualTo(
            "ramdrive: The drive does not answer (Transport endpoint is not connected);"
                + " 'ramdrive unmount "
                + mountPoint
                + "' clears it away.\n");
    assertThat(ramdrive("unmount", mountPoint)).isEqualTo(new Run(0, "", ""));
    assertThat(MountTable.isMounted(mountPoint)).isFalse();
    assertThat(hasRecord(pid)).isFalse();
  }

  @Test
  void theNextMountClearsADeadDriveAndSaysSo() throws Exception {
    long dead = mount("--size=1m");
    Posix.kill(dead, SIGKILL);
    awaitEnd(dead);
    Run mount = ramdrive("mount", "-d", mountPoint, "--size=2m");
    daemons.add(Long.parseLong(mount.out().strip()));
    assertThat(mount.err())
        .contains("ramdrive: warning: " + mountPoint + " was still mounted by a RamDrive")
        .endsWith("' ends it.\n");
    assertThat(MountTable.count(mountPoint)).isEqualTo(1);
    assertThat(ramdrive("status", mountPoint).out()).contains("Size         2 MiB\n");
  }

  @Test
  void whatTheBackgroundProcessRefusesIsShown() throws Exception {
    Path absent = temp.toRealPath().resolve("absent");
    String sentence =
        "The mount point " + absent + " does not exist; create it with: mkdir -p " + absent;
    ramdrive("mount", absent).assertThatItFails(CANNOT_MOUNT, sentence);
    ramdrive("mount", "--daemon", absent).assertThatItFails(CANNOT_MOUNT, sentence);
    assertThat(Command.run("grep", "-r", absent, records()).output()).isEmpty();

    mount("--size=1m");
    Run twice = ramdrive("mount", "-d", mountPoint);
    assertThat(twice.exitCode()).isEqualTo(CANNOT_MOUNT);
    assertThat(twice.err()).contains(mountPoint + " is the mount point of a running RamDrive");
    assertThat(MountTable.count(mountPoint)).isEqualTo(1);
  }

  @Test
  void aLogFileKeepsWhatTheProcessSays() throws Exception {
    Path log = temp.resolve("drive.log");
    Files.writeString(log, "kept\n");
    mount("--size=1m", "--debug", "--log-file=drive.log");
    Content.write(mountPoint.resolve("file"), "content");
    assertThat(ramdrive("unmount", mountPoint).exitCode()).isZero();
    assertThat(Files.readString(log))
        .startsWith("kept\n")
        .contains("EXPLICIT_INVAL_DATA", "ramdrive: debug: CREATE");
  }

  @Test
  void aSignalUnmountsAndThatIsSuccess() throws Exception {
    TestDrive drive =
        TestDrive.start(mountPoint, TestDrive.command(mountPoint, List.of("--size=1m")));
    drive.awaitLog("Mounted 1 MiB at " + mountPoint + ", Ctrl-C unmounts.\n");
    assertThat(hasRecord(drive.pid())).isTrue();
    assertThat(drive.end(SIGTERM)).isZero();
    assertThat(MountTable.isMounted(mountPoint)).isFalse();
    assertThat(hasRecord(drive.pid())).isFalse();
    drive.close();
  }

  @Test
  void whereNothingIsMountedThereIsNothingToUnmount() throws Exception {
    for (String command : new String[] {"unmount", "status"}) {
      ramdrive(command, mountPoint)
          .assertThatItFails(
              NOT_MOUNTED,
              "No drive is mounted at " + mountPoint + "; 'ramdrive list' shows those that are.");
    }
  }

  @Test
  void theDoctorFindsThisMachineFit() throws Exception {
    Run doctor = ramdrive("doctor");
    assertThat(doctor.exitCode()).as(doctor.out()).isZero();
    assertThat(doctor.out()).endsWith("\nA drive can be mounted.\n");
    assertThat(doctor.err()).isEmpty();
  }
}
