// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.binding;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** All constants and flags against the headers, both ways. */
class ConstantsTest {
  /** Of winnt.h, but not among those that were read out of a compiler. */
  private static final Map<String, Integer> OTHERS =
      Map.of("FILE_ATTRIBUTE_COMPRESSED", 0x800, "FILE_ATTRIBUTE_OFFLINE", 0x1000);

  @Test
  void everyConstantHasTheHeadersValueAndNoneIsMissing() throws Exception {
    Map<String, Integer> bound = new HashMap<>();
    for (Class<?> owner : new Class<?>[] {NtStatus.class, WinNt.class, WinFspConstants.class}) {
      bound.putAll(intConstants(owner));
    }

    Map<String, Integer> expected = new HashMap<>(Headers.constants());
    expected.putAll(OTHERS);
    assertThat(bound).containsExactlyInAnyOrderEntriesOf(expected);
  }

  @Test
  void everyFlagOfAVolumeHasTheHeadersBit() throws Exception {
    Map<String, Integer> declared = Headers.flags("_volumeParamsFlags");
    declared.keySet().removeIf(name -> name.contains("Reserved"));

    assertThat(intConstants(VolumeFlags.class)).containsExactlyInAnyOrderEntriesOf(declared);
    assertThat(VolumeFlags.ALL)
        .isEqualTo(declared.values().stream().reduce(0, (all, one) -> all | one));
  }

  @Test
  void everyTimeoutFlagOfAVolumeHasTheHeadersBit() throws Exception {
    Map<String, Integer> declared = Headers.flags("_volumeParamsFlagsV1");
    declared.keySet().removeIf(name -> name.contains("Reserved"));

    Map<String, Integer> bound = intConstants(VolumeParams.class);
    bound.keySet().removeIf(name -> !name.endsWith("Valid"));
    assertThat(bound).containsExactlyInAnyOrderEntriesOf(declared);
  }

  @Test
  void aStatusIsNamedInMessages() {
    assertThat(NtStatus.nameOf(NtStatus.STATUS_ACCESS_DENIED))
        .isEqualTo("STATUS_ACCESS_DENIED 0xC0000022");
    assertThat(NtStatus.nameOf(0x80070050)).isEqualTo("NTSTATUS 0x80070050");
  }

  static Map<String, Integer> intConstants(Class<?> owner) throws IllegalAccessException {
    Map<String, Integer> constants = new HashMap<>();
    for (Field field : owner.getFields()) {
      if (field.getType() == int.class) {
        constants.put(field.getName(), field.getInt(null));
      }
    }
    return constants;
  }
}
