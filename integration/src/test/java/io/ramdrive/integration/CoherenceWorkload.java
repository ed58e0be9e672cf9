// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.integration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import io.ramdrive.fuse.FuseMount;
import io.ramdrive.fuse.FuseOptions;
import io.ramdrive.nio.RamDriveFileSystem;
import io.ramdrive.volume.Volume;
import io.ramdrive.volume.VolumeOptions;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.concurrent.Callable;

/**
 * Two mounts of a volume, and the Java view, that change and look at each other's files, while what
 * they do is traced. A program of its own: tracing is switched on when the JVM starts, and mounts
 * that are used from the JVM that serves them have it to themselves here.
 */
final class CoherenceWorkload {
  private static final VolumeOptions OPTIONS =
      new VolumeOptions(16 << 20, 4096, 1000, false, 0, 0, 0755);

  private final Path first;
  private final Path second;
  private final Path java;
  private final ChangeTrace trace;
  private final Volume volume;

  private CoherenceWorkload(
      Path first, Path second, FileSystem fileSystem, ChangeTrace trace, Volume volume) {
    this.first = first;
    this.second = second;
    this.java = fileSystem.getPath("/");
    this.trace = trace;
    this.volume = volume;
  }

  /**
   * Arguments: the two mount points, and the file for the part of the trace that is written here.
   */
  public static void main(String[] arguments) throws Exception {
    Path first = Path.of(arguments[0]);
    Path second = Path.of(arguments[1]);
    FuseOptions options =
        FuseOptions.builder().fileInfoTimeoutMs(FuseOptions.FOR_EVER).dispatchers(2).build();
    try (ChangeTrace trace = new ChangeTrace(Path.of(arguments[2]));
        Volume volume = Volume.create(OPTIONS)) {
      try (var _ = volume.attach(inode -> {}, "the trace", false, trace);
          FuseMount _ = FuseMount.mount(volume, first, options);
          FuseMount _ = FuseMount.mount(volume, second, options);
          FileSystem fileSystem = RamDriveFileSystem.over(volume, "trace", 0, 0)) {
        CoherenceWorkload workload =
            new CoherenceWorkload(first, second, fileSystem, trace, volume);
        workload.leveldb();
        workload.appends();
        workload.links();
        workload.drain();
        workload.atOnce();
        workload.drain();
      }
    }
  }

  /** The pattern that this project comes from, with each of the views as the one that renames. */
  private void leveldb() throws Exception {
    look("CURRENT");
    java(() -> Files.writeString(java.resolve("dbtmp"), "MANIFEST-1"));
    look("dbtmp");
    java(() -> Files.move(java.resolve("dbtmp"), java.resolve("CURRENT"), ATOMIC_MOVE));
    look("CURRENT");
    look("dbtmp");
    Files.writeString(first.resolve("dbtmp"), "MANIFEST-22");
    Files.move(first.resolve("dbtmp"), first.resolve("CURRENT"), ATOMIC_MOVE, REPLACE_EXISTING);
    drain();
    look("CURRENT");
    Files.writeString(second.resolve("dbtmp"), "MANIFEST-333");
    Files.move(second.resolve("dbtmp"), second.resolve("CURRENT"), ATOMIC_MOVE, REPLACE_EXISTING);
    drain();
    look("CURRENT");
    java(() -> Files.deleteIfExists(java.resolve("CURRENT")));
    look("CURRENT");
  }

  private void appends() throws Exception {
    append(first.resolve("LOG"), "one");
    look("LOG");
    append(second.resolve("LOG"), "two two");
    look("LOG");
    java(() -> Files.writeString(java.resolve("LOG"), "three", APPEND));
    append(first.resolve("LOG"), "four");
    look("LOG");
    java(
        () -> {
          try (FileChannel channel = FileChannel.open(java.resolve("LOG"), WRITE)) {
            return channel.truncate(5);
          }
        });
    look("LOG");
    Files.writeString(second.resolve("LOG"), "anew");
    drain();
    look("LOG");
  }

  private void links() throws Exception {
    java(() -> Files.createLink(java.resolve("LOG.1"), java.resolve("LOG")));
    look("LOG");
    look("LOG.1");
    Files.createLink(second.resolve("LOG.2"), second.resolve("LOG"));
    drain();
    look("LOG.2");
    Files.delete(first.resolve("LOG"));
    drain();
    look("LOG");
    look("LOG.1");
    java(
        () ->
            Files.setPosixFilePermissions(
                java.resolve("LOG.2"), PosixFilePermissions.fromString("rw-r-----")));
    look("LOG.2");
    java(() -> Files.deleteIfExists(java.resolve("LOG.1")));
    java(() -> Files.deleteIfExists(java.resolve("LOG.2")));
  }

  /** All three views at once, on the same names. */
  private void atOnce() throws Exception {
    Thread one = Thread.ofPlatform().start(() -> turns(first, "x", "y"));
    Thread other = Thread.ofPlatform().start(() -> turns(second, "y", "x"));
    for (int i = 0; i < 3; i++) {
      String text = "java " + i;
      java(() -> Files.writeString(java.resolve("x"), text));
      java(() -> Files.deleteIfExists(java.resolve("y")));
    }
    one.join();
    other.join();
    look("x");
    look("y");
  }

  private static void turns(Path root, String name, String other) {
    for (int i = 0; i < 3; i++) {
      try {
        Files.writeString(root.resolve(name), "i".repeat(i), CREATE, APPEND);
        exists(root.resolve(other));
        Files.move(root.resolve(name), root.resolve(other), ATOMIC_MOVE, REPLACE_EXISTING);
      } catch (NoSuchFileException expected) {
        // Another view was faster.
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** Looks at a file through both mounts, as a program does that has looked before. */
  private void look(String name) throws IOException {
    for (Path root : new Path[] {first, second}) {
      if (exists(root.resolve(name))) {
        Files.readAllBytes(root.resolve(name));
        Files.size(root.resolve(name));
      }
    }
  }

  private static boolean exists(Path file) {
    return Files.exists(file);
  }

  private static void append(Path file, String text) throws IOException {
    Files.write(file, text.getBytes(UTF_8), CREATE, APPEND);
  }

  private void java(Callable<?> operation) throws Exception {
    trace.write("java", "");
    operation.call();
    trace.write("returned", "");
  }

  /** Waits until all mounts have been told of everything. */
  private void drain() {
    if (!volume.awaitDelivered(null, System.nanoTime() + Duration.ofSeconds(30).toNanos())) {
      throw new IllegalStateException("a mount takes no notice");
    }
    trace.write("drained", "");
  }
}
