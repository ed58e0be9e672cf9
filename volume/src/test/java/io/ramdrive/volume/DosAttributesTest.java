// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.volume;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The attributes of Windows and the extended attribute in which Samba and Java keep them. */
final class DosAttributesTest {
  private static final String XATTR = "user.DOSATTRIB";

  private final TestVolume test = new TestVolume(16, 100);
  private final Inode file = test.file(test.root(), "f");
  private final MemorySegment buffer = MemorySegment.ofArray(new byte[1000]);

  @AfterEach
  void close() {
    test.close();
  }

  @Test
  void aFileHasNoneAtFirst() {
    assertThat(attributes()).isEqualTo(Attributes.NO_DOS_ATTRIBUTES);
    assertThat(names()).isEmpty();
    assertThat(test.volume.getxattr(named(), file, buffer, 0, 1000)).isEqualTo(Status.NO_DATA);
    assertThat(test.volume.removexattr(named(), file)).isEqualTo(Status.NO_DATA);
  }

  @Test
  void theNumberIsSeenInWords() {
    set(0x2022);
    assertThat(attributes()).isEqualTo(0x2022);
    assertThat(words()).isEqualTo("0x2022\0");
    assertThat(names()).containsExactly(XATTR);
    set(0);
    assertThat(words()).isEqualTo("0x0\0");
    set(Attributes.NO_DOS_ATTRIBUTES);
    assertThat(names()).isEmpty();
  }

  @Test
  void wordsAreSeenAsTheNumber() {
    assertThat(test.setXattr(file, XATTR, "0x27")).isEqualTo(Status.OK);
    assertThat(attributes()).isEqualTo(0x27);
    assertThat(words()).isEqualTo("0x27");
    assertThat(test.setXattr(file, XATTR, "0x20\0\0\1more of Samba's")).isEqualTo(Status.OK);
    assertThat(attributes()).isEqualTo(0x20);
    assertThat(words()).isEqualTo("0x20\0\0\1more of Samba's");
    assertThat(names()).containsExactly(XATTR);
  }

  @Test
  void theNumberReplacesTheWords() {
    test.setXattr(file, XATTR, "0x20\0\0\1more of Samba's");
    set(0x21);
    assertThat(words()).isEqualTo("0x21\0");
    assertThat(names()).containsExactly(XATTR);
  }

  @Test
  void wordsThatSayNothingAreKept() {
    for (String nothing : List.of("", "0x", "20", "0xg", "0x123456789")) {
      set(0x20);
      assertThat(test.setXattr(file, XATTR, nothing)).isEqualTo(Status.OK);
      assertThat(attributes()).isEqualTo(Attributes.NO_DOS_ATTRIBUTES);
      assertThat(words()).isEqualTo(nothing);
    }
  }

  @Test
  void removingTheWordsRemovesTheNumber() {
    set(0x20);
    assertThat(test.volume.removexattr(named(), file)).isEqualTo(Status.OK);
    assertThat(attributes()).isEqualTo(Attributes.NO_DOS_ATTRIBUTES);
    assertThat(names()).isEmpty();
    test.setXattr(file, XATTR, "0x20");
    assertThat(test.volume.removexattr(named(), file)).isEqualTo(Status.OK);
    assertThat(attributes()).isEqualTo(Attributes.NO_DOS_ATTRIBUTES);
  }

  @Test
  void theNumberCountsAsAnAttributeThatExists() {
    set(0x20);
    byte[] value = "0x1".getBytes(UTF_8);
    assertThat(
            test.volume.setxattr(
                named(),
                file,
                MemorySegment.ofArray(value),
                0,
                value.length,
                Volume.XATTR_CREATE,
                false))
        .isEqualTo(Status.EXISTS);
    assertThat(
            test.volume.setxattr(
                named(),
                file,
                MemorySegment.ofArray(value),
                0,
                value.length,
                Volume.XATTR_REPLACE,
                false))
        .isEqualTo(Status.OK);
    assertThat(attributes()).isEqualTo(1);
  }

  @Test
  void eaSizeIsThatOfWhatWindowsShows() {
    assertThat(test.attributes(file).eaSize()).isZero();
    test.setXattr(file, "user.author", "me");
    test.setXattr(file, XATTR, "0x20");
    test.setXattr(file, "trusted.other", "12345");
    test.setXattr(file, "user.x", "");
    // NTFS: 5 + name + value, for author and x.
    assertThat(test.attributes(file).eaSize()).isEqualTo((5 + 6 + 2) + (5 + 1));
    test.setXattr(file, "user.author", "nobody");
    assertThat(test.attributes(file).eaSize()).isEqualTo((5 + 6 + 6) + (5 + 1));
    test.name("user.author");
    assertThat(test.volume.removexattr(test.call, file)).isEqualTo(Status.OK);
    assertThat(test.attributes(file).eaSize()).isEqualTo(5 + 1);
    set(0x20);
    assertThat(test.attributes(file).eaSize()).isEqualTo(5 + 1);
  }

  @Test
  void aListThatIsTooShortIsRefusedWithItsSize() {
    test.setXattr(file, "user.x", "1");
    set(0x20);
    assertThat(test.volume.listxattr(test.call, file, buffer, 0, 21)).isEqualTo(Status.RANGE);
    assertThat(test.call.count()).isEqualTo(7 + 15);
    assertThat(names()).containsExactly("user.x", XATTR);
  }

  private void set(int attributes) {
    AttributeChange change = new AttributeChange().dosAttributes(attributes);
    assertThat(test.volume.setattr(test.call, file, change)).isEqualTo(Status.OK);
    assertThat(test.call.attributes().dosAttributes()).isEqualTo(attributes);
  }

  private int attributes() {
    return test.attributes(file).dosAttributes();
  }

  private String words() {
    assertThat(test.volume.getxattr(named(), file, buffer, 0, 1000)).isEqualTo(Status.OK);
    return text((int) test.call.count());
  }

  private List<String> names() {
    assertThat(test.volume.listxattr(test.call, file, buffer, 0, 1000)).isEqualTo(Status.OK);
    String all = text((int) test.call.count());
    return all.isEmpty() ? List.of() : List.of(all.split("\0", -1)).subList(0, count(all));
  }

  private static int count(String names) {
    return (int) names.chars().filter(character -> character == 0).count();
  }

  private String text(int length) {
    byte[] bytes = buffer.asSlice(0, length).toArray(java.lang.foreign.ValueLayout.JAVA_BYTE);
    return new String(bytes, UTF_8);
  }

  private Call named() {
    test.name(XATTR);
    return test.call;
  }
}
