// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.integration;

import java.util.StringJoiner;

/** Bits of a system call's argument that print as the header's names. */
record Flags(int bits, String text) {
  /** The O_ bits. */
  static Flags open(int bits) {
    StringJoiner names = new StringJoiner("|");
    names.add(
        switch (bits & 3) {
          case LinuxFlags.O_RDONLY -> "O_RDONLY";
          case LinuxFlags.O_WRONLY -> "O_WRONLY";
          default -> "O_RDWR";
        });
    add(names, bits, LinuxFlags.O_CREAT, "O_CREAT");
    add(names, bits, LinuxFlags.O_EXCL, "O_EXCL");
    add(names, bits, LinuxFlags.O_TRUNC, "O_TRUNC");
    add(names, bits, LinuxFlags.O_APPEND, "O_APPEND");
    add(names, bits, LinuxFlags.O_DIRECT, "O_DIRECT");
    add(names, bits, LinuxFlags.O_SYNC, "O_SYNC");
    add(names, bits, LinuxFlags.O_NOFOLLOW, "O_NOFOLLOW");
    if ((bits & LinuxFlags.O_TMPFILE) == LinuxFlags.O_TMPFILE) {
      names.add("O_TMPFILE");
    } else {
      add(names, bits, LinuxFlags.O_DIRECTORY, "O_DIRECTORY");
    }
    return new Flags(bits, names.toString());
  }

  /** The FALLOC_FL_ bits. */
  static Flags fallocate(int bits) {
    StringJoiner names = new StringJoiner("|").setEmptyValue("0");
    add(names, bits, LinuxFlags.FALLOC_FL_KEEP_SIZE, "KEEP_SIZE");
    add(names, bits, LinuxFlags.FALLOC_FL_PUNCH_HOLE, "PUNCH_HOLE");
    add(names, bits, LinuxFlags.FALLOC_FL_COLLAPSE_RANGE, "COLLAPSE_RANGE");
    add(names, bits, LinuxFlags.FALLOC_FL_ZERO_RANGE, "ZERO_RANGE");
    add(names, bits, LinuxFlags.FALLOC_FL_INSERT_RANGE, "INSERT_RANGE");
    return new Flags(bits, names.toString());
  }

  /** The RENAME_ bits. */
  static Flags rename(int bits) {
    StringJoiner names = new StringJoiner("|").setEmptyValue("0");
    add(names, bits, LinuxFlags.RENAME_NOREPLACE, "NOREPLACE");
    add(names, bits, LinuxFlags.RENAME_EXCHANGE, "EXCHANGE");
    add(names, bits, LinuxFlags.RENAME_WHITEOUT, "WHITEOUT");
    return new Flags(bits, names.toString());
  }

  /** The XATTR_ bits. */
  static Flags xattr(int bits) {
    StringJoiner names = new StringJoiner("|").setEmptyValue("0");
    add(names, bits, LinuxFlags.XATTR_CREATE, "CREATE");
    add(names, bits, LinuxFlags.XATTR_REPLACE, "REPLACE");
    return new Flags(bits, names.toString());
  }

  /** The bits of st_mode. */
  static Flags mode(int bits) {
    return new Flags(bits, "0" + Integer.toOctalString(bits));
  }

  /** Whether all bits of {@code mask} are set. */
  boolean has(int mask) {
    return (bits & mask) == mask;
  }

  private static void add(StringJoiner names, int bits, int mask, String name) {
    if ((bits & mask) == mask) {
      names.add(name);
    }
  }

  @Override
  public String toString() {
    return text;
  }
}
