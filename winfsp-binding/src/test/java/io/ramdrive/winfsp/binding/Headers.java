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
    Map<String, Object> struct = members(ALL, name);
    Map<String, Field> fields = new LinkedHashMap<>();
    for (Object entry : list(struct, "fields")) {
      Map<String, Object> field = cast(entry);
      int bit = field.containsKey("bitfield") ? number(members(field, "bitfield").get("mask")) : 0;
      String fieldName = (String) field.get("name");
      fields.put(
          fieldName,
          new Field(fieldName, (long) field.get("offset"), (long) field.get("size"), bit));
    }
    return new Struct((long) struct.get("size"), fields);
  }

  static List<Declaration> functions() {
    return list(ALL, "_functions").stream().map(Headers::declaration).toList();
  }

  static List<Declaration> slots() {
    return list(ALL, "_interfaceSlots").stream()
        .map(Headers::<Map<String, Object>>cast)
        .filter(slot -> slot.containsKey("args"))
        .map(Headers::declaration)
        .toList();
  }

  static Map<String, Integer> constants() {
    Map<String, Integer> constants = new LinkedHashMap<>();
    members(ALL, "_constants").forEach((name, value) -> constants.put(name, number(value)));
    return constants;
  }

  static Map<String, Integer> flags(String word) {
    Map<String, Integer> flags = new LinkedHashMap<>();
    for (Object entry : list(members(ALL, word), "flags")) {
      Map<String, Object> flag = cast(entry);
      flags.put((String) flag.get("name"), number(flag.get("mask")));
    }
    return flags;
  }

  private static Declaration declaration(Object entry) {
    Map<String, Object> declared = cast(entry);
    MemoryLayout[] arguments =
        list(declared, "args").stream()
            .map(
                argument -> layout((String) Headers.<Map<String, Object>>cast(argument).get("ffm")))
            .toArray(MemoryLayout[]::new);
    String result = (String) declared.get("ret");
    return new Declaration(
        (String) declared.get("name"),
        (long) declared.getOrDefault("offset", -1L),
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

  private static Map<String, Object> members(Map<String, Object> from, String name) {
    return cast(from.get(name));
  }

  private static List<Object> list(Map<String, Object> from, String name) {
    return cast(from.get(name));
  }

  @SuppressWarnings("unchecked")
  private static <T> T cast(Object value) {
    return (T) value;
  }

  private static Map<String, Object> read() {
    try (InputStream in = Headers.class.getResourceAsStream("/winfsp-layouts.json")) {
      return cast(Json.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
