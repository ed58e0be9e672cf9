// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.bench.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A contender's mount. It is gone after {@link #close}, come what may. Any thread may close it. */
final class Site implements AutoCloseable {

  private static final long MOUNT_SECONDS = 60;

  private final Contender contender;
  private final Path directory;
  private final Optional<Process> server;

  private Site(Contender contender, Path directory, Optional<Process> server) {
    this.contender = contender;
    this.directory = directory;
    this.server = server;
  }

  /** Mounts a contender below {@code scratch}; an exception says in one sentence why not. */
  static Site mount(Contender contender, Path scratch) throws IOException, InterruptedException {
    String program = contender.command().getFirst();
    if (!Program.exists(program)) {
      throw new IOException("absent: " + contender.source());
    }
    if (contender.is(Contender.Trait.RING)) {
      try (UringSwitch _ = UringSwitch.on()) {
        return start(contender, scratch);
      }
    }
    return start(contender, scratch);
  }

  private static Site start(Contender contender, Path scratch)
      throws IOException, InterruptedException {
    Path directory = Files.createDirectories(scratch.resolve(contender.name().replace(' ', '-')));
    if (contender.name().equals("bindfs")) {
      Files.createDirectories(scratch.resolve(Contender.TMPFS).resolve("bindfs"));
    }
    Path log = scratch.resolve(contender.name() + ".log");
    Process process =
        new ProcessBuilder(contender.commandFor(directory))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    Site site =
        new Site(
            contender,
            directory,
            contender.is(Contender.Trait.SERVES) ? Optional.of(process) : Optional.empty());
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(MOUNT_SECONDS);
    while (!site.answers()) {
      boolean ended = process.waitFor(20, TimeUnit.MILLISECONDS);
      if (System.nanoTime() > deadline || (ended && !site.answers())) {
        process.destroyForcibly();
        throw new IOException(
            "it cannot be mounted: %s (%s)".formatted(Program.lastLine(log), contender.source()));
      }
    }
    return site;
  }

  Contender contender() {
    return contender;
  }

  Path directory() {
    return directory;
  }

  /** A mount is in the table before it has agreed with the kernel on how requests come. */
  private boolean answers() throws IOException {
    return mounted() && Files.getFileStore(directory).getTotalSpace() > 0 && mounted();
  }

  private boolean mounted() throws IOException {
    try (var lines = Files.lines(Path.of("/proc/self/mounts"))) {
      return lines.anyMatch(line -> line.contains(" " + directory + " "));
    }
  }

  @Override
  public void close() {
    try {
      new ProcessBuilder("umount", "-l", directory.toString()).inheritIO().start().waitFor();
      if (server.isPresent() && !server.get().waitFor(5, TimeUnit.SECONDS)) {
        server.get().descendants().forEach(ProcessHandle::destroyForcibly);
        server.get().destroyForcibly();
      }
    } catch (IOException | InterruptedException e) {
      server.ifPresent(Process::destroyForcibly);
    }
  }
}
