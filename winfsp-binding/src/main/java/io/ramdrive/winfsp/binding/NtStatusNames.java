// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.binding;

import java.lang.reflect.Field;
import java.util.HashMap;
import java.util.Map;

/** The names of the codes in {@link NtStatus}. */
final class NtStatusNames {
  static final Map<Integer, String> NAMES = names();

  private NtStatusNames() {}

  private static Map<Integer, String> names() {
    Map<Integer, String> names = new HashMap<>();
    for (Field field : NtStatus.class.getFields()) {
      try {
        names.put(field.getInt(null), field.getName());
      } catch (IllegalAccessException impossible) {
        throw new AssertionError(impossible);
      }
    }
    return names;
  }
}
