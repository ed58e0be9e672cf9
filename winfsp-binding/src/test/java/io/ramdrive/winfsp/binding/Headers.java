// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.binding;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What a C compiler made of WinFsp's headers: winfsp-layouts.json, whose _meta says how it was got.
 */
final class Headers {
  private static final Map<String, Object> ALL = read();

  private Headers() {}

  /** A function or a slot as the headers declare it. */
  record Declaration(String name, long offset, boolean variadic, FunctionDescriptor descriptor) {}

  /** A member of a struct; {@code bit} is the mask of a bit-field, or 0. */
  record Field(String name, long offset, long size, int bit) {}

  record Struct(long size, Map<String, Field> fields) {}

  static Struct struct(String name) {
    Map<String, Object> struct = member(ALL, name);
    Map<String, Field> fields = new LinkedHashMap<>();
    for (Map<String, Object> field : Headers.<List<Map<String, Object>>>member(struct, "fields")) {
      String fieldName = member(field, "name");
      long offset = Headers.<Long>member(field, "offset");
      long size = Headers.<Long>member(field, "size");
      fields.put(fieldName, new Field(fieldName, offset, size, bit(field)));
    }
    return new Struct(Headers.<Long>member(struct, "size"), fields);
  }

  private static int bit(Map<String, Object> field) {
    return field.containsKey("bitfield")
        ? number(member(Headers.<Map<String, Object>>member(field, "bitfield"), "mask"))
        : 0;
  }

  static List<Declaration> functions() {
    return Headers.<List<Map<String, Object>>>member(ALL, "_functions").stream()
        .map(Headers::declaration)
        .toList();
  }

  static List<Declaration> slots() {
    return Headers.<List<Map<String, Object>>>member(ALL, "_interfaceSlots").stream()
        .filter(slot -> slot.containsKey("args"))
        .map(Headers::declaration)
        .toList();
  }

  static Map<String, Integer> constants() {
    Map<String, Integer> constants = new LinkedHashMap<>();
    Headers.<Map<String, Object>>member(ALL, "_constants")
        .forEach((name, value) -> constants.put(name, number(value)));
    return constants;
  }

  static Map<String, Integer> flags(String word) {
    Map<String, Integer> flags = new LinkedHashMap<>();
    Map<String, Object> described = member(ALL, word);
    for (Map<String, Object> flag : Headers.<List<Map<String, Object>>>member(described, "flags")) {
      flags.put(member(flag, "name"), number(member(flag, "mask")));
    }
    return flags;
  }

  private static Declaration declaration(Map<String, Object> declared) {
    List<Map<String, Object>> types = member(declared, "args");
    MemoryLayout[] arguments =
        types.stream().map(type -> layout(member(type, "ffm"))).toArray(MemoryLayout[]::new);
    String result = member(declared, "ret");
    return new Declaration(
        member(declared, "name"),
        declared.containsKey("offset") ? Headers.<Long>member(declared, "offset") : -1,
        declared.containsKey("variadic"),
        result.equals("void")
            ? FunctionDescriptor.ofVoid(arguments)
            : FunctionDescriptor.of(layout(result), arguments));
  }

  private static ValueLayout layout(String name) {
    return switch (name) {
      case "ADDRESS" -> Pointer.LAYOUT;
      case "JAVA_LONG" -> ValueLayout.JAVA_LONG;
      case "JAVA_INT" -> ValueLayout.JAVA_INT;
      case "JAVA_SHORT" -> ValueLayout.JAVA_SHORT;
      case "JAVA_BYTE" -> ValueLayout.JAVA_BYTE;
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static int number(Object value) {
    return value instanceof Long number
        ? Math.toIntExact(number)
        : (int) Long.decode((String) value).longValue();
  }

  /** A member that has to be there, of the type that it has to have. */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <T> T member(Map<String, Object> from, String name) {
    return (T) Objects.requireNonNull(from.get(name), name);
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> read() {
    try (InputStream in = Headers.class.getResourceAsStream("/winfsp-layouts.json")) {
      String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      return (Map<String, Object>) Json.parse(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
