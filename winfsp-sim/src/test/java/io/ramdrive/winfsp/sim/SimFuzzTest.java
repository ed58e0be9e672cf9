// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.ramdrive.winfsp.binding.NtStatus;
import io.ramdrive.winfsp.binding.WinNt;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Random programs on a correct file system: the simulator finds nothing wrong. */
class SimFuzzTest {
  private static final String[] NAMES = {
    "\\a",
    "\\B",
    "\\dir",
    "\\dir\\x",
    "\\dir\\y",
    "\\dir\\sub",
    "\\dir\\sub\\z",
    "\\a:s",
    "\\dir\\x:t"
  };

  /** What may happen to a program among others. */
  private static final Set<Integer> EXPECTED =
      Set.of(
          NtStatus.STATUS_OBJECT_NAME_NOT_FOUND,
          NtStatus.STATUS_OBJECT_PATH_NOT_FOUND,
          NtStatus.STATUS_OBJECT_NAME_COLLISION,
          NtStatus.STATUS_SHARING_VIOLATION,
          NtStatus.STATUS_FILE_DELETED,
          NtStatus.STATUS_DELETE_PENDING,
          NtStatus.STATUS_ACCESS_DENIED,
          NtStatus.STATUS_DIRECTORY_NOT_EMPTY,
          NtStatus.STATUS_CANNOT_DELETE,
          NtStatus.STATUS_FILE_IS_A_DIRECTORY,
          NtStatus.STATUS_NOT_A_DIRECTORY,
          NtStatus.STATUS_DISK_FULL,
          NtStatus.STATUS_USER_MAPPED_FILE,
          NtStatus.STATUS_INVALID_PARAMETER,
          NtStatus.STATUS_INVALID_DEVICE_REQUEST,
          NtStatus.STATUS_OBJECT_NAME_INVALID,
          NtStatus.STATUS_NO_SUCH_FILE);

  @ParameterizedTest
  @CsvSource({
    "0,1,false",
    "1000,1,false",
    "4294967295,1,false",
    "0,4,false",
    "1000,4,true",
    "4294967295,4,false",
    "4294967295,4,true"
  })
  void findsNothing(long timeout, int threads, boolean delays) throws Exception {
    for (long seed = 1; seed <= 4; seed++) {
      SimSettings settings = new SimSettings().seed(seed).randomDelays(delays);
      try (MemMachine machine = MemMachine.start(settings, timeout, p -> p, fs -> fs);
          ExecutorService programs = Executors.newFixedThreadPool(threads)) {
        List<Future<?>> all = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
          Random random = new Random(seed * 100 + i);
          all.add(programs.submit(() -> program(machine, random, delays ? 60 : 250)));
        }
        for (Future<?> each : all) {
          each.get();
        }
        machine.volume.drain();
        assertThat(machine.windows.violations()).isEmpty();
      }
    }
  }

  private static void program(MemMachine machine, Random random, int steps) {
    for (int i = 0; i < steps; i++) {
      try {
        step(machine, random);
      } catch (NtStatusException e) {
        if (!EXPECTED.contains(e.status())) {
          throw e;
        }
      }
    }
  }

  private static void step(MemMachine machine, Random random) {
    SimVolume volume = machine.volume;
    String name = NAMES[random.nextInt(NAMES.length)];
    String other = NAMES[random.nextInt(7)];
    switch (random.nextInt(16)) {
      case 0 -> volume.createDirectory(name);
      case 1, 2 -> volume.writeFile(name, some(random));
      case 3 -> volume.readAllBytes(name);
      case 4 -> volume.readUncached(name);
      case 5 -> volume.list(FileName.parent(name));
      case 6 -> volume.delete(name);
      case 7 -> volume.deletePosix(name);
      case 8 -> volume.moveFileReplace(name, other);
      case 9 -> volume.renamePosix(name, other);
      case 10 -> volume.removeDirectory(name);
      case 11 -> machine.windows.clock().advance(random.nextInt(100_000));
      case 12 -> view(volume, name, random);
      case 13 ->
          volume.setAttributes(
              name,
              random.nextBoolean() ? WinNt.FILE_ATTRIBUTE_NORMAL : WinNt.FILE_ATTRIBUTE_HIDDEN);
      case 14 -> volume.replaceFile(name, other, null);
      default -> handle(volume, name, random);
    }
  }

  private static void handle(SimVolume volume, String name, Random random) {
    try (SimFile file =
        volume.createFile(
            name,
            FileAccess.FILE_ALL_ACCESS,
            FileAccess.FILE_SHARE_ALL,
            WinNt.FILE_OPEN_IF,
            random.nextInt(4) == 0 ? WinNt.FILE_WRITE_THROUGH : 0)) {
      for (int i = random.nextInt(8); i > 0; i--) {
        switch (random.nextInt(8)) {
          case 0 -> file.setEndOfFile(random.nextInt(30_000));
          case 1 -> file.setAllocation(random.nextInt(30_000));
          case 2 -> file.flush();
          case 3 -> file.append(some(random));
          case 4 -> file.read(random.nextInt(30_000), random.nextInt(20_000) + 1);
          case 5 -> file.info();
          case 6 -> file.setBasicInfo(0, 0, 0, 130_000_000_000_000_000L, 0);
          default -> file.write(random.nextInt(30_000), some(random));
        }
      }
      if (random.nextInt(4) == 0) {
        file.setDisposition(true);
      }
    }
  }

  private static void view(SimVolume volume, String name, Random random) {
    try (SimFile file = volume.openFile(name);
        SimView view = file.map()) {
      byte[] bytes = some(random);
      if (file.size() >= bytes.length) {
        view.write(0, bytes);
      }
      view.read(0, 10_000);
      if (random.nextBoolean()) {
        volume.deletePosix(name);
        view.read(0, 10_000);
      }
    }
  }

  private static byte[] some(Random random) {
    byte[] bytes = new byte[random.nextInt(9_000) + 1];
    random.nextBytes(bytes);
    return bytes;
  }
}
