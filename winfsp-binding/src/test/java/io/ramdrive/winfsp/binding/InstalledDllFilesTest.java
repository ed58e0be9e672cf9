// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.binding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstalledDllFilesTest {
  private final DllFiles files = new InstalledDllFiles();

  @TempDir Path folder;

  /** The begin of a DLL: IMAGE_DOS_HEADER, then the signature and the machine. */
  private static ByteBuffer header(int machine) {
    ByteBuffer header = ByteBuffer.allocate(256).order(ByteOrder.LITTLE_ENDIAN);
    header.put(0, new byte[] {'M', 'Z'}).putInt(0x3C, 0x80).put(0x80, new byte[] {'P', 'E'});
    return header.putShort(0x84, (short) machine);
  }

  private String write(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("a.dll"), bytes).toString();
  }

  @Test
  void aDllTellsItsMachine() throws IOException {
    assertThat(files.machine(write(header(0xAA64).array()))).isEqualTo(0xAA64);
    assertThat(files.machine(write(header(0x8664).array()))).isEqualTo(0x8664);
  }

  @Test
  void whatIsNoDllIsFoundOut() throws IOException {
    String noSignature = write(header(0x8664).put(0, (byte) 'X').array());
    assertThatExceptionOfType(IOException.class).isThrownBy(() -> files.machine(noSignature));
    write(header(0x8664).put(0x81, (byte) 'X').array());
    assertThatExceptionOfType(IOException.class).isThrownBy(() -> files.machine(noSignature));
    write(new byte[10]);
    assertThatExceptionOfType(IOException.class).isThrownBy(() -> files.machine(noSignature));
    write(header(0x8664).putInt(0x3C, -1).array());
    assertThatExceptionOfType(IOException.class).isThrownBy(() -> files.machine(noSignature));
  }

  @Test
  void aDllIsAFile() throws IOException {
    assertThat(files.exists(write(new byte[1]))).isTrue();
    assertThat(files.exists(folder.toString())).isFalse();
    assertThat(files.exists(folder.resolve("absent").toString())).isFalse();
    assertThat(files.exists("\0")).isFalse();
  }

  @Test
  void whatCannotBeLoadedIsSaidSo() {
    String path = folder.resolve("absent.dll").toString();
    assertThatIllegalArgumentException().isThrownBy(() -> files.load(path));
  }
}
