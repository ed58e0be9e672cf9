// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.windows;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.ramdrive.winfsp.binding.WinFspException;
import io.ramdrive.winfsp.binding.WinFspLibrary;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A drive served by a process of its own, as a user would start it. Unless the options say
 * otherwise it holds 512 MiB and lets the kernel cache for ever. It is a share of a name of its
 * own: a letter would hang the Explorer of whoever kills the tests.
 */
final class WindowsDrive implements AutoCloseable {
  /** {@code --file-info-timeout-ms}: the kernel caches data, too. */
  static final String FOR_EVER = "4294967295";

  private static final String MOUNTED = "Mounted ";
  private static final long LIMIT_SECONDS = 60;
  private static final AtomicInteger NUMBER = new AtomicInteger();

  private final Process process;
  private final BufferedReader output;
  private final Queue<String> log = new ConcurrentLinkedQueue<>();
  private final Path registry;
  private final Path root;

  private WindowsDrive(Process process, Path registry) throws IOException {
    this.process = process;
    this.registry = registry;
    output = process.inputReader(UTF_8);
    root = awaitMounted();
    Thread reader = new Thread(this::readOn, "drive-log");
    reader.setDaemon(true);
    reader.start();
  }

  /** Starts a drive on a share that nobody else has, and waits until it is mounted. */
  static WindowsDrive mount(String... options) {
    return mountAt(newShare(), options);
  }

  /** A share that no drive has had. */
  static String newShare() {
    return "\\\\ramdrive-tests\\" + ProcessHandle.current().pid() + "-" + NUMBER.incrementAndGet();
  }

  /** Starts a drive on {@code mountPoint}, and waits until it is mounted. */
  static WindowsDrive mountAt(String mountPoint, String... options) {
    requireWinFsp();
    List<String> arguments = new ArrayList<>(List.of("mount", mountPoint));
    arguments.addAll(Arrays.asList(options));
    defaultOption(arguments, "--size", "512m");
    defaultOption(arguments, "--file-info-timeout-ms", FOR_EVER);
    try {
      Path registry = Files.createTempDirectory("ramdrive-tests-");
      ProcessBuilder builder = command(registry, arguments.toArray(new String[0]));
      return new WindowsDrive(builder.start(), registry);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Fails with the way to get WinFsp where it is absent. */
  static void requireWinFsp() {
    try {
      assertThat(WinFspLibrary.load().version()).isNotNull();
    } catch (WinFspException e) {
      throw new AssertionError(
          "These tests mount drives through WinFsp; get it with 'winget install WinFsp.WinFsp': "
              + e.getMessage(),
          e);
    }
  }

  /** A {@code ramdrive} command whose records lie in {@code registry}. */
  private static ProcessBuilder command(Path registry, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java.exe").toString());
    command.addAll(List.of("-Xmx512m", "-XX:+UseSerialGC", "-Dstderr.encoding=UTF-8"));
    command.addAll(List.of("--enable-native-access=ALL-UNNAMED"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add("io.ramdrive.cli.Main");
    command.addAll(Arrays.asList(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("LOCALAPPDATA", registry.toString());
    return builder;
  }

  private static void defaultOption(List<String> options, String name, String value) {
    if (!options.contains(name)) {
      options.addAll(List.of(name, value));
    }
  }

  private Path awaitMounted() throws IOException {
    String line = output.readLine();
    while (line != null) {
      log.add(line);
      int at = line.indexOf(" at ");
      int end = line.lastIndexOf(", Ctrl-C unmounts.");
      if (line.startsWith(MOUNTED) && at > 0 && end > at) {
        return Path.of(line.substring(at + 4, end));
      }
      line = output.readLine();
    }
    throw new AssertionError("The drive was not mounted:\n" + String.join("\n", log));
  }

  private void readOn() {
    try {
      String line = output.readLine();
      while (line != null) {
        log.add(line);
        line = output.readLine();
      }
    } catch (IOException e) {
      log.add(e.toString());
    }
  }

  /** The root of the drive. */
  Path root() {
    return root;
  }

  /** A new directory on the drive. */
  Path directory(String name) {
    try {
      return Files.createDirectory(root.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs another command about this drive, and returns what it has printed. */
  String run(String... arguments) throws IOException, InterruptedException {
    Process command = command(registry, arguments).start();
    String printed = new String(command.getInputStream().readAllBytes(), UTF_8);
    assertThat(command.waitFor()).as("%s: %s", List.of(arguments), printed).isZero();
    return printed;
  }

  /** Unmounts as a user would; the process has to end well. */
  @Override
  public void close() {
    try {
      run("unmount", root.toString());
      assertThat(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).as("%s", log).isTrue();
      assertThat(process.exitValue()).as("%s", log).isZero();
      // The JVM's own warnings would be there too.
      assertThat(log).singleElement().asString().startsWith(MOUNTED);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    } finally {
      process.destroyForcibly();
    }
  }
}
