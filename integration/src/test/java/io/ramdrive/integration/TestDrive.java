// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A drive served by a process of its own, as a user would start it. Unless the options say
 * otherwise it holds 1 GiB and lets the kernel cache for ever.
 *
 * <p>With the environment variable {@code RAMDRIVE_TEST_PEER} set to a directory, tests run on a
 * fresh tmpfs below it instead; with {@code RAMDRIVE_TEST_PEER_TYPE=plain} on whatever file system
 * the directory lies on (ext4 knows the modes of fallocate that tmpfs does not). A test that fails
 * there expects what Linux does not do.
 */
final class TestDrive implements AutoCloseable {
  /** {@code --file-info-timeout-ms}: the kernel may cache for ever. */
  static final String FOREVER = "4294967295";

  private static final @Nullable String PEER = System.getenv("RAMDRIVE_TEST_PEER");
  private static final boolean PLAIN_PEER =
      "plain".equals(System.getenv("RAMDRIVE_TEST_PEER_TYPE"));
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final Set<TestDrive> LIVE = ConcurrentHashMap.newKeySet();

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> LIVE.forEach(TestDrive::discard)));
  }

  private final Path root;
  private final Path log;
  private final @Nullable Process daemon;

  private TestDrive(Path root, Path log, @Nullable Process daemon) {
    this.root = root;
    this.log = log;
    this.daemon = daemon;
  }

  /** Whether the tests run on another file system instead of a drive. */
  static boolean onPeer() {
    return PEER != null;
  }

  /** Whether they run on tmpfs. */
  static boolean onTmpfs() {
    return onPeer() && !PLAIN_PEER;
  }

  /** Starts a drive on a fresh directory and waits until it is mounted. */
  static TestDrive mount(String... options) {
    try {
      Path root =
          PEER == null
              ? Files.createTempDirectory("ramdrive-test-")
              : Files.createTempDirectory(Path.of(PEER), "peer-");
      return mount(root, options);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As {@link #mount(String...)}, with requests that come through io_uring. */
  static TestDrive mountOverRings(String... options) {
    List<String> all = new ArrayList<>(Arrays.asList(options));
    all.addAll(List.of("--transport", "ring"));
    try (RingSwitch _ = RingSwitch.on()) {
      return mount(all.toArray(String[]::new));
    }
  }

  /** A tmpfs, to compare a drive with. */
  static TestDrive tmpfs() {
    try {
      return mountPeer(Files.createTempDirectory("ramdrive-tmpfs-"), List.of("--size", "1g"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts a drive on {@code root} and waits until it is mounted. */
  static TestDrive mount(Path root, String... options) {
    List<String> all = new ArrayList<>(Arrays.asList(options));
    defaultOption(all, "--size", "1g");
    defaultOption(all, "--file-info-timeout-ms", FOREVER);
    if (PEER != null) {
      return mountPeer(root, all);
    }
    return start(root, command(root, all));
  }

  /**
   * The command line that serves a drive on {@code root} in the foreground, as from a terminal: a
   * shell's background jobs, which the tests may be one of, hand down that they ignore SIGINT.
   */
  static List<String> command(Path root, List<String> options) {
    List<String> command =
        new ArrayList<>(
            List.of(
                "env",
                "--default-signal=INT",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "--enable-native-access=ALL-UNNAMED",
                "io.ramdrive.cli.Main",
                "mount",
                root.toString()));
    command.addAll(options);
    return command;
  }

  /** Runs {@code command} and waits until what is mounted on {@code root} answers. */
  static TestDrive start(Path root, List<String> command) {
    try {
      Path log = Files.createTempFile("ramdrive-test-", ".log");
      log.toFile().deleteOnExit();
      Process daemon =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      TestDrive drive = new TestDrive(root, log, daemon);
      LIVE.add(drive);
      boolean mounted = MountTable.await(() -> answers(root) || !daemon.isAlive(), LIMIT);
      if (!mounted || !daemon.isAlive()) {
        String reason = mounted ? "ended with " + daemon.waitFor() : "did not mount in " + LIMIT;
        drive.discard();
        throw new AssertionError("the drive on " + root + " " + reason + ":\n" + drive.log());
      }
      return drive;
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** A dead mount does not answer; one that is not ready keeps its callers waiting. */
  private static boolean answers(Path root) {
    return MountTable.isMounted(root) && Posix.errno(() -> Posix.statfs(root)).equals("OK");
  }

  /** The mounted directory. */
  Path root() {
    return root;
  }

  /** The process that serves the drive. */
  long pid() {
    return daemon == null ? -1 : daemon.pid();
  }

  /** What the process has written on stdout and stderr so far. */
  String log() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until exactly {@code expected} is written: a mount answers before its process speaks. */
  void awaitLog(String expected) {
    MountTable.await(() -> log().equals(expected), LIMIT);
    assertThat(log()).isEqualTo(expected);
  }

  /** Sends {@code signal} (0 = none) and tells the exit code. */
  int end(int signal) {
    Process process = process();
    if (signal != 0 && process.isAlive()) {
      Posix.kill(process.pid(), signal);
    }
    try {
      assertThat(process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS))
          .as("pid %d ends within %s of signal %d: %s", process.pid(), LIMIT, signal, log())
          .isTrue();
      return process.waitFor();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Ends the process with SIGKILL and clears the dead mount away. */
  void kill() {
    if (daemon != null) {
      end(9);
    }
    discard();
  }

  /** Ends the process with SIGTERM, as a user would; it must unmount. */
  @Override
  public void close() {
    if (!LIVE.contains(this)) {
      return;
    }
    try {
      if (daemon != null) {
        // 143 is 128 + SIGTERM.
        assertThat(end(15)).as("exit code; log: %s", log()).isIn(0, 143);
        assertThat(MountTable.isMounted(root)).as("still mounted: %s", root).isFalse();
      }
    } finally {
      discard();
    }
  }

  private Process process() {
    if (daemon == null) {
      throw new AssertionError("the peer has no process");
    }
    return daemon;
  }

  private static void defaultOption(List<String> options, String name, String value) {
    if (!options.contains(name)) {
      options.addAll(List.of(name, value));
    }
  }

  private static TestDrive mountPeer(Path root, List<String> options) {
    if (PLAIN_PEER) {
      return new TestDrive(root, Path.of("/dev/null"), null);
    }
    List<String> mount = new ArrayList<>(List.of("mount", "-t", "tmpfs", "-o"));
    String limits = "mode=755,size=" + options.get(options.indexOf("--size") + 1);
    int inodes = options.indexOf("--max-inodes");
    mount.add(inodes < 0 ? limits : limits + ",nr_inodes=" + options.get(inodes + 1));
    mount.addAll(List.of("peer", root.toString()));
    run(mount);
    TestDrive drive = new TestDrive(root, Path.of("/dev/null"), null);
    LIVE.add(drive);
    return drive;
  }

  /** Leaves nothing behind, whatever state the drive is in. */
  private void discard() {
    try {
      if (daemon != null && daemon.isAlive()) {
        daemon.destroyForcibly().waitFor();
      }
      while (MountTable.isMounted(root)) {
        run(List.of("umount", "-l", root.toString()));
      }
      Files.deleteIfExists(root);
      LIVE.remove(this);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static void run(List<String> command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor()).as("%s: %s", command, output).isZero();
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
