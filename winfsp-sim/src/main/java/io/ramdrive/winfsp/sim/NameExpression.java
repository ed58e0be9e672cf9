// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.sim;

/** FsRtlIsNameInExpression: patterns with * and ?, and with DOS's own &lt; &gt; and ". */
final class NameExpression {
  private static final char DOS_STAR = '<';
  private static final char DOS_QM = '>';
  private static final char DOS_DOT = '"';

  private NameExpression() {}

  /** Whether a pattern can match more than one name. */
  static boolean hasWildcards(String pattern) {
    return pattern.chars().anyMatch(unit -> "*?<>\"".indexOf(unit) >= 0);
  }

  /** Whether the name matches; both have been folded. */
  static boolean matches(String pattern, String name) {
    return matches(pattern, 0, name, 0);
  }

  private static boolean matches(String pattern, int p, String name, int n) {
    if (p == pattern.length()) {
      return n == name.length();
    }
    boolean more = n < name.length();
    char unit = pattern.charAt(p);
    return switch (unit) {
      case '*' -> matches(pattern, p + 1, name, n) || (more && matches(pattern, p, name, n + 1));
      case DOS_STAR ->
          // Up to the last dot: goes on past a dot only if another one follows.
          matches(pattern, p + 1, name, n)
              || (more
                  && (name.charAt(n) != '.' || name.indexOf('.', n + 1) >= 0)
                  && matches(pattern, p, name, n + 1));
      case '?' -> more && matches(pattern, p + 1, name, n + 1);
      case DOS_QM ->
          (more && name.charAt(n) != '.')
              ? matches(pattern, p + 1, name, n + 1)
              : matches(pattern, p + 1, name, n);
      case DOS_DOT ->
          more
              ? name.charAt(n) == '.' && matches(pattern, p + 1, name, n + 1)
              : matches(pattern, p + 1, name, n);
      default -> more && unit == name.charAt(n) && matches(pattern, p + 1, name, n + 1);
    };
  }
}
