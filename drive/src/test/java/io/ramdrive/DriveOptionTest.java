// SPDX-License-Identifier: Apache-2.0
package io.ramdrive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class DriveOptionTest {
  /** No value but one is a default, so that a mix-up of two options cannot go unseen. */
  private static final RamDriveOptions UNUSUAL =
      new RamDriveOptions(
          8192,
          7,
          8,
          true,
          "Scratch",
          true,
          5,
          6,
          7,
          true,
          false,
          CacheMode.EXCLUSIVE,
          Transport.RING,
          DataPath.SERVED,
          false,
          false,
          false,
          "Temp,Cache/App1",
          false,
          -2,
          99,
          01777);

  @Test
  void everyComponentOfTheOptionsIsInTheTable() {
    List<String> components = new ArrayList<>();
    for (RecordComponent component : RamDriveOptions.class.getRecordComponents()) {
      components.add(kebab(component.getName()));
    }
    List<String> keys = new ArrayList<>();
    for (DriveOption option : DriveOption.values()) {
      keys.add(option.key());
    }
    assertThat(keys).isEqualTo(components);
  }

  private static String kebab(String name) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      text.append(Character.isUpperCase(c) ? "-" + Character.toLowerCase(c) : c);
    }
    return text.toString();
  }

  @ParameterizedTest
  @EnumSource
  void isDescribedInOneSentence(DriveOption option) {
    assertThat(option.description()).endsWith(".").hasSizeLessThan(200);
  }

  @Test
  void whatIsShownCanBeReadAgain() {
    RamDriveOptions.Builder builder = RamDriveOptions.builder();
    for (DriveOption option : DriveOption.values()) {
      option.set(builder, option.get(UNUSUAL));
    }
    assertThat(builder.build()).isEqualTo(UNUSUAL);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SIZE | 2q | size: '2q' is not a size; write bytes, or a number with k, m, g, t or %, such"
            + " as 2g",
        "SIZE | 0% | size: '0%' holds nothing; ask for more",
        "MAX_INODES | many | max-inodes: 'many' is not a whole number",
        "PAGE_SIZE_KB | 4k | page-size-kb: '4k' is not a whole number",
        "PRE_ALLOCATE | yes | pre-allocate: 'yes' is neither 'true' nor 'false'",
        "ENABLE_KERNEL_CACHE | 1 | enable-kernel-cache: '1' is neither 'true' nor 'false'",
        "FILE_INFO_TIMEOUT_MS | 1s | file-info-timeout-ms: '1s' is not a whole number",
        "DIR_INFO_TIMEOUT_MS | 1s | dir-info-timeout-ms: '1s' is not a whole number",
        "VOLUME_INFO_TIMEOUT_MS | - | volume-info-timeout-ms: '-' is not a whole number",
        "PURGE_ON_CLOSE | 0 | purge-on-close: '0' is neither 'true' nor 'false'",
        "ENABLE_NOTIFICATIONS | on | enable-notifications: 'on' is neither 'true' nor 'false'",
        "CACHE | EXCLUSIVE | cache: 'EXCLUSIVE' is neither 'coherent' nor 'exclusive'",
        "TRANSPORT | rings | transport: 'rings' is neither 'auto', 'device' nor 'ring'",
        "DATA_PATH | direct | data-path: 'direct' is neither 'served' nor 'passthrough'",
        "CHECK_PERMISSIONS | 0 | check-permissions: '0' is neither 'true' nor 'false'",
        "ENABLE_XATTRS | no | enable-xattrs: 'no' is neither 'true' nor 'false'",
        "CASE_SENSITIVE | no | case-sensitive: 'no' is neither 'true' nor 'false'",
        "ALLOW_OTHER | TRUE | allow-other: 'TRUE' is neither 'true' nor 'false'",
        "UID | bob | uid: 'bob' is not a numeric id, such as 'id -u' and 'id -g' print",
        "GID | -1 | gid: '-1' is not a numeric id, such as 'id -u' and 'id -g' print",
        "MODE | 789 | mode: '789' is not an octal mode such as 755 or 1777",
        "MODE | rwx | mode: 'rwx' is not an octal mode such as 755 or 1777"
      })
  void refusesInOneSentence(DriveOption option, String text, String sentence) {
    assertThatThrownBy(() -> option.set(RamDriveOptions.builder(), text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(sentence);
  }

  @Test
  void aPageSizeBeyondAnIntIsRefusedLikeAnyOther() {
    RamDriveOptions.Builder builder = RamDriveOptions.builder();
    DriveOption.PAGE_SIZE_KB.set(builder, "4294967300");
    assertThatThrownBy(builder::build).hasMessageStartingWith("page-size-kb: 2147483647 is not");
  }
}
