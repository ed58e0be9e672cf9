// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.integration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A headless Chromium that keeps its profile, its home and its temporary files on the drive. */
final class Chromium implements AutoCloseable {

  private final Path profile;
  private final ChildProgram browser;

  private Chromium(Path profile, ChildProgram browser) {
    this.profile = profile;
    this.browser = browser;
  }

  /** Starts the browser with a page. */
  static Chromium start(Path drive, String address) throws IOException {
    return launch(drive, "exec \"$@\" >&2", List.of(address));
  }

  /** Starts the browser so that it is driven through two named pipes, which must exist. */
  static Chromium start(Path drive, Path requests, Path replies) throws IOException {
    String script = "exec \"$@\" 3<'%s' 4>'%s' >&2".formatted(requests, replies);
    return launch(drive, script, List.of("--remote-debugging-pipe", "about:blank"));
  }

  private static Chromium launch(Path drive, String script, List<String> more) throws IOException {
    ChildProgram.require("chromium", "chromium");
    Path profile = drive.resolve("profile");
    Path home = Files.createDirectories(drive.resolve("home"));
    Path temporary = Files.createDirectories(drive.resolve("tmp"));
    List<String> command = new ArrayList<>(List.of("sh", "-c", script, "sh", "chromium"));
    command.addAll(List.of("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic"));
    command.addAll(List.of("--no-first-run", "--disable-background-networking"));
    command.addAll(List.of("--disable-component-update", "--disable-sync"));
    command.add("--user-data-dir=" + profile);
    command.addAll(more);
    Map<String, String> environment =
        Map.of("HOME", home.toString(), "TMPDIR", temporary.toString());
    return new Chromium(
        profile, ChildProgram.start(Path.of("/"), environment, List.copyOf(command)));
  }

  /** What the browser has complained about so far, the absence of a desktop's message bus aside. */
  String errors() {
    return browser
        .errors()
        .lines()
        .filter(line -> !line.contains(":dbus/"))
        .collect(Collectors.joining("\n"));
  }

  /** Waits for the end, which must be a clean one. */
  void assertCleanExit() {
    browser.assertSuccess();
  }

  /**
   * Leaves no process behind, the crash handler included, which detaches itself from the browser.
   */
  @Override
  public void close() {
    browser.close();
    CompletableFuture<?>[] ends =
        ProcessHandle.allProcesses()
            .filter(process -> process.info().commandLine().orElse("").contains(profile.toString()))
            .peek(ProcessHandle::destroyForcibly)
            .map(ProcessHandle::onExit)
            .toArray(CompletableFuture[]::new);
    CompletableFuture.allOf(ends).orTimeout(30, TimeUnit.SECONDS).join();
  }
}
