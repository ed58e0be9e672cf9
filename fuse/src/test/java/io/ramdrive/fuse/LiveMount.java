// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

import io.ramdrive.volume.NameMatching;
import io.ramdrive.volume.Volume;
import io.ramdrive.volume.VolumeOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What tests of real mounts share. */
final class LiveMount {
  private LiveMount() {}

  /** 64 MiB. */
  static Volume volume() {
    return Volume.create(new VolumeOptions(64 << 20, 65536, 10_000, false, 0, 0, 0755));
  }

  /** The same, where case does not matter. */
  static Volume caseInsensitiveVolume() {
    return Volume.create(
        new VolumeOptions(
            64 << 20, 65536, 10_000, false, 0, 0, 0755, NameMatching.CASE_INSENSITIVE));
  }

  /** Whether the kernel has anything of ours mounted there; asks no file system. */
  static boolean isMounted(Path directory) throws MountException {
    String path = directory.toAbsolutePath().toString();
    return MountTable.read()
        .at(new String(path.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1))
        .filter(entry -> entry.type().equals(MountPoint.TYPE))
        .isPresent();
  }

  /** umount(8), with the flags of umount2(2). */
  static int unmount(Path directory, int flags) {
    try (Arena arena = Arena.ofConfined()) {
      return new Syscalls().umount2(arena.allocateFrom(directory.toString()).address(), flags);
    }
  }

  /** How many files of the device this process has open. */
  static long openDevices() {
    try (Stream<Path> files = Files.list(Path.of("/proc/self/fd"))) {
      return files.filter(LiveMount::isDevice).count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isDevice(Path file) {
    try {
      return Files.readSymbolicLink(file).equals(Path.of(DirectMount.DEVICE));
    } catch (IOException closedMeanwhile) {
      return false;
    }
  }

  /**
   * The names of the threads of all mounts of this JVM that live on. A mount has ended when its
   * last thread says so, which is a moment before that thread ends.
   */
  static List<String> threads() {
    List<String> alive = new ArrayList<>();
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getName().startsWith("ramdrive-") && !endsSoon(thread)) {
        alive.add(thread.getName());
      }
    }
    return alive;
  }

  private static boolean endsSoon(Thread thread) {
    try {
      return thread.join(Duration.ofSeconds(10));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
