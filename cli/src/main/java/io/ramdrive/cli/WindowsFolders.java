// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.cli;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where Windows keeps what: its environment tells. */
final class WindowsFolders {
  private static final String OWN = "RamDrive";
  private static final String DRIVES = "drives";

  private final Map<String, String> environment;

  WindowsFolders(Map<String, String> environment) {
    this.environment = environment;
  }

  /** The records of this user's drives. */
  Path drivesOfUser() {
    return folder("LOCALAPPDATA", "C:\\Users\\Default\\AppData\\Local").resolve(OWN, DRIVES);
  }

  /** The records of the service's drives. */
  Path drivesOfService() {
    return programData().resolve(DRIVES);
  }

  Path optionsOfService() {
    return programData().resolve("ramdrive.conf");
  }

  /** A program that is part of Windows. */
  Path systemProgram(String name) {
    return folder("SystemRoot", "C:\\Windows").resolve("System32", name);
  }

  private Path programData() {
    return folder("ProgramData", "C:\\ProgramData").resolve(OWN);
  }

  private Path folder(String variable, String usual) {
    @Nullable String value = environment.get(variable);
    return Path.of(value == null || value.isEmpty() ? usual : value);
  }
}
