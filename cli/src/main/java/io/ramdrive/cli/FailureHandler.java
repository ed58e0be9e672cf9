// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.cli;

import io.ramdrive.Platform;
import java.io.PrintWriter;
import java.nio.file.InvalidPathException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Turns whatever ends a command early into one sentence and an exit code. */
final class FailureHandler implements IExecutionExceptionHandler, IParameterExceptionHandler {

  @Override
  public int handleParseException(ParameterException e, String[] args) {
    CommandLine command = e.getCommandLine();
    PrintWriter err = command.getErr();
    err.println("ramdrive: " + e.getMessage());
    err.println(
        "Try '" + command.getCommandSpec().qualifiedName() + " --help' for what is allowed.");
    err.flush();
    return ExitCode.USAGE;
  }

  @Override
  public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
    PrintWriter err = command.getErr();
    int exitCode;
    if (e instanceof CommandFailure failure) {
      err.println("ramdrive: " + e.getMessage());
      exitCode = failure.exitCode();
    } else if (e instanceof InvalidPathException path) {
      err.println(
          "ramdrive: '"
              + path.getInput()
              + (Platform.current() == Platform.WINDOWS
                  ? "' is no path on Windows: " + path.getReason() + "."
                  : "' has characters that this locale knows not; set LC_ALL=C.UTF-8."));
      exitCode = ExitCode.USAGE;
    } else {
      err.println("ramdrive: unexpected failure, please report it:");
      e.printStackTrace(err);
      exitCode = ExitCode.FAILURE;
    }
    err.flush();
    return exitCode;
  }
}
