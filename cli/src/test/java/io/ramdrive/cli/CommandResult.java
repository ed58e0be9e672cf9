// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/**
 * What a command did, run in this JVM.
 *
 * @param exitCode its exit status
 * @param out what it wrote to standard output
 * @param err what it wrote to standard error
 */
record CommandResult(int exitCode, String out, String err) {
  static CommandResult of(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine commandLine = Main.commandLine(arguments);
    commandLine.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    int exitCode = commandLine.execute(arguments);
    return new CommandResult(exitCode, out.toString(), err.toString());
  }
}
