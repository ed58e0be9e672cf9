// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.binding;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** All functions and slots against the headers, both ways. */
class SignatureTest {
  @Test
  void everyFunctionHasTheHeadersSignatureAndNoneIsMissing() {
    Map<String, Object> declared =
        Headers.functions().stream()
            .filter(function -> !function.variadic())
            .collect(Collectors.toMap(Headers.Declaration::name, Headers.Declaration::descriptor));

    Map<String, Object> bound =
        Arrays.stream(WinFspFunction.values())
            .collect(Collectors.toMap(Enum::name, WinFspFunction::descriptor));

    assertThat(bound).hasSize(131).containsExactlyInAnyOrderEntriesOf(declared);
  }

  @Test
  void everySlotHasTheHeadersPlaceAndSignatureAndNoneIsMissing() {
    Map<String, Headers.Declaration> declared =
        Headers.slots().stream()
            .filter(slot -> !slot.name().equals("Obsolete0"))
            .collect(Collectors.toMap(Headers.Declaration::name, Function.identity()));

    assertThat(InterfaceSlot.values())
        .extracting(Enum::name)
        .containsExactlyInAnyOrderElementsOf(declared.keySet());
    for (InterfaceSlot slot : InterfaceSlot.values()) {
      Headers.Declaration expected = Objects.requireNonNull(declared.get(slot.name()));
      assertThat(slot.descriptor()).as(slot.name()).isEqualTo(expected.descriptor());
      assertThat((long) slot.offset()).as(slot.name()).isEqualTo(expected.offset());
    }
    assertThat((long) InterfaceSlot.INTERFACE_SIZE)
        .isEqualTo(Headers.struct("FSP_FILE_SYSTEM_INTERFACE").size());
  }

  @Test
  void theYoungerFunctionsKnowTheirRelease() {
    assertThat(WinFspFunction.FspVersion.since()).isEqualTo(new WinFspVersion(1, 10));
    assertThat(WinFspFunction.FspFileSystemAcquireDirectoryBufferEx.since())
        .isEqualTo(new WinFspVersion(1, 11));
    assertThat(WinFspFunction.FspFsctlUseMountmgr.since()).isEqualTo(new WinFspVersion(1, 12));
    assertThat(WinFspFunction.FspSxsIdent.since()).isEqualTo(new WinFspVersion(2, 0));
    assertThat(WinFspFunction.FspFsctlServiceVersion.since()).isEqualTo(new WinFspVersion(2, 1));
  }
}
