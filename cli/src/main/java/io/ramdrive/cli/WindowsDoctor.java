// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.cli;

import io.ramdrive.ByteSize;
import io.ramdrive.HostMemory;
import io.ramdrive.winfsp.binding.WinFspException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Finds out what a Windows machine offers a drive. */
final class WindowsDoctor {
  /** SECURITY_MANDATORY_HIGH_RID and SECURITY_MANDATORY_SYSTEM_RID of winnt.h. */
  private static final List<String> ELEVATED = List.of("S-1-16-12288", "S-1-16-16384");

  private static final String USUAL_LETTER = "R";
  private static final long LITTLE_MEMORY = 256L << 20;

  private final WindowsMachine machine;
  private final Runtime.Version java;
  private final HostMemory memory;

  WindowsDoctor(WindowsMachine machine, Runtime.Version java, HostMemory memory) {
    this.machine = machine;
    this.java = java;
    this.memory = memory;
  }

  List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    findings.add(winFsp());
    findings.add(elevation());
    findings.add(letter());
    findings.add(jdk());
    findings.add(memory());
    return findings;
  }

  private Finding winFsp() {
    String name = "WinFsp";
    try {
      return Finding.ok(name, machine.winFsp());
    } catch (WinFspException e) {
      return Finding.missing(
          name,
          "cannot be used",
          e.getMessage() + " It is at https://winfsp.dev/rel/, or 'winget install WinFsp.WinFsp'.");
    }
  }

  private Finding elevation() {
    String name = "administrator";
    try {
      String groups = machine.groups();
      if (ELEVATED.stream().anyMatch(groups::contains)) {
        return Finding.ok(name, "yes: letters are there for everybody");
      }
      return Finding.optional(
          name,
          "no: letters are there for this logon session only",
          "Mount as administrator, or install the service, should others need to see the drive.");
    } catch (IOException e) {
      return Finding.optional(
          name,
          "not known (" + e.getMessage() + ")",
          "A letter is there for everybody when an administrator mounts it.");
    }
  }

  private Finding letter() {
    String name = "drive letters";
    List<String> free = new ArrayList<>();
    List<String> roots = machine.roots();
    for (char letter = 'Z'; letter >= 'D'; letter--) {
      if (!roots.contains(letter + ":\\")) {
        free.add(String.valueOf(letter));
      }
    }
    if (free.contains(USUAL_LETTER)) {
      return Finding.ok(name, USUAL_LETTER + ": is free");
    }
    return free.isEmpty()
        ? Finding.optional(name, "all in use", "Mount at a new directory, such as C:\\ram.")
        : Finding.optional(
            name,
            USUAL_LETTER + ": is in use",
            "Free are " + String.join(", ", free) + "; '*:' takes the first of them.");
  }

  private Finding jdk() {
    return java.feature() >= 25
        ? Finding.ok("java", java.toString())
        : Finding.missing("java", java.toString(), "Install a JDK 25 or newer.");
  }

  private Finding memory() {
    String found =
        ByteSize.format(memory.available())
            + " available of "
            + ByteSize.format(memory.total())
            + ", "
            + ByteSize.format(memory.swap())
            + " of page files";
    return memory.available() >= LITTLE_MEMORY
        ? Finding.ok("memory", found)
        : Finding.optional("memory", found, "Keep the drive small, or end other programs.");
  }
}
