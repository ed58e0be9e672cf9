// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.nio;

import io.ramdrive.volume.Status;

/** Why an operation failed, in the words of Linux: what the JDK's own file system says there. */
enum Reason {
  NOT_FOUND("No such file or directory"),
  EXISTS("File exists"),
  NOT_DIRECTORY("Not a directory"),
  IS_DIRECTORY("Is a directory"),
  NOT_EMPTY("Directory not empty"),
  NO_SPACE("No space left on device"),
  NAME_TOO_LONG("File name too long"),
  TOO_MANY_LINKS("Too many links"),
  INVALID("Invalid argument"),
  NOT_PERMITTED("Operation not permitted"),
  ACCESS_DENIED("Permission denied"),
  LOOP("Too many levels of symbolic links"),
  CROSS_DEVICE("Invalid cross-device link"),
  BUSY("Device or resource busy"),
  NO_DATA("No data available"),
  NO_SUCH_DEVICE("No such device or address"),
  RANGE("Numerical result out of range"),
  TOO_BIG("Argument list too long"),
  FILE_TOO_LARGE("File too large"),
  UNSUPPORTED("Operation not supported"),
  STALE("Stale file handle");

  private final String text;

  Reason(String text) {
    this.text = text;
  }

  String text() {
    return text;
  }

  /** The reason that a status other than OK tells. */
  static Reason of(Status status) {
    return switch (status) {
      case OK -> throw new IllegalArgumentException("OK is no reason to fail");
      case NOT_FOUND -> NOT_FOUND;
      case EXISTS -> EXISTS;
      case NOT_DIRECTORY -> NOT_DIRECTORY;
      case IS_DIRECTORY -> IS_DIRECTORY;
      case NOT_EMPTY -> NOT_EMPTY;
      case NO_SPACE -> NO_SPACE;
      case NAME_TOO_LONG -> NAME_TOO_LONG;
      case TOO_MANY_LINKS -> TOO_MANY_LINKS;
      case INVALID -> INVALID;
      case NOT_PERMITTED -> NOT_PERMITTED;
      case NO_DATA -> NO_DATA;
      case NO_SUCH_OFFSET -> NO_SUCH_DEVICE;
      case RANGE -> RANGE;
      case TOO_BIG -> TOO_BIG;
      case FILE_TOO_LARGE -> FILE_TOO_LARGE;
      case UNSUPPORTED -> UNSUPPORTED;
      case STALE -> STALE;
    };
  }
}
