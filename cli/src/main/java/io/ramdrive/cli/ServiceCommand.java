// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.cli;

import java.util.concurrent.Callable;

/** {@code ramdrive service}. */
final class ServiceCommand implements Callable<Integer> {
  /** What Windows calls the service, as scripts/windows/install-service.ps1 registers it. */
  static final String NAME = "RamDrive";

  private final Syntax syntax;

  ServiceCommand(WindowsHost host) {
    syntax =
        Syntax.of(
                "service",
                this,
                "Serve a drive as a service of Windows.",
                "scripts\\windows\\install-service.ps1 installs it,"
                    + " scripts\\windows\\uninstall-service.ps1 takes it away.",
                "")
            .withCommand(new ServiceRunCommand(host).syntax());
  }

  Syntax syntax() {
    return syntax;
  }

  @Override
  public Integer call() {
    syntax.printUsage();
    return ExitCode.OK;
  }
}
