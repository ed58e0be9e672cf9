// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

import static org.assertj.core.api.Assertions.assertThat;

import io.ramdrive.volume.Volume;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Why one thread that serves nothing sends all notifications: sent by a thread that serves a
 * request, they wait for a lock that is held until that request is answered. Needs root.
 */
@Timeout(60)
class DeadlockTest {
  private static final Path CONNECTIONS = Path.of("/sys/fs/fuse/connections");
  private static final int ROUNDS = 2000;

  @TempDir Path directory;

  @BeforeEach
  void mountFusectl() throws Exception {
    if (!Files.isWritable(CONNECTIONS) || directory(CONNECTIONS).isEmpty()) {
      // Fails where it is mounted already, and empty.
      run("mount", "-t", "fusectl", "none", CONNECTIONS.toString()).waitFor();
    }
  }

  @Test
  void aThreadThatServesAnUnlinkCannotDropTheName() throws Exception {
    hangs("UNLINK", "rm", "fuse_reverse_inval_entry");
  }

  @Test
  void aThreadThatServesAReadCannotDropThePage() throws Exception {
    hangs("READ", "cat", "fuse_reverse_inval_inode");
  }

  /** The same requests, and the same notifications, from a thread that serves nothing. */
  @Test
  void theInvalidatorCan() throws Exception {
    FuseOptions options =
        FuseOptions.builder().fileInfoTimeoutMs(FuseOptions.FOR_EVER).dispatchers(1).build();
    try (Volume volume = LiveMount.volume();
        FuseMount mount = FuseMount.mount(volume, directory, options)) {
      OtherView other = new OtherView(volume);
      other.file("file", "content");
      FutureTask<Void> program =
          new FutureTask<>(
              () -> {
                Path file = mount.mountPoint().resolve("file");
                for (int i = 0; i < ROUNDS; i++) {
                  Path name = mount.mountPoint().resolve("name" + i % 7);
                  Files.createFile(name);
                  Files.delete(name);
                  assertThat(Files.readString(file)).hasSize(7);
                }
                return null;
              });
      Thread.ofPlatform().start(program);
      for (int i = 0; !program.isDone(); i++) {
        other.file("other" + i % 7, "");
        other.write("file", 0, i % 2 == 0 ? "CONTENT" : "content");
        other.unlink("other" + i % 7);
      }
      program.get();
      assertThat(volume.awaitDelivered(null, System.nanoTime() + 20_000_000_000L)).isTrue();
      assertThat(mount.notifications().sent()).isGreaterThan(0);
      assertThat(mount.notifications().failed()).isZero();
    }
  }

  private void hangs(String request, String command, String where) throws Exception {
    Process server =
        run(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx64m",
            "-XX:+UseSerialGC",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            DeadlockProgram.class.getName(),
            request,
            directory.toString());
    try (BufferedReader output = server.inputReader()) {
      assertThat(output.readLine()).isEqualTo("mounted");
      Path abort = abortFile();
      Process program = run(command, directory.resolve("file").toString());
      try {
        awaitThreadIn(server, where);
        // A thread that only passes through is not there any more a moment later.
        assertThat(program.waitFor(200, TimeUnit.MILLISECONDS)).isFalse();
        awaitThreadIn(server, where);
      } finally {
        Files.writeString(abort, "1");
      }
      assertThat(program.waitFor()).isNotZero();
      assertThat(server.waitFor()).isZero();
    } finally {
      server.destroyForcibly();
      if (LiveMount.isMounted(directory)) {
        LiveMount.unmount(directory, 2);
      }
    }
  }

  private Path abortFile() throws MountException {
    String device = new MountPoint(directory).mounted().orElseThrow().device();
    Path abort = CONNECTIONS.resolve(device.substring(device.indexOf(':') + 1)).resolve("abort");
    assertThat(abort).as("needs root, and fusectl mounted on %s", CONNECTIONS).isWritable();
    return abort;
  }

  /** Waits until a thread of the server is in this function of the kernel. */
  private static void awaitThreadIn(Process server, String function) throws Exception {
    Path tasks = Path.of("/proc/" + server.pid() + "/task");
    boolean found = false;
    while (!found) {
      for (Path task : directory(tasks)) {
        found |= stack(task).contains(function);
      }
      assertThat(server.isAlive()).isTrue();
    }
  }

  private static String stack(Path task) {
    try {
      return Files.readString(task.resolve("stack"));
    } catch (IOException ended) {
      return "";
    }
  }

  private static List<Path> directory(Path path) throws IOException {
    try (Stream<Path> entries = Files.list(path)) {
      return entries.toList();
    }
  }

  private static Process run(String... command) throws IOException {
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
  }
}
