// SPDX-License-Identifier: Apache-2.0

/** The {@code ramdrive} command. */
module io.ramdrive.cli {
  requires static org.jspecify;
  requires info.picocli;
  requires io.ramdrive;
  requires io.ramdrive.winfsp.binding;

  provides System.LoggerFinder with
      io.ramdrive.cli.StderrLoggerFinder;
}
