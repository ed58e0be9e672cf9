// SPDX-License-Identifier: Apache-2.0

/** The {@code ramdrive} command. */
module io.ramdrive.cli {
  requires static org.jspecify;
  requires info.picocli;
  requires io.ramdrive;

  opens io.ramdrive.cli to
      info.picocli;

  provides System.LoggerFinder with
      io.ramdrive.cli.StderrLoggerFinder;
}
