// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.sim;

import static io.ramdrive.winfsp.sim.MemMachine.INFINITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ramdrive.winfsp.binding.NtStatus;
import io.ramdrive.winfsp.binding.VolumeFlags;
import io.ramdrive.winfsp.binding.VolumeParamsBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What the driver keeps of directories, and what ends it. */
class ListingCacheTest {
  private final Spy spy = new Spy();

  private MemMachine start(UnaryOperator<VolumeParamsBuilder> more) {
    MemMachine machine = MemMachine.start(new SimSettings(), INFINITE, more, fs -> spy.on(fs));
    machine.volume.holdCloses(true);
    return machine;
  }

  private long listings(SimVolume volume) {
    spy.calls();
    volume.list("\\dir");
    return spy.count("readDirectory");
  }

  @Test
  void aListingIsKeptUntilANameOrTheAttributesChange() {
    try (MemMachine machine = start(params -> params)) {
      SimVolume volume = machine.volume;
      volume.createDirectory("\\dir");
      assertThat(listings(volume)).isEqualTo(1);
      assertThat(listings(volume)).isZero();
      volume.writeFile("\\dir\\file", new byte[1]);
      assertThat(listings(volume)).isEqualTo(1);
      volume.setAttributes("\\dir\\file", 2);
      assertThat(listings(volume)).isEqualTo(1);
      volume.rename("\\dir\\file", "\\file");
      assertThat(listings(volume)).isEqualTo(1);
      volume.rename("\\file", "\\dir\\file");
      assertThat(listings(volume)).isEqualTo(1);
      volume.delete("\\dir\\file");
      assertThat(listings(volume)).isEqualTo(1);
      assertThat(listings(volume)).isZero();
    }
  }

  @Test
  void theSizeInAKeptListingIsOldUntilTheWritersCleanup() {
    try (MemMachine machine = start(params -> params)) {
      SimVolume volume = machine.volume;
      volume.createDirectory("\\dir");
      try (SimFile file = volume.createNew("\\dir\\file")) {
        volume.list("\\dir");
        file.write(0, new byte[10]);
        assertThat(volume.entries("\\dir").getFirst().info().fileSize()).isZero();
      }
      assertThat(volume.entries("\\dir").getFirst().info().fileSize()).isEqualTo(10);
    }
  }

  @Test
  void itsOwnTimeoutCounts() {
    try (MemMachine machine = start(params -> params.dirInfoTimeout(0))) {
      machine.volume.createDirectory("\\dir");
      assertThat(listings(machine.volume)).isEqualTo(1);
      assertThat(listings(machine.volume)).isEqualTo(1);
    }
  }

  @Test
  void anyBufferGivesEachNameOnce() {
    try (MemMachine machine = start(params -> params.dirInfoTimeout(0))) {
      SimVolume volume = machine.volume;
      volume.createDirectory("\\dir");
      List<String> expected = new ArrayList<>(List.of(".", ".."));
      for (int i = 100; i < 160; i++) {
        volume.writeFile("\\dir\\file" + i, new byte[1]);
        expected.add("file" + i);
      }
      for (int size : new int[] {130, 300, 1024, 4000, 65536}) {
        List<String> names = new ArrayList<>();
        try (SimFile directory = volume.openDirectory("\\dir")) {
          for (List<DirectoryEntry> part; ; ) {
            part = directory.queryDirectory(null, false, false, size);
            if (part.isEmpty()) {
              break;
            }
            part.forEach(entry -> names.add(entry.name()));
          }
          assertThat(directory.queryDirectory(null, true, true, size)).hasSize(1);
        }
        assertThat(names).isEqualTo(expected);
      }
    }
  }

  @Test
  void aNameThatDoesNotFitAndOneThatIsNotThereAreErrors() {
    try (MemMachine machine = start(params -> params)) {
      machine.volume.createDirectory("\\dir");
      try (SimFile directory = machine.volume.openDirectory("\\dir")) {
        assertThatThrownBy(() -> directory.queryDirectory("..", false, false, 105))
            .isInstanceOfSatisfying(
                NtStatusException.class,
                e -> assertThat(e.status()).isEqualTo(NtStatus.STATUS_BUFFER_OVERFLOW));
      }
      try (SimFile directory = machine.volume.openDirectory("\\dir")) {
        assertThatThrownBy(() -> directory.queryDirectory("absent", false, false, 4096))
            .isInstanceOfSatisfying(
                NtStatusException.class,
                e -> assertThat(e.status()).isEqualTo(NtStatus.STATUS_NO_SUCH_FILE));
      }
    }
  }

  @Test
  void aPlainNameIsAskedForByName() {
    try (MemMachine machine = start(params -> params.set(VolumeFlags.PassQueryDirectoryFileName))) {
      machine.volume.createDirectory("\\dir");
      machine.volume.writeFile("\\dir\\File", new byte[1]);
      try (SimFile directory = machine.volume.openDirectory("\\dir")) {
        spy.calls();
        assertThat(directory.queryDirectory("FILE", false, false, 4096))
            .extracting(DirectoryEntry::name)
            .containsExactly("File");
        assertThat(spy.calls()).containsExactly("getDirInfoByName");
      }
    }
  }

  @Test
  void wildcardsMatchAsInTheKernel() {
    assertThat(NameExpression.matches("*", "ANY")).isTrue();
    assertThat(NameExpression.matches("*.TXT", "A.B.TXT")).isTrue();
    assertThat(NameExpression.matches("*.TXT", "ATXT")).isFalse();
    assertThat(NameExpression.matches("A?C", "ABC")).isTrue();
    assertThat(NameExpression.matches("A?C", "AC")).isFalse();
    assertThat(NameExpression.matches("<.TXT", "A.B.TXT")).isTrue();
    assertThat(NameExpression.matches("A>>", "A")).isTrue();
    assertThat(NameExpression.matches("<\"*", "README")).isTrue();
  }

  @Test
  void theFreeSpaceIsKeptUntilItsTimeIsOver() {
    try (MemMachine machine = start(params -> params.volumeInfoTimeout(1000))) {
      try (SimFile file = machine.volume.createNew("\\file")) {
        long before = machine.volume.volumeInfo().freeSize();
        file.write(0, new byte[100_000]);
        assertThat(machine.volume.volumeInfo().freeSize()).isEqualTo(before);
        machine.windows.clock().advance(1000);
        assertThat(machine.volume.volumeInfo().freeSize()).isLessThan(before);
      }
      machine.volume.setLabel("NEW");
      assertThat(machine.volume.volumeInfo().label()).isEqualTo("NEW");
    }
  }
}
