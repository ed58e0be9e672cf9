// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.cli;

import java.util.Iterator;
import java.util.Map;

/** Writes maps, lists, strings, numbers and booleans as indented JSON (RFC 8259). */
final class Json {
  private Json() {}

  static String write(Object value) {
    StringBuilder out = new StringBuilder();
    write(out, value, "\n");
    return out.toString();
  }

  private static void write(StringBuilder out, Object value, String newLine) {
    switch (value) {
      case Map<?, ?> map -> {
        String inner = newLine + "  ";
        Iterator<? extends Map.Entry<?, ?>> entries = map.entrySet().iterator();
        out.append('{');
        while (entries.hasNext()) {
          Map.Entry<?, ?> entry = entries.next();
          out.append(inner);
          quote(out, entry.getKey().toString());
          out.append(": ");
          write(out, entry.getValue(), inner);
          out.append(entries.hasNext() ? "," : newLine);
        }
        out.append('}');
      }
      case Iterable<?> list -> {
        String inner = newLine + "  ";
        Iterator<?> elements = list.iterator();
        out.append('[');
        while (elements.hasNext()) {
          out.append(inner);
          write(out, elements.next(), inner);
          out.append(elements.hasNext() ? "," : newLine);
        }
        out.append(']');
      }
      case Number number -> out.append(number);
      case Boolean truth -> out.append(truth);
      default -> quote(out, value.toString());
    }
  }

  private static void quote(StringBuilder out, String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' ') {
        out.append("\\u00")
            .append(Character.forDigit(c >> 4, 16))
            .append(Character.forDigit(c & 15, 16));
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }
}
