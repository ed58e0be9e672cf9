// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

import static org.assertj.core.api.Assertions.assertThat;

import io.ramdrive.volume.AttributeChange;
import io.ramdrive.volume.Call;
import io.ramdrive.volume.Inode;
import io.ramdrive.volume.Mode;
import io.ramdrive.volume.Status;
import io.ramdrive.volume.Volume;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two mounts with one dispatcher each, programs in both, and another view, all of which make,
 * rename, write and remove in the same few directories: nothing hangs, and whenever all pause, both
 * kernels show what is true. For RAMDRIVE_STRESS_SECONDS, 60 unless set.
 */
class CoherenceStressTest {
  private static final Duration LENGTH =
      Duration.ofSeconds(
          Long.parseLong(System.getenv().getOrDefault("RAMDRIVE_STRESS_SECONDS", "60")));

  private static final long ROUND_NANOS = 400_000_000;
  private static final int DIRECTORIES = 3;
  private static final int NAMES = 6;
  private static final FuseOptions OPTIONS =
      FuseOptions.builder().fileInfoTimeoutMs(FuseOptions.FOR_EVER).dispatchers(1).build();

  @TempDir Path scratch;
  private final Volume volume = LiveMount.volume();
  private final long seed = System.nanoTime();
  private volatile long roundEnd;

  @Test
  void nothingHangsAndNothingIsStale() throws Exception {
    try (FuseMount one = mount("a");
        FuseMount two = mount("b")) {
      List<Path> mounts = List.of(one.mountPoint(), two.mountPoint());
      for (int i = 0; i < DIRECTORIES; i++) {
        Files.createDirectory(mounts.getFirst().resolve("d" + i));
      }
      long end = System.nanoTime() + LENGTH.toNanos();
      for (int round = 0; System.nanoTime() - end < 0; round++) {
        run(mounts, new Random(seed + round));
        for (Path mount : mounts) {
          compare(mount, round);
        }
      }
      assertThat(one.notifications().sent()).isPositive();
      assertThat(two.notifications().sent()).isPositive();
      assertThat(one.notifications().failed()).isZero();
      assertThat(two.notifications().failed()).isZero();
    }
    volume.close();
  }

  private interface Work {
    void once(Random random) throws IOException;
  }

  private void run(List<Path> mounts, Random seeds) throws Exception {
    roundEnd = System.nanoTime() + ROUND_NANOS;
    List<FutureTask<Void>> workers = new ArrayList<>();
    Call call = new Call(inode -> {}).as(0, 0, 0);
    workers.add(start(random -> inVolume(call, random), seeds.nextLong()));
    for (Path mount : mounts) {
      workers.add(start(random -> inMount(mount, random), seeds.nextLong()));
      workers.add(start(random -> inMount(mount, random), seeds.nextLong()));
    }
    for (FutureTask<Void> worker : workers) {
      worker.get(60, TimeUnit.SECONDS);
    }
    assertThat(volume.awaitDelivered(null, System.nanoTime() + 60_000_000_000L)).isTrue();
  }

  private FutureTask<Void> start(Work work, long seed) throws ExecutionException {
    Random random = new Random(seed);
    FutureTask<Void> task =
        new FutureTask<>(
            () -> {
              while (System.nanoTime() - roundEnd < 0) {
                try {
                  work.once(random);
                } catch (NoSuchFileException
                    | FileAlreadyExistsException
                    | NotDirectoryException
                    | DirectoryNotEmptyException another) {
                  // Another was faster.
                }
              }
              return null;
            });
    Thread.ofPlatform().daemon().start(task);
    return task;
  }

  private static void inMount(Path mount, Random random) throws IOException {
    Path file = mount.resolve(path(random));
    switch (random.nextInt(10)) {
      case 0 -> Files.createFile(file);
      case 1 -> createOrOpen(file, bytes(random));
      case 2 -> Files.write(file, bytes(random), StandardOpenOption.APPEND);
      case 3 -> Files.delete(file);
      case 4, 5 -> Files.move(file, mount.resolve(path(random)), StandardCopyOption.ATOMIC_MOVE);
      case 6 ->
          Files.setPosixFilePermissions(
              file,
              PosixFilePermissions.fromString(random.nextBoolean() ? "rw-------" : "rw-r--r--"));
      case 7 -> Files.readAllBytes(file);
      case 8 -> Files.createLink(mount.resolve(path(random)), file);
      default -> names(file.getParent());
    }
  }

  /**
   * The kernel looks for the name, finds none, and asks for it to be made; we find one. It looks
   * once more, and if the same happens again the program gets ESTALE.
   */
  private static void createOrOpen(Path file, byte[] bytes) throws IOException {
    try {
      Files.write(file, bytes, StandardOpenOption.CREATE);
    } catch (FileSystemException failure) {
      if (!"Stale file handle".equals(failure.getReason())) {
        throw failure;
      }
    }
  }

  private void inVolume(Call call, Random random) {
    Inode dir = lookup(call, volume.root(), "d" + random.nextInt(DIRECTORIES));
    Inode newDir = lookup(call, volume.root(), "d" + random.nextInt(DIRECTORIES));
    call.name().wrap(bytes("n" + random.nextInt(NAMES)));
    call.newName().wrap(bytes("n" + random.nextInt(NAMES)));
    switch (random.nextInt(6)) {
      case 0 -> volume.create(call, dir, Mode.S_IFREG | 0644, 0);
      case 1 -> volume.unlink(call, dir);
      case 2 -> volume.rename(call, dir, newDir, Volume.RENAME_EXCHANGE);
      case 3 -> {
        if (volume.lookup(call, dir) == Status.OK && call.inode().tryRetain()) {
          Inode file = call.inode();
          byte[] bytes = bytes(random);
          volume.write(call, file, 0, MemorySegment.ofArray(bytes), 0, bytes.length, false);
          volume.setattr(call, file, new AttributeChange().size(random.nextInt(5000)));
          file.release();
        }
      }
      default -> volume.rename(call, dir, newDir, 0);
    }
  }

  /** Compares what the kernel shows with what is in the volume. */
  private void compare(Path mount, int round) throws IOException {
    Call call = new Call(inode -> {}).as(0, 0, 0);
    for (int i = 0; i < DIRECTORIES; i++) {
      Inode dir = lookup(call, volume.root(), "d" + i);
      Set<String> there = new TreeSet<>();
      for (int j = 0; j < NAMES; j++) {
        Path file = mount.resolve("d" + i).resolve("n" + j);
        String what = "seed " + seed + ", round " + round + ", " + file;
        Inode inode = lookup(call, dir, "n" + j);
        assertThat(Files.exists(file)).as(what).isEqualTo(inode != null);
        if (inode != null) {
          there.add("n" + j);
          assertThat(Stat.of(file)).as(what).isEqualTo(Stat.of(volume, call, inode));
          assertThat(Files.readAllBytes(file)).as(what).isEqualTo(content(call, inode));
        }
      }
      assertThat(names(mount.resolve("d" + i))).isEqualTo(there);
    }
  }

  private byte[] content(Call call, Inode inode) {
    assertThat(volume.getattr(call, inode)).isEqualTo(Status.OK);
    Collected collected = new Collected();
    int size = (int) call.attributes().size();
    assertThat(volume.read(call, inode, 0, size, collected)).isEqualTo(Status.OK);
    return collected.bytes();
  }

  private Inode lookup(Call call, Inode dir, String name) {
    call.name().wrap(bytes(name));
    return volume.lookup(call, dir) == Status.OK ? call.inode() : null;
  }

  private static Set<String> names(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return new TreeSet<>(files.map(file -> file.getFileName().toString()).toList());
    }
  }

  private static String path(Random random) {
    return "d" + random.nextInt(DIRECTORIES) + "/n" + random.nextInt(NAMES);
  }

  private static byte[] bytes(Random random) {
    byte[] bytes = new byte[random.nextInt(9000)];
    Arrays.fill(bytes, (byte) ('a' + random.nextInt(26)));
    return bytes;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private FuseMount mount(String name) throws IOException {
    return FuseMount.mount(volume, Files.createDirectory(scratch.resolve(name)), OPTIONS);
  }
}
