// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.nio;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.util.ArrayList;
import java.util.List;

/** Paths as the volume knows them: names of bytes, joined by slashes. */
final class PathBytes {
  private static final byte[][] NO_NAMES = {};
  private static final byte[] NO_BYTES = {};

  private PathBytes() {}

  /**
   * The UTF-8 form of {@code text}.
   *
   * @throws InvalidPathException when there is none, or a NUL is in it
   */
  static byte[] encode(String text) {
    int nul = text.indexOf('\0');
    if (nul >= 0) {
      throw new InvalidPathException(text, "Nul character not allowed", nul);
    }
    try {
      ByteBuffer encoded =
          StandardCharsets.UTF_8
              .newEncoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .encode(CharBuffer.wrap(text));
      byte[] bytes = new byte[encoded.remaining()];
      encoded.get(bytes);
      return bytes;
    } catch (CharacterCodingException e) {
      InvalidPathException invalid =
          new InvalidPathException(text, "Malformed input or input contains unmappable characters");
      invalid.initCause(e);
      throw invalid;
    }
  }

  /** The text of {@code bytes}; what is not UTF-8 shows as U+FFFD. */
  static String decode(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  static boolean isAbsolute(byte[] path) {
    return path.length > 0 && path[0] == '/';
  }

  /** The names in {@code path}, without the empty ones that needless slashes make. */
  static byte[][] split(byte[] path) {
    List<byte[]> names = new ArrayList<>();
    int start = 0;
    for (int at = 0; at <= path.length; at++) {
      if (at == path.length || path[at] == '/') {
        if (at > start) {
          byte[] name = new byte[at - start];
          System.arraycopy(path, start, name, 0, name.length);
          names.add(name);
        }
        start = at + 1;
      }
    }
    return names.toArray(NO_NAMES);
  }

  /** The inverse of {@link #split}. */
  static byte[] join(boolean absolute, byte[][] names) {
    if (names.length == 0) {
      return absolute ? new byte[] {'/'} : NO_BYTES;
    }
    int length = absolute ? names.length : names.length - 1;
    for (byte[] name : names) {
      length += name.length;
    }
    byte[] path = new byte[length];
    int at = 0;
    for (int i = 0; i < names.length; i++) {
      if (i > 0 || absolute) {
        path[at++] = '/';
      }
      System.arraycopy(names[i], 0, path, at, names[i].length);
      at += names[i].length;
    }
    return path;
  }

  static boolean isDot(byte[] name) {
    return name.length == 1 && name[0] == '.';
  }

  static boolean isDotDot(byte[] name) {
    return name.length == 2 && name[0] == '.' && name[1] == '.';
  }
}
