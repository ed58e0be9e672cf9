// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ramdrive.HostMemory;
import io.ramdrive.winfsp.binding.WinFspException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WindowsDoctorTest {
  private static final String ADMINISTRATOR =
      "Mandatory Label\\High Mandatory Level  Label  S-1-16-12288\r\n";
  private static final String USER =
      "Mandatory Label\\Medium Mandatory Level  Label  S-1-16-8192\r\n";

  private final Fake machine = new Fake();
  private Runtime.Version java = Runtime.Version.parse("25.0.3");
  private HostMemory memory = new HostMemory(8L << 30, 4L << 30, 1L << 30);

  @Test
  void aFullyFurnishedMachineIsFine() {
    assertThat(findings())
        .extracting(finding -> finding.state().word + " " + finding.name() + ": " + finding.found())
        .containsExactly(
            "ok WinFsp: 2.1",
            "ok administrator: yes: letters are there for everybody",
            "ok drive letters: R: is free",
            "ok java: 25.0.3",
            "ok memory: 4 GiB available of 8 GiB, 1 GiB of page files");
  }

  @Test
  void winFspIsNeeded() {
    machine.failure = "WinFsp is not installed.";
    assertFinding(
        "WinFsp",
        Finding.State.MISSING,
        "cannot be used",
        "WinFsp is not installed. It is at https://winfsp.dev/rel/");
  }

  @Test
  void theSystemItselfIsAnAdministrator() {
    machine.groups = "Mandatory Label\\System Mandatory Level Label S-1-16-16384";
    assertFinding("administrator", Finding.State.OK, "yes", "");
  }

  @Test
  void anOrdinaryUserMountsForItself() {
    machine.groups = USER;
    assertFinding(
        "administrator",
        Finding.State.OPTIONAL,
        "no: letters are there for this logon session only",
        "install the service");
    machine.groups = "";
    assertFinding("administrator", Finding.State.OPTIONAL, "not known (whoami is", "");
  }

  @Test
  void aLetterInUseIsNoHindrance() {
    machine.roots.add("R:\\");
    machine.roots.add("Z:\\");
    assertFinding(
        "drive letters",
        Finding.State.OPTIONAL,
        "R: is in use",
        "Free are Y, X, W, V, U, T, S, Q,");
    for (char letter = 'D'; letter <= 'Z'; letter++) {
      machine.roots.add(letter + ":\\");
    }
    assertFinding("drive letters", Finding.State.OPTIONAL, "all in use", "C:\\ram");
  }

  @Test
  void anOldJavaIsRefused() {
    java = Runtime.Version.parse("24");
    assertFinding("java", Finding.State.MISSING, "24", "Install a JDK 25 or newer.");
  }

  @Test
  void littleMemoryIsWorthASentence() {
    memory = new HostMemory(8L << 30, 100L << 20, 0);
    assertFinding("memory", Finding.State.OPTIONAL, "100 MiB available of 8 GiB", "small");
  }

  private List<Finding> findings() {
    return new WindowsDoctor(machine, java, memory).findings();
  }

  private void assertFinding(String name, Finding.State state, String found, String advice) {
    assertThat(findings())
        .filteredOn(finding -> finding.name().equals(name))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.state()).isEqualTo(state);
              assertThat(finding.found()).startsWith(found);
              assertThat(finding.advice()).contains(advice);
              assertThat(finding.advice().isEmpty()).isEqualTo(state == Finding.State.OK);
            });
  }

  private static final class Fake implements WindowsMachine {
    private String failure = "";
    private String groups = ADMINISTRATOR;
    private final List<String> roots = new ArrayList<>(List.of("C:\\", "D:\\"));

    @Override
    public String winFsp() throws WinFspException {
      if (!failure.isEmpty()) {
        throw new WinFspException(-1, failure);
      }
      return "2.1";
    }

    @Override
    public String groups() throws IOException {
      if (groups.isEmpty()) {
        throw new IOException("whoami is not there");
      }
      return groups;
    }

    @Override
    public List<String> roots() {
      return roots;
    }
  }
}
