// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.nio;

import java.nio.file.PathMatcher;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * The patterns of {@link java.nio.file.FileSystem#getPathMatcher}: {@code regex:} as it is, {@code
 * glob:} by translation into a regular expression.
 */
final class PathPattern {
  private final String glob;
  private final StringBuilder regex = new StringBuilder();
  private int at;
  private int groupStart = -1;

  private PathPattern(String glob) {
    this.glob = glob;
  }

  static PathMatcher compile(String syntaxAndPattern) {
    int colon = syntaxAndPattern.indexOf(':');
    if (colon <= 0) {
      throw new IllegalArgumentException("no syntax in '" + syntaxAndPattern + "'");
    }
    String input = syntaxAndPattern.substring(colon + 1);
    Pattern pattern =
        switch (syntaxAndPattern.substring(0, colon).toLowerCase(Locale.ROOT)) {
          case "glob" -> Pattern.compile(new PathPattern(input).translate(), Pattern.DOTALL);
          case "regex" -> Pattern.compile(input);
          default ->
              throw new UnsupportedOperationException(
                  "Syntax '" + syntaxAndPattern.substring(0, colon) + "' not recognized");
        };
    return path -> pattern.matcher(path.toString()).matches();
  }

  private String translate() {
    while (at < glob.length()) {
      char c = glob.charAt(at++);
      switch (c) {
        case '*' -> {
          boolean crossing = at < glob.length() && glob.charAt(at) == '*';
          at += crossing ? 1 : 0;
          regex.append(crossing ? ".*" : "[^/]*");
        }
        case '?' -> regex.append("[^/]");
        case '[' -> oneOf();
        case '{' -> open();
        case '\\' -> {
          if (at == glob.length()) {
            throw wrong("Nothing follows the backslash", at - 1);
          }
          literal(glob.charAt(at++));
        }
        default -> {
          if (groupStart >= 0 && c == ',') {
            regex.append('|');
          } else if (groupStart >= 0 && c == '}') {
            regex.append(')');
            groupStart = -1;
          } else {
            literal(c);
          }
        }
      }
    }
    if (groupStart >= 0) {
      throw wrong("Missing '}'", groupStart);
    }
    return regex.toString();
  }

  private void open() {
    if (groupStart >= 0) {
      throw wrong("Groups cannot be nested", at - 1);
    }
    groupStart = at - 1;
    regex.append("(?:");
  }

  /** A character as itself, in a class or outside. */
  private void literal(char c) {
    regex.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
  }

  /** A bracket expression: one character, but never a slash. */
  private void oneOf() {
    int end = glob.indexOf(']', at);
    if (end < 0) {
      throw wrong("Missing ']'", at - 1);
    }
    String members = glob.substring(at, end);
    boolean not = members.startsWith("!");
    regex.append("(?!/)[").append(not ? "^" : "");
    int i = not ? 1 : 0;
    if (i == members.length()) {
      throw wrong("Nothing in brackets", at - 1);
    }
    while (i < members.length()) {
      char first = members.charAt(i);
      if (first == '/') {
        throw wrong("A slash in brackets", at + i);
      }
      literal(first);
      i++;
      boolean range = i + 1 < members.length() && members.charAt(i) == '-';
      if (range) {
        char last = members.charAt(i + 1);
        if (last < first || last == '/') {
          throw wrong("Not a range", at + i);
        }
        regex.append('-');
        literal(last);
        i += 2;
      }
    }
    regex.append(']');
    at = end + 1;
  }

  private PatternSyntaxException wrong(String what, int index) {
    return new PatternSyntaxException(what, glob, index);
  }
}
