// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp;

import static io.ramdrive.winfsp.binding.WinNt.FILE_CREATE;
import static io.ramdrive.winfsp.binding.WinNt.FILE_NON_DIRECTORY_FILE;
import static io.ramdrive.winfsp.binding.WinNt.FILE_OVERWRITE;
import static io.ramdrive.winfsp.sim.FileAccess.FILE_ALL_ACCESS;
import static io.ramdrive.winfsp.sim.FileAccess.FILE_SHARE_ALL;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.ramdrive.winfsp.sim.SimFile;
import io.ramdrive.winfsp.sim.SimVolume;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;

/** The group "ea" of winfsp-tests: extended attributes. */
class EaTest {
  @OnEveryMount
  void attributesAreSetChangedAndRemoved(MountSetup setup) {
    try (SimulatedMount mount = SimulatedMount.mount(setup)) {
      SimVolume drive = mount.drive();
      try (SimFile file = drive.createNew("\\file")) {
        assertThat(file.ea()).isEmpty();
        assertThat(file.info().eaSize()).isZero();
        file.setEa("FIRST", bytes("one"));
        file.setEa("SECOND", bytes("two"));
        assertEa(file.ea(), Map.of("FIRST", "one", "SECOND", "two"));
        assertThat(file.info().eaSize()).isEqualTo(5 + 5 + 3 + 5 + 6 + 3);
        file.setEa("FIRST", bytes("another"));
        file.setEa("SECOND", new byte[0]);
        assertEa(file.ea(), Map.of("FIRST", "another"));
        assertThat(file.info().eaSize()).isEqualTo(5 + 5 + 7);
      }
      try (SimFile file = drive.openFile(mount.again("\\file"))) {
        assertEa(file.ea(), Map.of("FIRST", "another"));
      }
    }
  }

  @OnEveryMount
  void aFileIsBornWithAttributesAndOverwrittenWithOthers(MountSetup setup) {
    try (SimulatedMount mount = SimulatedMount.mount(setup)) {
      SimVolume drive = mount.drive();
      try (SimFile file = createWithEa(drive, FILE_CREATE, "NAME", "value")) {
        assertEa(file.ea(), Map.of("NAME", "value"));
        assertThat(file.info().eaSize()).isEqualTo(5 + 4 + 5);
      }
      try (SimFile file = createWithEa(drive, FILE_OVERWRITE, "OTHER", "x")) {
        assertEa(file.ea(), Map.of("OTHER", "x"));
      }
      drive.rename("\\file", "\\renamed");
      try (SimFile file = drive.openFile("\\renamed")) {
        assertEa(file.ea(), Map.of("OTHER", "x"));
      }
    }
  }

  private static SimFile createWithEa(SimVolume drive, int disposition, String name, String value) {
    return drive.createFileWithEa(
        "\\file",
        FILE_ALL_ACCESS,
        FILE_SHARE_ALL,
        disposition,
        FILE_NON_DIRECTORY_FILE,
        0,
        fullEa(name, value));
  }

  /** One FILE_FULL_EA_INFORMATION of ntifs.h. */
  private static byte[] fullEa(String name, String value) {
    return ByteBuffer.allocate(8 + name.length() + 1 + value.length())
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(0)
        .put((byte) 0)
        .put((byte) name.length())
        .putShort((short) value.length())
        .put(bytes(name))
        .put((byte) 0)
        .put(bytes(value))
        .array();
  }

  private static void assertEa(Map<String, byte[]> actual, Map<String, String> expected) {
    assertThat(actual).hasSameSizeAs(expected);
    expected.forEach((name, value) -> assertThat(actual.get(name)).isEqualTo(bytes(value)));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(US_ASCII);
  }
}
