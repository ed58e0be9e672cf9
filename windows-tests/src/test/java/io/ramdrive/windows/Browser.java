// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.windows;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A headless Chrome, or Edge, that keeps its profile and its temporary files on the drive. */
final class Browser implements AutoCloseable {
  private static final List<String> CANDIDATES =
      List.of(
          "Google\\Chrome\\Application\\chrome.exe", "Microsoft\\Edge\\Application\\msedge.exe");

  /** What the browser says when it can be driven, before the address. */
  private static final String LISTENING = "DevTools listening on ";

  private static final long LIMIT_SECONDS = 120;

  private final Path profile;
  private final Process process;
  private final Queue<String> errors = new ConcurrentLinkedQueue<>();
  private final CompletableFuture<String> address = new CompletableFuture<>();

  private Browser(Path profile, Process process) {
    this.profile = profile;
    this.process = process;
    Thread reader = new Thread(this::read, "browser-errors");
    reader.setDaemon(true);
    reader.start();
  }

  /** Starts the browser on the drive whose root is {@code drive}. */
  static Browser start(Path drive) throws IOException {
    Path profile = drive.resolve("profile");
    Path temporary = Files.createDirectories(drive.resolve("tmp"));
    List<String> command = new ArrayList<>();
    command.add(find().toString());
    command.addAll(List.of("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic"));
    command.addAll(List.of("--no-first-run", "--no-default-browser-check"));
    command.addAll(List.of("--disable-background-networking", "--disable-component-update"));
    command.addAll(List.of("--disable-sync", "--enable-logging=stderr"));
    command.addAll(List.of("--remote-debugging-port=0", "--remote-allow-origins=*"));
    command.addAll(List.of("--user-data-dir=" + profile, "about:blank"));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("TEMP", temporary.toString());
    builder.environment().put("TMP", temporary.toString());
    return new Browser(profile, builder.start());
  }

  private static Path find() {
    for (String variable : List.of("ProgramFiles", "ProgramFiles(x86)", "LOCALAPPDATA")) {
      String folder = System.getenv(variable);
      for (String candidate : CANDIDATES) {
        if (folder != null && Files.isExecutable(Path.of(folder, candidate))) {
          return Path.of(folder, candidate);
        }
      }
    }
    return fail("This test is about Chrome or Edge; get one with 'winget install Google.Chrome'.");
  }

  private void read() {
    try (BufferedReader output = process.inputReader(UTF_8)) {
      String line = output.readLine();
      while (line != null) {
        errors.add(line);
        if (line.startsWith(LISTENING)) {
          address.complete(line.substring(LISTENING.length()).strip());
        }
        line = output.readLine();
      }
      address.completeExceptionally(new AssertionError("The browser ended: " + errors));
    } catch (IOException e) {
      address.completeExceptionally(e);
    }
  }

  /** The web socket by which the browser is driven. */
  String address() {
    return address.orTimeout(LIMIT_SECONDS, TimeUnit.SECONDS).join();
  }

  /** What the browser has complained about so far. */
  String errors() {
    return errors.stream()
        .filter(line -> !line.startsWith(LISTENING))
        .collect(Collectors.joining("\n"));
  }

  /** Waits for the end, which must be a clean one. */
  void assertCleanExit() throws InterruptedException {
    assertThat(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).as(errors()).isTrue();
    assertThat(process.exitValue()).as(errors()).isZero();
  }

  /** Leaves no process behind, the crash handler included, which detaches itself. */
  @Override
  public void close() {
    List<ProcessHandle> descendants = process.descendants().toList();
    process.destroyForcibly();
    List<CompletableFuture<ProcessHandle>> ends = new ArrayList<>();
    for (ProcessHandle descendant : descendants) {
      descendant.destroyForcibly();
      ends.add(descendant.onExit());
    }
    ProcessHandle.allProcesses()
        .filter(each -> each.info().commandLine().orElse("").contains(profile.toString()))
        .forEach(
            each -> {
              each.destroyForcibly();
              ends.add(each.onExit());
            });
    ends.add(process.toHandle().onExit());
    CompletableFuture.allOf(ends.toArray(new CompletableFuture<?>[0]))
        .orTimeout(LIMIT_SECONDS, TimeUnit.SECONDS)
        .join();
  }
}
