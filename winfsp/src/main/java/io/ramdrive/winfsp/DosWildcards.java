// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp;

import io.ramdrive.volume.NameMatching;

/**
 * The patterns of directory queries, as the kernel matches them: FsRtlIsNameInExpression. Besides
 * {@code *} and {@code ?} there are three characters that Windows puts in their place where a
 * program means them as DOS did.
 */
final class DosWildcards {
  /** Any characters up to the last dot: what {@code *.} was. */
  private static final char DOS_STAR = '<';

  /** Any character, or none before a dot and at the end. */
  private static final char DOS_QM = '>';

  /** A dot, or nothing at the end. */
  private static final char DOS_DOT = '"';

  private DosWildcards() {}

  /**
   * Whether {@code name} is one that {@code pattern} means.
   *
   * @param exact whether upper and lower case differ
   */
  static boolean matches(String pattern, String name, boolean exact) {
    return pattern.isEmpty() || pattern.equals("*") || matches(pattern, 0, name, 0, exact);
  }

  private static boolean matches(String pattern, int from, String name, int start, boolean exact) {
    int p = from;
    int n = start;
    while (p < pattern.length()) {
      char wanted = pattern.charAt(p++);
      boolean atEnd = n == name.length();
      switch (wanted) {
        case '*' -> {
          return matchesAnyTail(pattern, p, name, n, name.length(), exact);
        }
        case DOS_STAR -> {
          return matchesAnyTail(pattern, p, name, n, Math.max(n, name.lastIndexOf('.')), exact)
              || (name.indexOf('.', n) < 0 && matches(pattern, p, name, name.length(), exact));
        }
        case DOS_QM -> n += atEnd || name.charAt(n) == '.' ? 0 : 1;
        case DOS_DOT -> {
          if (!atEnd && name.charAt(n) != '.') {
            return false;
          }
          n += atEnd ? 0 : 1;
        }
        default -> {
          if (atEnd || (wanted != '?' && !equal(wanted, name.charAt(n), exact))) {
            return false;
          }
          n++;
        }
      }
    }
    return n == name.length();
  }

  private static boolean matchesAnyTail(
      String pattern, int p, String name, int first, int last, boolean exact) {
    if (p == pattern.length() && last == name.length()) {
      return true;
    }
    for (int n = first; n <= last; n++) {
      if (matches(pattern, p, name, n, exact)) {
        return true;
      }
    }
    return false;
  }

  private static boolean equal(char wanted, char unit, boolean exact) {
    return wanted == unit
        || (!exact && NameMatching.upperCase(wanted) == NameMatching.upperCase(unit));
  }
}
