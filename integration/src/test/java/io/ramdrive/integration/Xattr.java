// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.integration;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The system calls for extended attributes; failures as in {@link Posix}. */
final class Xattr {
  private static final int CAPACITY = 1 << 17;

  private Xattr() {}

  static void set(Path path, String name, byte[] value) {
    set(path, name, value, 0);
  }

  /** Sets an attribute; {@code flags} are XATTR_CREATE, XATTR_REPLACE. */
  static void set(Path path, String name, byte[] value, int flags) {
    set(SystemCall.SETXATTR, path, name, value, flags);
  }

  /** Sets an attribute of the path itself, be it a symlink. */
  static void lset(Path path, String name, byte[] value) {
    set(SystemCall.LSETXATTR, path, name, value, 0);
  }

  static byte[] get(Path path, String name) {
    return get(path, name, CAPACITY);
  }

  /** Reads an attribute into {@code capacity} bytes. */
  static byte[] get(Path path, String name, int capacity) {
    return get(SystemCall.GETXATTR, path, name, capacity);
  }

  static byte[] lget(Path path, String name) {
    return get(SystemCall.LGETXATTR, path, name, CAPACITY);
  }

  /** The size of an attribute, as the kernel tells it for a buffer of 0 bytes. */
  static long size(Path path, String name) {
    try (Arena arena = Arena.ofConfined()) {
      return SystemCall.GETXATTR.with(
          arena, Posix.c(arena, Posix.bytes(path)), Posix.c(arena, latin(name)), 0, 0);
    }
  }

  /** The names, in the kernel's order. */
  static List<String> list(Path path) {
    List<String> names = new ArrayList<>();
    byte[] all = list(path, CAPACITY);
    int start = 0;
    for (int at = 0; at < all.length; at++) {
      if (all[at] == 0) {
        names.add(new String(all, start, at - start, StandardCharsets.ISO_8859_1));
        start = at + 1;
      }
    }
    return names;
  }

  /** The names, each followed by NUL. */
  static byte[] list(Path path, int capacity) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment buffer = arena.allocate(Math.max(capacity, 1));
      long length =
          SystemCall.LISTXATTR.with(
              arena, Posix.c(arena, Posix.bytes(path)), buffer.address(), capacity);
      return buffer.asSlice(0, length).toArray(JAVA_BYTE);
    }
  }

  static void remove(Path path, String name) {
    try (Arena arena = Arena.ofConfined()) {
      SystemCall.REMOVEXATTR.with(
          arena, Posix.c(arena, Posix.bytes(path)), Posix.c(arena, latin(name)));
    }
  }

  private static void set(SystemCall call, Path path, String name, byte[] value, int flags) {
    try (Arena arena = Arena.ofConfined()) {
      call.with(
          arena,
          Posix.c(arena, Posix.bytes(path)),
          Posix.c(arena, latin(name)),
          Posix.copy(arena, value),
          value.length,
          flags);
    }
  }

  private static byte[] get(SystemCall call, Path path, String name, int capacity) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment buffer = arena.allocate(Math.max(capacity, 1));
      long length =
          call.with(
              arena,
              Posix.c(arena, Posix.bytes(path)),
              Posix.c(arena, latin(name)),
              buffer.address(),
              capacity);
      return buffer.asSlice(0, length).toArray(JAVA_BYTE);
    }
  }

  private static byte[] latin(String name) {
    return name.getBytes(StandardCharsets.ISO_8859_1);
  }
}
