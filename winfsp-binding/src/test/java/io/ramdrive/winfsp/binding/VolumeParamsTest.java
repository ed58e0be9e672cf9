// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.binding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class VolumeParamsTest {
  /** An option and the bytes that it changes, given by the header's name of the member. */
  record Option(
      String field, UnaryOperator<VolumeParamsBuilder> set, Consumer<ByteBuffer> expected) {
    @Override
    public String toString() {
      return field;
    }
  }

  static Stream<Option> options() {
    return Stream.of(
        new Option("SectorSize", b -> b.sectorSize(4096), b -> b.putShort(2, (short) 4096)),
        new Option("SectorSize", b -> b.sectorSize(32768), b -> b.putShort(2, (short) 32768)),
        new Option(
            "SectorsPerAllocationUnit",
            b -> b.sectorsPerAllocationUnit(0xFFFF),
            b -> b.putShort(4, (short) -1)),
        new Option(
            "MaxComponentLength", b -> b.maxComponentLength(255), b -> b.putShort(6, (short) 255)),
        new Option(
            "VolumeCreationTime",
            b -> b.volumeCreationTime(0x0102030405060708L),
            b -> b.putLong(8, 0x0102030405060708L)),
        new Option(
            "VolumeSerialNumber",
            b -> b.volumeSerialNumber(0xCAFEBABE),
            b -> b.putInt(16, 0xCAFEBABE)),
        new Option("IrpTimeout", b -> b.irpTimeout(60000), b -> b.putInt(24, 60000)),
        new Option("IrpCapacity", b -> b.irpCapacity(100), b -> b.putInt(28, 100)),
        new Option("FileInfoTimeout", b -> b.fileInfoTimeout(1000), b -> b.putInt(32, 1000)),
        new Option(
            "FileInfoTimeout",
            b -> b.fileInfoTimeout(VolumeParams.INFINITE),
            b -> b.putInt(32, -1)),
        new Option("Prefix", b -> b.prefix("\\s\\e\\\\"), b -> text(b, 40, "\\s\\e")),
        new Option("FileSystemName", b -> b.fileSystemName("NTFS"), b -> text(b, 424, "NTFS")),
        new Option(
            "FileSystemName",
            b -> b.fileSystemName("ANameOf15Units!").fileSystemName("X"),
            b -> text(b, 424, "X")),
        new Option(
            "VolumeInfoTimeout",
            b -> b.volumeInfoTimeout(7),
            b -> b.putInt(456, 0x01).putInt(460, 7)),
        new Option(
            "DirInfoTimeout", b -> b.dirInfoTimeout(7), b -> b.putInt(456, 0x02).putInt(464, 7)),
        new Option(
            "SecurityTimeout", b -> b.securityTimeout(0), b -> b.putInt(456, 0x04).putInt(468, 0)),
        new Option(
            "StreamInfoTimeout",
            b -> b.streamInfoTimeout(7),
            b -> b.putInt(456, 0x08).putInt(472, 7)),
        new Option("EaTimeout", b -> b.eaTimeout(7), b -> b.putInt(456, 0x10).putInt(476, 7)),
        new Option(
            "flags",
            b -> b.set(VolumeFlags.CasePreservedNames).set(VolumeFlags.UnicodeOnDisk),
            b -> b.putInt(36, 0x6)),
        new Option(
            "flags",
            b ->
                b.set(VolumeFlags.UmFileContextIsUserContext2)
                    .set(VolumeFlags.PostDispositionWhenNecessaryOnly),
            b -> b.putInt(36, 0x4001_0000)),
        new Option(
            "flags",
            b ->
                b.set(VolumeFlags.NamedStreams, true)
                    .set(VolumeFlags.HardLinks, true)
                    .set(VolumeFlags.NamedStreams, false)
                    .set(VolumeFlags.ReparsePoints, false),
            b -> b.putInt(36, 0x80)));
  }

  private static void text(ByteBuffer bytes, int at, String text) {
    for (int i = 0; i < text.length(); i++) {
      bytes.putChar(at + 2 * i, text.charAt(i));
    }
  }

  private static byte[] bytes(VolumeParams params) {
    byte[] bytes = new byte[VolumeParams.SIZE];
    params.copyTo(MemorySegment.ofArray(bytes), 0);
    return bytes;
  }

  @ParameterizedTest
  @MethodSource("options")
  void anOptionChangesItsBytesAndNoOthers(Option option) {
    ByteBuffer expected = ByteBuffer.allocate(504).order(ByteOrder.LITTLE_ENDIAN);
    expected.putShort(0, (short) 504);
    option.expected().accept(expected);

    assertThat(bytes(option.set().apply(VolumeParams.builder()).build()))
        .isEqualTo(expected.array());
  }

  @Test
  void everyFlagCanBeSetOnItsOwn() {
    for (int bit = 0; bit < 32; bit++) {
      int flag = 1 << bit;
      if ((VolumeFlags.ALL & flag) != 0) {
        VolumeParams params = VolumeParams.builder().set(flag).build();
        assertThat(VolumeParams.flags(MemorySegment.ofArray(bytes(params)), 0)).isEqualTo(flag);
        assertThat(params.has(flag)).isTrue();
        assertThat(params.has(~flag & VolumeFlags.ALL)).isFalse();
      }
    }
  }

  @Test
  void whatWasBuiltDoesNotChangeWithItsBuilder() {
    VolumeParamsBuilder builder = VolumeParams.builder().fileInfoTimeout(1).prefix("\\a\\b");
    VolumeParams params = builder.build();
    builder.fileInfoTimeout(2).prefix("");

    assertThat(params.fileInfoTimeout()).isEqualTo(1);
    assertThat(params.prefix()).isEqualTo("\\a\\b");
    assertThat(builder.build().prefix()).isEmpty();
  }

  @Test
  void whatTheDriverWouldRefuseIsRefusedInASentence() {
    assertRefused(b -> b.sectorSize(1000), "A sector of 1000 bytes cannot be");
    assertRefused(b -> b.sectorSize(256), "A sector of 256 bytes cannot be");
    assertRefused(b -> b.sectorSize(65536), "A sector of 65536 bytes cannot be");
    assertRefused(
        b -> b.sectorsPerAllocationUnit(65536), "SectorsPerAllocationUnit cannot be 65536");
    assertRefused(b -> b.maxComponentLength(256), "MaxComponentLength cannot be 256");
    assertRefused(b -> b.irpTimeout(59_999), "IrpTimeout cannot be 59999");
    assertRefused(b -> b.irpTimeout(600_001), "IrpTimeout cannot be 600001");
    assertRefused(b -> b.irpCapacity(99), "IrpCapacity cannot be 99");
    assertRefused(b -> b.irpCapacity(1001), "IrpCapacity cannot be 1001");
    assertRefused(b -> b.fileInfoTimeout(-1), "FileInfoTimeout cannot be -1 ms");
    assertRefused(b -> b.dirInfoTimeout(1L << 32), "DirInfoTimeout cannot be 4294967296 ms");
    assertRefused(b -> b.fileSystemName("x".repeat(16)), "The file system's name");
    for (String prefix :
        List.of("server\\share", "\\\\server\\share", "\\server", "\\", "\\a\\\\b")) {
      assertRefused(b -> b.prefix(prefix), "The prefix " + prefix + " names no share");
    }
    assertRefused(b -> b.prefix("\\s\\" + "x".repeat(189)), "The prefix \\s\\xxx");
    assertRefused(b -> b.set(0x0008_0000), "0x00080000 is no flag");
    assertRefused(b -> b.set(0x8000_0000), "0x80000000 is no flag");
    assertRefused(
        b ->
            b.set(VolumeFlags.UmFileContextIsUserContext2)
                .set(VolumeFlags.UmFileContextIsFullContext),
        "A file context cannot be both");
  }

  private static void assertRefused(UnaryOperator<VolumeParamsBuilder> set, String start) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> set.apply(VolumeParams.builder()).build())
        .withMessageStartingWith(start)
        .withMessageMatching("(?s).*: .*\\.");
  }

  @Test
  void theLongestTextsFit() {
    String prefix = "\\s\\" + "x".repeat(188);
    VolumeParams params =
        VolumeParams.builder().prefix(prefix).fileSystemName("n".repeat(15)).build();

    assertThat(params.prefix()).isEqualTo(prefix);
    assertThat(WideString.read(MemorySegment.ofArray(bytes(params)), VolumeParams.FileSystemName))
        .isEqualTo("n".repeat(15));
  }
}
