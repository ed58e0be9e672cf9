// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.cli;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/** One line on standard error for each warning, and for anything of this project when asked for. */
record StderrLogger(String name) implements System.Logger {
  private static final String PROJECT = "io.ramdrive";

  /** Written by the command line before threads start, read by all of them. */
  private static volatile Level threshold = Level.WARNING;

  /** Shows everything that this project logs. */
  static void showAll() {
    threshold = Level.ALL;
  }

  @Override
  public String getName() {
    return name;
  }

  @Override
  public boolean isLoggable(Level level) {
    Level lowest = name.startsWith(PROJECT) ? threshold : Level.WARNING;
    return level.getSeverity() >= lowest.getSeverity() && level != Level.OFF;
  }

  @Override
  public void log(
      Level level,
      @Nullable ResourceBundle bundle,
      @Nullable String message,
      @Nullable Throwable thrown) {
    if (!isLoggable(level)) {
      return;
    }
    StringBuilder line = new StringBuilder("ramdrive: ");
    line.append(level.name().toLowerCase(Locale.ROOT)).append(": ").append(message);
    if (thrown != null) {
      line.append(" (").append(thrown).append(')');
    }
    System.err.println(line);
    if (thrown != null && threshold == Level.ALL) {
      thrown.printStackTrace();
    }
  }

  @Override
  public void log(
      Level level,
      @Nullable ResourceBundle bundle,
      @Nullable String format,
      @Nullable Object @Nullable ... parameters) {
    if (isLoggable(level)) {
      String message =
          format == null || parameters == null || parameters.length == 0
              ? format
              : MessageFormat.format(format, parameters);
      log(level, bundle, message, (Throwable) null);
    }
  }
}
