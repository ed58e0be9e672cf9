// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.spec;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A line of a trace: the name of an event and {@code key=value}, separated by spaces. */
record TraceEvent(String name, Map<String, String> values) {
  private static final Set<String> INODES = Set.of("ino", "parent", "newParent", "replaced");

  /**
   * @param numbers what to call inodes: their ids have more bits than TLC's integers. New ones are
   *     added.
   */
  static TraceEvent parse(String line, Map<String, String> numbers) {
    String[] words = line.split(" ", -1);
    Map<String, String> values = new HashMap<>();
    for (int i = 1; i < words.length && !words[i].isEmpty(); i++) {
      int equals = words[i].indexOf('=');
      String key = words[i].substring(0, equals);
      String value = words[i].substring(equals + 1);
      if (INODES.contains(key)) {
        value = numbers.computeIfAbsent(value, _ -> Integer.toString(numbers.size()));
      }
      values.put(key, value);
    }
    return new TraceEvent(words[0], Map.copyOf(values));
  }

  long number(String key) {
    String value = values.get(key);
    if (value == null) {
      throw new IllegalArgumentException("an event lacks " + key + ": " + this);
    }
    return Long.parseLong(value);
  }

  long number(String key, long absent) {
    return values.containsKey(key) ? number(key) : absent;
  }

  @Nullable String text(String key) {
    return values.get(key);
  }

  /** When it happened, in nanoseconds. */
  long at() {
    return number("at");
  }

  long thread() {
    return number("t");
  }
}
