// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp;

import static io.ramdrive.winfsp.binding.WinNt.FILE_NON_DIRECTORY_FILE;
import static io.ramdrive.winfsp.binding.WinNt.FILE_NO_INTERMEDIATE_BUFFERING;
import static io.ramdrive.winfsp.binding.WinNt.FILE_OPEN_IF;
import static io.ramdrive.winfsp.binding.WinNt.FILE_WRITE_THROUGH;
import static io.ramdrive.winfsp.sim.FileAccess.FILE_ALL_ACCESS;
import static io.ramdrive.winfsp.sim.FileAccess.FILE_SHARE_ALL;
import static org.assertj.core.api.Assertions.assertThat;

import io.ramdrive.winfsp.sim.SimFile;
import io.ramdrive.winfsp.sim.SimView;
import io.ramdrive.winfsp.sim.SimVolume;
import java.util.Arrays;

/** The group "rdwr" of winfsp-tests: noncached, cached, write-through, mapped, and mixed. */
class ReadWriteTest {
  private static final int[] MODES = {0, FILE_NO_INTERMEDIATE_BUFFERING, FILE_WRITE_THROUGH};

  private static SimFile open(SimVolume drive, String path, int mode) {
    return drive.createFile(
        path, FILE_ALL_ACCESS, FILE_SHARE_ALL, FILE_OPEN_IF, FILE_NON_DIRECTORY_FILE | mode);
  }

  /** Sector sizes only, so that the same holds past the cache. */
  @OnEveryMount
  void whatWasWrittenIsRead(MountSetup setup) {
    try (SimulatedMount mount = SimulatedMount.mount(setup)) {
      SimVolume drive = mount.drive();
      for (int mode : MODES) {
        String path = "\\file" + mode;
        byte[] content = Content.of(mode, 5 * 4096);
        try (SimFile file = open(drive, path, mode)) {
          assertThat(file.read(0, 4096)).isEmpty();
          file.write(0, Arrays.copyOf(content, 2 * 4096));
          file.write(4 * 4096, Arrays.copyOfRange(content, 4 * 4096, 5 * 4096));
          assertThat(file.size()).isEqualTo(5 * 4096);
          assertThat(file.read(2 * 4096, 2 * 4096)).containsOnly(0);
          file.write(2 * 4096, Arrays.copyOfRange(content, 2 * 4096, 4 * 4096));
          assertThat(file.read(4096, 3 * 4096))
              .isEqualTo(Arrays.copyOfRange(content, 4096, 4 * 4096));
          assertThat(file.read(4 * 4096, 8 * 4096))
              .isEqualTo(Arrays.copyOfRange(content, 4 * 4096, 5 * 4096));
          assertThat(file.read(5 * 4096, 4096)).isEmpty();
        }
        assertThat(drive.readUncached(mount.again(path))).isEqualTo(content);
        assertThat(drive.readAllBytes(path)).isEqualTo(content);
      }
    }
  }

  @OnEveryMount
  void appendedBytesFollowOneAnother(MountSetup setup) {
    try (SimulatedMount mount = SimulatedMount.mount(setup)) {
      SimVolume drive = mount.drive();
      for (int mode : MODES) {
        byte[] expected = new byte[0];
        try (SimFile file = open(drive, "\\file" + mode, mode);
            SimFile other = open(drive, mount.again("\\file" + mode), mode)) {
          for (int i = 0; i < 6; i++) {
            byte[] piece = Content.of(i, 4096);
            (i % 2 == 0 ? file : other).append(piece);
            expected = Content.joined(expected, piece);
            assertThat(file.size()).isEqualTo(expected.length);
            assertThat(other.readAll()).isEqualTo(expected);
          }
        }
      }
    }
  }

  @OnEveryMount
  void unevenPieces(MountSetup setup) {
    try (SimulatedMount mount = SimulatedMount.mount(setup)) {
      SimVolume drive = mount.drive();
      for (int mode : new int[] {0, FILE_WRITE_THROUGH}) {
        byte[] expected = new byte[0];
        try (SimFile file = open(drive, "\\file" + mode, mode)) {
          for (int i = 0; i < 12; i++) {
            int offset = i * 1777 % 9001;
            byte[] piece = Content.of(i, i * 700 % 5003);
            file.write(offset, piece);
            expected = piece.length == 0 ? expected : Content.written(expected, offset, piece);
            assertThat(file.readAll()).isEqualTo(expected);
          }
        }
        drive.drain();
        assertThat(drive.readUncached("\\file" + mode)).isEqualTo(expected);
      }
    }
  }

  /** What the cache holds is written before it is read past the cache, and the other way round. */
  @OnEveryMount
  void cachedAndUncachedHandlesAgree(MountSetup setup) {
    try (SimulatedMount mount = SimulatedMount.mount(setup)) {
      SimVolume drive = mount.drive();
      byte[] expected = Content.of(0, 3 * 4096);
      try (SimFile cached = open(drive, "\\file", 0);
          SimFile uncached = open(drive, "\\file", FILE_NO_INTERMEDIATE_BUFFERING)) {
        cached.write(0, expected);
        assertThat(uncached.read(0, 3 * 4096)).isEqualTo(expected);
        byte[] middle = Content.of(1, 4096);
        uncached.write(4096, middle);
        expected = Content.written(expected, 4096, middle);
        assertThat(cached.read(0, 3 * 4096)).isEqualTo(expected);
        cached.write(4000, new byte[200]);
        expected = Content.written(expected, 4000, new byte[200]);
        assertThat(uncached.read(0, 3 * 4096)).isEqualTo(expected);
      }
    }
  }

  @OnEveryMount
  void mappedViewsAgreeWithHandles(MountSetup setup) {
    try (SimulatedMount mount = SimulatedMount.mount(setup)) {
      SimVolume drive = mount.drive();
      byte[] expected = Content.of(0, 9000);
      drive.writeFile("\\file", expected);
      try (SimFile file = open(drive, "\\file", 0);
          SimView view = file.map()) {
        assertThat(view.read(0, 9000)).isEqualTo(expected);
        view.write(8000, Content.of(1, 900));
        view.flush();
        expected = Content.written(expected, 8000, Content.of(1, 900));
        assertThat(file.readAll()).isEqualTo(expected);
        file.write(10, Content.of(2, 4500));
        expected = Content.written(expected, 10, Content.of(2, 4500));
        assertThat(view.read(0, 9000)).isEqualTo(expected);
      }
      drive.drain();
      assertThat(drive.readUncached("\\file")).isEqualTo(expected);
    }
  }

  /** Bytes behind the end never come back, wherever the end has been. */
  @OnEveryMount
  void whatWasCutOffIsZeroWhenTheFileGrows(MountSetup setup) {
    try (SimulatedMount mount = SimulatedMount.mount(setup)) {
      SimVolume drive = mount.drive();
      for (int cut : new int[] {0, 1, 100, 4095, 4096, 4097, 8000}) {
        try (SimFile file = open(drive, "\\file", 0)) {
          file.write(0, Content.of(cut, 9000));
          file.setEndOfFile(cut);
          file.setEndOfFile(9000);
          assertThat(file.readAll())
              .isEqualTo(Arrays.copyOf(Arrays.copyOf(Content.of(cut, 9000), cut), 9000));
        }
        drive.drain();
        assertThat(drive.readUncached("\\file"))
            .isEqualTo(Arrays.copyOf(Arrays.copyOf(Content.of(cut, 9000), cut), 9000));
      }
    }
  }
}
