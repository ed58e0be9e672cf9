// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class SecurityInheritanceTest {
  private static final String OWNER = "O:BAG:BAD:";

  private static void assertInherits(String parent, boolean directory, String child) {
    byte[] inherited = SecurityInheritance.inherit(Sddl.parse(OWNER + parent), directory);
    assertThat(inherited).isEqualTo(Sddl.parse(OWNER + child));
  }

  @Test
  void descriptorHasTheBytesThatWindowsMakesOfTheText() {
    // ConvertStringSecurityDescriptorToSecurityDescriptorW puts the parts in another order.
    assertThat(Sddl.parse("O:SYG:SYD:P(A;OICI;FA;;;WD)"))
        .isEqualTo(
            HexFormat.of()
                .parseHex(
                    "01000490"
                        + "30000000"
                        + "3c000000"
                        + "00000000"
                        + "14000000"
                        + "02001c0001000000"
                        + "00031400ff011f00"
                        + "010100000000000100000000"
                        + "010100000000000512000000"
                        + "010100000000000512000000"));
  }

  @Test
  void filesAndDirectoriesTakeWhatIsMeantForThem() {
    String parent = "P(A;OICI;FA;;;SY)(A;CI;FR;;;BA)(A;OI;FX;;;WD)(A;;FA;;;AU)(D;OICINP;FW;;;BU)";
    assertInherits(parent, false, "(A;;FA;;;SY)(A;;FX;;;WD)(D;;FW;;;BU)");
    assertInherits(parent, true, "(A;OICI;FA;;;SY)(A;CI;FR;;;BA)(A;OIIO;FX;;;WD)(D;;FW;;;BU)");
  }

  @Test
  void creatorIsTheOwnerAndStaysTheCreatorFurtherDown() {
    assertInherits("(A;OICIIO;FA;;;CO)", false, "(A;;FA;;;BA)");
    assertInherits("(A;OICIIO;FA;;;CO)", true, "(A;;FA;;;BA)(A;OICIIO;FA;;;CO)");
  }

  @Test
  void genericRightsBecomeThoseOfFiles() {
    assertInherits("(A;OICI;0x10000000;;;SY)", false, "(A;;FA;;;SY)");
    assertInherits("(A;OICI;0x10000000;;;SY)", true, "(A;;FA;;;SY)(A;OICIIO;0x10000000;;;SY)");
  }

  @Test
  void whereNothingIsHandedDownTheDirectorysOwnRightsHold() {
    assertInherits("(A;;FR;;;WD)", false, "(A;;FR;;;WD)");
  }

  @Test
  void textThatIsNoDescriptorIsRefusedInASentence() {
    assertThatThrownBy(() -> Sddl.parse("D:(A;;FA;;;WD)")).hasMessageContaining("O:owner G:group");
    assertThatThrownBy(() -> Sddl.parse("O:BAG:BAD:(A;;XX;;;WD)"))
        .hasMessageContaining("(A;;XX;;;WD)");
    assertThatThrownBy(() -> Sddl.parse("O:QQG:BAD:")).hasMessageContaining("QQ");
  }
}
