// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.cli;

/** Sends what the libraries log to standard error, without the start-up cost of java.logging. */
public final class StderrLoggerFinder extends System.LoggerFinder {
  /** For {@link java.util.ServiceLoader}. */
  public StderrLoggerFinder() {}

  @Override
  public System.Logger getLogger(String name, Module module) {
    return new StderrLogger(name);
  }
}
