// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.binding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MountPointTest {
  @ParameterizedTest
  @ValueSource(strings = {"R", "r", "R:", "r:", "R:\\", "R:/", " R: "})
  void aDriveIsTriedForAllUsersFirst(String text) throws Exception {
    MountPoint drive = MountPoint.parse(text);

    assertThat(drive).isEqualTo(new MountPoint(MountPoint.Kind.DRIVE, "R:"));
    assertThat(drive.attempts()).containsExactly("\\\\.\\R:", "R:");
    assertThat(drive.preflight()).hasValue("R:");
    assertThat(drive.prefix()).isEmpty();
    assertThat(drive).hasToString("R:");
  }

  @ParameterizedTest
  @ValueSource(strings = {"*", "*:"})
  void anyDrive(String text) throws Exception {
    MountPoint any = MountPoint.parse(text);

    assertThat(any.kind()).isEqualTo(MountPoint.Kind.ANY_DRIVE);
    assertThat(any.attempts()).containsExactly("*");
    assertThat(any.preflight()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"C:\\dir\\mnt", "C:\\dir\\mnt\\", "C:/dir/mnt"})
  void aDirectory(String text) throws Exception {
    MountPoint directory = MountPoint.parse(text);

    assertThat(directory).isEqualTo(new MountPoint(MountPoint.Kind.DIRECTORY, "C:\\dir\\mnt"));
    assertThat(directory.attempts()).containsExactly("C:\\dir\\mnt");
    assertThat(directory.preflight()).hasValue("C:\\dir\\mnt");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\\\\ram\\disk", "\\\\ram\\disk\\", "//ram/disk"})
  void aShareIsNotMountedButHasAPrefix(String text) throws Exception {
    MountPoint share = MountPoint.parse(text);

    assertThat(share).isEqualTo(new MountPoint(MountPoint.Kind.SHARE, "\\\\ram\\disk"));
    assertThat(share.attempts()).isEmpty();
    assertThat(share.preflight()).isEmpty();
    assertThat(share.prefix()).isEqualTo("\\ram\\disk");
    VolumeParams.builder().prefix(share.prefix()).build();
  }

  @Test
  void theMountManagerAlone() throws Exception {
    assertThat(MountPoint.parse("\\\\.\\r:").attempts()).containsExactly("\\\\.\\R:");
    assertThat(MountPoint.parse("\\\\?\\R:\\").attempts()).containsExactly("\\\\.\\R:");
    assertThat(MountPoint.parse("\\\\.\\R:").preflight()).hasValue("R:");
    MountPoint directory = MountPoint.parse("\\\\.\\C:\\dir");
    assertThat(directory.kind()).isEqualTo(MountPoint.Kind.MANAGED);
    assertThat(directory.attempts()).containsExactly("\\\\.\\C:\\dir");
    assertThat(directory.preflight()).hasValue("C:\\dir");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "RR:",
        "1:",
        "dir",
        "dir\\mnt",
        "C:dir",
        "/mnt/ram",
        "\\dir",
        "C:\\d|r",
        "C:\\d?",
        "C:\\a:b",
        "\\\\server",
        "\\\\server\\",
        "\\\\.\\*",
        "\\\\.\\",
        "\\\\?\\\\\\a\\b",
        "\\\\.\\\\\\.\\R:"
      })
  void anythingElseIsRefusedInASentence(String text) {
    assertThatExceptionOfType(WinFspException.class)
        .isThrownBy(() -> MountPoint.parse(text))
        .withMessageContaining("\" is no mount point: write a drive (R:)")
        .matches(e -> e.status() == NtStatus.STATUS_OBJECT_NAME_INVALID);
  }
}
