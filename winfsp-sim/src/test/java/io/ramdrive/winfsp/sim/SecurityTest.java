// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ramdrive.winfsp.binding.WinNt;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SecurityTest {
  private static final String USER = Caller.USER.user();

  private static SecurityDescriptor made(String parent, boolean directory) {
    return Inheritance.create(Sddl.parse(parent), null, directory, Caller.USER);
  }

  @Test
  void aDescriptorIsPackedAsWindowsDoes() {
    byte[] root = Sddl.parse(MiniFs.ROOT_SECURITY).toBytes();
    // header, three entries of 20, 24 and 20 bytes, two identifiers of 16
    assertThat(root).hasSize(20 + 8 + 20 + 24 + 20 + 16 + 16);
    assertThat(Arrays.copyOf(root, 4)).isEqualTo(new byte[] {1, 0, 0x04, (byte) 0x90});
    assertThat(SecurityDescriptor.parse(root)).isEqualTo(Sddl.parse(MiniFs.ROOT_SECURITY));
  }

  @Test
  void aDescriptorThatIsCutOffIsNone() {
    byte[] root = Sddl.parse(MiniFs.ROOT_SECURITY).toBytes();
    for (int length = 0; length < root.length; length++) {
      byte[] cut = Arrays.copyOf(root, length);
      assertThatThrownBy(() -> SecurityDescriptor.parse(cut))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void filesAndDirectoriesInherit() {
    String parent = "O:BAG:BAD:(A;OICI;FA;;;WD)(A;CI;FR;;;BU)(A;OI;FW;;;AU)(A;;FA;;;BA)";
    assertThat(made(parent, false).dacl())
        .isEqualTo(Sddl.parse("D:(A;;FA;;;WD)(A;;FW;;;AU)").dacl());
    assertThat(made(parent, true).dacl())
        .isEqualTo(Sddl.parse("D:(A;OICI;FA;;;WD)(A;CI;FR;;;BU)(A;OIIO;FW;;;AU)").dacl());
  }

  @Test
  void whatIsNotPropagatedStopsBelow() {
    assertThat(made("D:(A;OICINP;FA;;;WD)", true).dacl())
        .isEqualTo(Sddl.parse("D:(A;;FA;;;WD)").dacl());
  }

  @Test
  void theCreatorGetsWhatIsMeantForIt() {
    assertThat(made("D:(A;OICI;GA;;;CO)", true).dacl())
        .isEqualTo(Sddl.parse("D:(A;;FA;;;" + USER + ")(A;OICIIO;GA;;;CO)").dacl());
  }

  @Test
  void withoutInheritanceTheTokenDecides() {
    assertThat(made("D:(A;;FA;;;WD)", false).dacl())
        .isEqualTo(Sddl.parse("D:(A;;FA;;;" + USER + ")(A;;FA;;;SY)").dacl());
  }

  @Test
  void whatIsAskedForCounts() {
    SecurityDescriptor asked = Sddl.parse("O:SYD:P(A;;GR;;;WD)");
    SecurityDescriptor made =
        Inheritance.create(Sddl.parse(MiniFs.ROOT_SECURITY), asked, false, Caller.USER);
    assertThat(made)
        .isEqualTo(Sddl.parse("O:SYG:" + Caller.USER.groups().getFirst() + "D:P(A;;FR;;;WD)"));
  }

  @Test
  void partsAreReplaced() {
    SecurityDescriptor old = Sddl.parse("O:BAG:BAD:P(A;;FA;;;WD)");
    SecurityDescriptor by = Sddl.parse("O:SYG:SYD:(A;;FR;;;BU)");
    assertThat(Inheritance.modify(old, WinNt.OWNER_SECURITY_INFORMATION, by))
        .isEqualTo(Sddl.parse("O:SYG:BAD:P(A;;FA;;;WD)"));
    assertThat(Inheritance.modify(old, WinNt.DACL_SECURITY_INFORMATION, by))
        .isEqualTo(Sddl.parse("O:BAG:BAD:(A;;FR;;;BU)"));
  }

  @Test
  void accessIsWhatTheFirstEntriesSay() {
    SecurityDescriptor denied = Sddl.parse("O:BAD:(D;;FW;;;BU)(A;;FA;;;WD)");
    assertThat(Access.check(denied, Caller.USER, Access.FILE_WRITE_DATA)).isEqualTo(Access.DENIED);
    assertThat(Access.check(denied, Caller.USER, Access.DELETE)).isEqualTo(Access.DELETE);
    assertThat(Access.check(denied, Caller.USER, Access.MAXIMUM_ALLOWED))
        .isEqualTo(Access.FILE_ALL_ACCESS & ~Access.FILE_GENERIC_WRITE);
    SecurityDescriptor own = Sddl.parse("O:" + USER + "D:(A;IO;FA;;;WD)");
    assertThat(Access.check(own, Caller.USER, Access.WRITE_DAC)).isEqualTo(Access.WRITE_DAC);
    assertThat(Access.check(own, Caller.USER, Access.FILE_WRITE_DATA)).isEqualTo(Access.DENIED);
  }
}
