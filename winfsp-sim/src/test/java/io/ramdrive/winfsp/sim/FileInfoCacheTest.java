// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.sim;

import static io.ramdrive.winfsp.sim.MemMachine.INFINITE;
import static org.assertj.core.api.Assertions.assertThat;

import io.ramdrive.winfsp.binding.FileInfo;
import io.ramdrive.winfsp.binding.Pointer;
import io.ramdrive.winfsp.binding.VolumeFlags;
import io.ramdrive.winfsp.binding.WinNt;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which answers the driver takes for the truth, and for how long. */
class FileInfoCacheTest {
  private final Spy spy = new Spy();

  private MemMachine start(long timeout) {
    MemMachine machine =
        MemMachine.start(new SimSettings(), timeout, params -> params, fs -> spy.on(fs));
    machine.volume.holdCloses(true);
    return machine;
  }

  /** Something else than the mount has changed the file. */
  private static void outside(MemMachine machine, String name, int size) {
    MemNode node = Objects.requireNonNull(machine.fs.root.children.get(VolumeTraits.upper(name)));
    node.allocate(size);
    node.resize(size);
  }

  @Test
  void aQueryIsKeptForItsTimeAndAskedAgainAfterwards() {
    try (MemMachine machine = start(1000)) {
      try (SimFile file = machine.volume.createNew("\\file")) {
        spy.calls();
        file.info();
        assertThat(spy.calls()).isEmpty();
        machine.windows.clock().advance(999);
        file.info();
        assertThat(spy.calls()).isEmpty();
        machine.windows.clock().advance(1);
        file.info();
        assertThat(spy.calls()).containsExactly("getFileInfo");
        file.info();
        assertThat(spy.calls()).isEmpty();
      }
    }
  }

  @Test
  void withTimeoutZeroNothingIsKept() {
    try (MemMachine machine = start(0)) {
      try (SimFile file = machine.volume.createNew("\\file")) {
        spy.calls();
        file.info();
        file.info();
        assertThat(spy.calls()).containsExactly("getFileInfo", "getFileInfo");
      }
    }
  }

  @Test
  void anInfiniteTimeoutNeverEnds() {
    try (MemMachine machine = start(INFINITE)) {
      try (SimFile file = machine.volume.createNew("\\file")) {
        machine.windows.clock().advance(Long.MAX_VALUE / 2);
        spy.calls();
        file.info();
        assertThat(spy.calls()).isEmpty();
      }
    }
  }

  @Test
  void anOpenIsIgnoredWhileTheNodeLives() {
    try (MemMachine machine = start(INFINITE)) {
      machine.volume.writeFile("\\file", new byte[10]);
      machine.volume.expectOutsideChanges();
      outside(machine, "file", 5000);
      assertThat(machine.volume.info("\\file").fileSize()).isEqualTo(10);
      machine.volume.drain();
      assertThat(machine.volume.info("\\file").fileSize()).isEqualTo(5000);
    }
  }

  @Test
  void aRenameTakesTheCachedInfoAlong() {
    try (MemMachine machine = start(INFINITE)) {
      machine.volume.writeFile("\\file", new byte[10]);
      machine.volume.expectOutsideChanges();
      outside(machine, "file", 5000);
      machine.volume.rename("\\file", "\\other");
      assertThat(machine.volume.info("\\other").fileSize()).isEqualTo(10);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"setFileSize", "setBasicInfo", "flush", "overwrite", "write"})
  void whatTheseAnswerIsTaken(String callback) {
    try (MemMachine machine = start(1000)) {
      machine.volume.writeFile("\\file", new byte[10]);
      machine.volume.expectOutsideChanges();
      spy.distort(
          callback,
          (arguments, answer) -> {
            long info = (Long) arguments[arguments.length - 1];
            FileInfo.fileSize(Pointer.MEMORY, info, 77);
            FileInfo.allocationSize(Pointer.MEMORY, info, MemNode.UNIT);
            return answer;
          });
      try (SimFile file = machine.volume.openFile("\\file")) {
        switch (callback) {
          case "setFileSize" -> file.setEndOfFile(20);
          case "setBasicInfo" -> file.setBasicInfo(0, 0, 0, 1_000_000, 0);
          case "flush" -> file.flush();
          case "write" -> file.write(0, new byte[1]);
          default -> overwrite(machine.volume);
        }
        assertThat(file.info().fileSize()).isEqualTo(77);
        machine.windows.clock().advance(1000);
        assertThat(file.info().fileSize()).isNotEqualTo(77);
      }
    }
  }

  private static void overwrite(SimVolume volume) {
    volume
        .createFile(
            "\\file",
            FileAccess.FILE_GENERIC_WRITE,
            FileAccess.FILE_SHARE_ALL,
            WinNt.FILE_OVERWRITE,
            0)
        .close();
  }

  @Test
  void aZeroedFlushLosesWhatTheCacheHolds() {
    try (MemMachine machine = start(INFINITE)) {
      machine.volume.expectOutsideChanges();
      machine.volume.writeFile("\\file", new byte[10]);
      spy.distort(
          "flush",
          (arguments, answer) -> {
            FileInfo.fileSize(Pointer.MEMORY, (Long) arguments[1], 0);
            return answer;
          });
      try (SimFile file = machine.volume.openFile("\\file")) {
        file.flush();
      }
      machine.volume.moveFileReplace("\\file", "\\CURRENT");
      assertThat(machine.volume.readAllBytes("\\CURRENT")).isEmpty();
    }
  }

  @Test
  void whatAPagingWriteAnswersIsIgnored() {
    try (MemMachine machine = start(INFINITE)) {
      machine.volume.expectOutsideChanges();
      machine.volume.writeFile("\\file", new byte[10]);
      spy.distort(
          "write",
          (arguments, answer) -> {
            FileInfo.fileSize(Pointer.MEMORY, (Long) arguments[7], 0);
            return answer;
          });
      machine.volume.lazyWrite();
      assertThat(spy.count("write")).isEqualTo(1);
      assertThat(machine.volume.info("\\file").fileSize()).isEqualTo(10);
    }
  }

  @Test
  void streamsShareTheAttributesOfTheirFile() {
    try (MemMachine machine = start(1000)) {
      machine.volume.writeFile("\\file:stream", new byte[10]);
      try (SimFile stream = machine.volume.openFile("\\file:stream")) {
        stream.info();
        machine.volume.setAttributes("\\file", 2);
        spy.calls();
        assertThat(stream.info().attributes() & 2).isEqualTo(2);
        assertThat(stream.info().fileSize()).isEqualTo(10);
        assertThat(spy.calls()).isEmpty();
      }
    }
  }

  @Test
  void missingNamesAreAskedForEachTime() {
    try (MemMachine machine = start(INFINITE)) {
      machine.volume.list("\\");
      spy.calls();
      assertThat(machine.volume.exists("\\absent")).isFalse();
      assertThat(machine.volume.exists("\\absent")).isFalse();
      assertThat(spy.count("getSecurityByName")).isGreaterThanOrEqualTo(2);
      machine.volume.writeFile("\\absent", new byte[1]);
      assertThat(machine.volume.exists("\\absent")).isTrue();
    }
  }

  @Test
  void aQueryOpenIsAnsweredInTheKernel() {
    try (MemMachine machine =
        MemMachine.start(
            new SimSettings(),
            INFINITE,
            params -> params.set(VolumeFlags.AllowOpenInKernelMode),
            spy::on)) {
      SimVolume kernel = machine.volume.as(CreateRequests.KERNEL);
      try (SimFile file = machine.volume.createNew("\\file")) {
        file.write(0, new byte[7]);
        spy.calls();
        assertThat(kernel.info("\\FILE").fileSize()).isEqualTo(7);
        assertThat(spy.calls()).isEmpty();
      }
    }
  }
}
