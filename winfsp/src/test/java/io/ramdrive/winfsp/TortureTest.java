// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp;

import static io.ramdrive.winfsp.NtAssertions.assertStatus;
import static org.assertj.core.api.Assertions.assertThat;

import io.ramdrive.winfsp.binding.NtStatus;
import io.ramdrive.winfsp.sim.NtStatusException;
import io.ramdrive.winfsp.sim.SimFile;
import io.ramdrive.winfsp.sim.SimVolume;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The origin's torture: many threads at work, all content checked, nothing hangs. At the timeouts
 * with and without the kernel's data cache.
 */
class TortureTest {
  private static final int WORKERS = 6;

  private static SimulatedMount mount(long timeout) {
    return SimulatedMount.mount(
        MountSetup.forEver().timeout(timeout).crowded().threads(4).capacity(32 << 20));
  }

  @ParameterizedTest
  @ValueSource(longs = {MountSetup.FOR_EVER, 1000})
  void sequentialWriteAndRead(long timeout) {
    try (SimulatedMount mount = mount(timeout)) {
      SimVolume drive = mount.drive();
      Workers.run(
          WORKERS,
          worker -> {
            String path = "\\sequential" + worker;
            byte[] content = Content.of(worker, 1 << 20);
            try (SimFile file = drive.createNew(path)) {
              for (int at = 0; at < content.length; at += 1 << 16) {
                file.write(at, Arrays.copyOfRange(content, at, at + (1 << 16)));
              }
            }
            assertThat(drive.readAllBytes(path)).isEqualTo(content);
          });
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {MountSetup.FOR_EVER, 1000})
  void readsAndWritesAtRandomOffsets(long timeout) {
    try (SimulatedMount mount = mount(timeout)) {
      SimVolume drive = mount.drive();
      Workers.run(
          WORKERS,
          worker -> {
            SplittableRandom random = new SplittableRandom(worker);
            byte[] expected = new byte[0];
            try (SimFile file = drive.createNew("\\random" + worker)) {
              for (int i = 0; i < 100; i++) {
                int offset = random.nextInt(100_000);
                byte[] piece = Content.of(random.nextLong(), random.nextInt(9000));
                if (random.nextBoolean()) {
                  file.write(offset, piece);
                  expected =
                      piece.length == 0 ? expected : Content.written(expected, offset, piece);
                } else {
                  int end = Math.min(expected.length, offset + piece.length);
                  assertThat(file.read(offset, piece.length))
                      .isEqualTo(Arrays.copyOfRange(expected, Math.min(offset, end), end));
                }
              }
              assertThat(file.readAll()).isEqualTo(expected);
            }
          });
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {MountSetup.FOR_EVER, 1000})
  void everyAppendedRecordIsThereOnceAndWhole(long timeout) {
    int records = 40;
    int size = 512;
    try (SimulatedMount mount = mount(timeout)) {
      SimVolume drive = mount.drive();
      drive.writeFile("\\log", new byte[0]);
      Workers.run(
          WORKERS,
          worker -> {
            try (SimFile log = drive.openFile("\\log")) {
              for (int i = 0; i < records; i++) {
                byte[] record = new byte[size];
                Arrays.fill(record, (byte) (1 + worker));
                log.append(record);
              }
            }
          });
      byte[] log = drive.readAllBytes("\\log");
      assertThat(log).hasSize(WORKERS * records * size);
      int[] seen = new int[WORKERS];
      for (int at = 0; at < log.length; at += size) {
        seen[log[at] - 1]++;
        for (int i = 0; i < size; i++) {
          assertThat(log[at + i]).isEqualTo(log[at]);
        }
      }
      assertThat(seen).containsOnly(records);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {MountSetup.FOR_EVER, 1000})
  void filesThatComeAndGoLeaveNothing(long timeout) {
    try (SimulatedMount mount = mount(timeout)) {
      SimVolume drive = mount.drive();
      Workers.run(
          WORKERS,
          worker -> {
            for (int i = 0; i < 40; i++) {
              String path = "\\churn-%d-%d".formatted(worker, i);
              drive.writeFile(path, Content.of(i, 3000));
              assertThat(drive.readAllBytes(path)).isEqualTo(Content.of(i, 3000));
              if (i % 2 == 0) {
                drive.delete(path);
              } else {
                drive.deletePosix(path);
              }
              assertThat(drive.exists(path)).isFalse();
            }
          });
      drive.drain();
      assertThat(drive.list("\\")).isEmpty();
      assertThat(mount.used()).isZero();
    }
  }

  /** Where the origin's notifications once hung. */
  @ParameterizedTest
  @ValueSource(longs = {MountSetup.FOR_EVER, 1000})
  void treesGrowAndFall(long timeout) {
    MountSetup setup = MountSetup.forEver().timeout(timeout).notifying().crowded().threads(4);
    try (SimulatedMount mount = SimulatedMount.mount(setup)) {
      SimVolume drive = mount.drive();
      Workers.run(
          5,
          worker -> {
            String root = "\\tree" + worker;
            grow(drive, root, 3);
            assertThat(drive.list(root)).hasSize(3);
            fall(drive, root);
            assertThat(drive.exists(root)).isFalse();
          });
      drive.drain();
      assertThat(drive.list("\\")).isEmpty();
    }
  }

  private static void grow(SimVolume drive, String directory, int depth) {
    drive.createDirectory(directory);
    for (int i = 0; i < 3; i++) {
      if (depth > 1 && i < 2) {
        grow(drive, directory + "\\sub" + i, depth - 1);
      } else {
        drive.writeFile(directory + "\\file" + i, Content.of(i, 100));
      }
    }
  }

  private static void fall(SimVolume drive, String directory) {
    drive
        .entries(directory)
        .forEach(
            entry -> {
              String path = directory + "\\" + entry.name();
              if (entry.info().isDirectory()) {
                fall(drive, path);
              } else {
                drive.delete(path);
              }
            });
    drive.removeDirectory(directory);
  }

  @ParameterizedTest
  @ValueSource(longs = {MountSetup.FOR_EVER, 1000})
  void filesAreOverwrittenCutAndExtended(long timeout) {
    try (SimulatedMount mount = mount(timeout)) {
      SimVolume drive = mount.drive();
      Workers.run(
          WORKERS,
          worker -> {
            SplittableRandom random = new SplittableRandom(worker);
            String path = "\\changing" + worker;
            for (int i = 0; i < 10; i++) {
              byte[] content = Content.of(random.nextLong(), 1 + random.nextInt(20_000));
              drive.writeFile(path, content);
              try (SimFile file = drive.openFile(path)) {
                int shorter = random.nextInt(content.length);
                file.setEndOfFile(shorter);
                assertThat(file.readAll()).isEqualTo(Arrays.copyOf(content, shorter));
                int longer = shorter + random.nextInt(20_000);
                file.setEndOfFile(longer);
                assertThat(file.readAll())
                    .isEqualTo(Arrays.copyOf(Arrays.copyOf(content, shorter), longer));
              }
            }
          });
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {MountSetup.FOR_EVER, 1000})
  void renamesUnderLoadLoseNothing(long timeout) {
    try (SimulatedMount mount = mount(timeout)) {
      SimVolume drive = mount.drive();
      drive.createDirectory("\\one");
      drive.createDirectory("\\other");
      Workers.run(
          WORKERS,
          worker -> {
            byte[] content = Content.of(worker, 5000);
            String path = "\\one\\file%d-0".formatted(worker);
            drive.writeFile(path, content);
            for (int i = 1; i <= 25; i++) {
              String next = "\\%s\\file%d-%d".formatted(i % 2 == 0 ? "one" : "OTHER", worker, i);
              drive.rename(path, next);
              assertThat(drive.readAllBytes(next)).isEqualTo(content);
              assertThat(drive.exists(path)).isFalse();
              path = next;
            }
          });
      assertThat(drive.list("\\one")).isEmpty();
      assertThat(drive.list("\\other")).hasSize(WORKERS);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {MountSetup.FOR_EVER, 1000})
  void aFullDriveRefusesAtOnceAndLosesNothing(long timeout) {
    MountSetup setup = MountSetup.forEver().timeout(timeout).crowded().threads(4).capacity(4 << 20);
    try (SimulatedMount mount = SimulatedMount.mount(setup)) {
      SimVolume drive = mount.drive();
      byte[] most = Content.of(1, (4 << 20) * 9 / 10);
      drive.writeFile("\\most", most);
      AtomicLong refused = new AtomicLong();
      Workers.run(
          WORKERS,
          worker -> {
            try (SimFile file = drive.createNew("\\more" + worker)) {
              byte[] piece = Content.of(worker, 64 << 10);
              for (int i = 0; i < 10; i++) {
                try {
                  file.write((long) i * piece.length, piece);
                } catch (NtStatusException e) {
                  assertThat(e.status()).isEqualTo(NtStatus.STATUS_DISK_FULL);
                  refused.incrementAndGet();
                }
              }
            }
          });
      assertThat(refused).hasPositiveValue();
      assertStatus(NtStatus.STATUS_DISK_FULL, () -> drive.writeFile("\\whole", new byte[4 << 20]));
      drive.drain();
      assertThat(drive.readUncached("\\most")).isEqualTo(most);
      drive.list("\\").forEach(name -> drive.delete("\\" + name));
      drive.drain();
      assertThat(drive.volumeInfo().freeSize()).isEqualTo(4 << 20);
    }
  }

  /** Programs that end in the middle of their work: what they have written is there. */
  @ParameterizedTest
  @ValueSource(longs = {MountSetup.FOR_EVER, 1000})
  void whoeverGivesUpLeavesWhatHeHasWritten(long timeout) {
    try (SimulatedMount mount = mount(timeout)) {
      SimVolume drive = mount.drive();
      Workers.run(
          WORKERS,
          worker -> {
            SplittableRandom random = new SplittableRandom(worker);
            for (int i = 0; i < 15; i++) {
              String path = "\\given-up-%d-%d".formatted(worker, i);
              byte[] content = Content.of(random.nextLong(), 50_000);
              int written = 0;
              try (SimFile file = drive.createNew(path)) {
                file.setAllocation(content.length);
                while (written < content.length && random.nextInt(6) > 0) {
                  int end = Math.min(content.length, written + 7000);
                  file.write(written, Arrays.copyOfRange(content, written, end));
                  written = end;
                }
              }
              assertThat(drive.readAllBytes(path)).isEqualTo(Arrays.copyOf(content, written));
            }
          });
      drive.drain();
      drive.list("\\").forEach(name -> drive.delete("\\" + name));
      drive.drain();
      assertThat(mount.used()).isZero();
    }
  }

  /** Readers always see one version of a file, whole, while writers replace it. */
  @ParameterizedTest
  @ValueSource(longs = {MountSetup.FOR_EVER, 1000})
  void mixedWorkOnASharedFileNeverShowsHalfOfIt(long timeout) {
    try (SimulatedMount mount = mount(timeout)) {
      SimVolume drive = mount.drive();
      drive.writeFile("\\shared", version(0));
      Workers.run(
          WORKERS,
          worker -> {
            for (int i = 1; i <= 25; i++) {
              if (worker < 2) {
                String temporary = "\\temporary" + worker;
                drive.writeFile(temporary, version(100 * worker + i));
                drive.renamePosix(temporary, "\\shared");
              } else {
                byte[] read = drive.readAllBytes("\\shared");
                assertThat(read).isEqualTo(version(Byte.toUnsignedInt(read[0])));
                drive.list("\\");
                drive.info("\\shared");
              }
            }
          });
      assertThat(drive.list("\\")).containsExactly("shared");
    }
  }

  /** A size and bytes that follow from the first byte. */
  private static byte[] version(int number) {
    byte[] bytes = new byte[1 + number * 100];
    Arrays.fill(bytes, (byte) number);
    return bytes;
  }
}
