// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.cli;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What {@code ramdrive doctor} found out about one thing.
 *
 * @param name the thing
 * @param state whether it is as it should be
 * @param found what is there, in a few words
 * @param advice what to do about it; empty when nothing needs doing
 */
record Finding(String name, State state, String found, String advice) {
  enum State {
    /** As it should be. */
    OK("ok"),
    /** A drive can be mounted without it. */
    OPTIONAL("optional"),
    /** No drive can be mounted without it. */
    MISSING("missing");

    final String word;

    State(String word) {
      this.word = word;
    }
  }

  static Finding ok(String name, String found) {
    return new Finding(name, State.OK, found, "");
  }

  static Finding optional(String name, String found, String advice) {
    return new Finding(name, State.OPTIONAL, found, advice);
  }

  static Finding missing(String name, String found, String advice) {
    return new Finding(name, State.MISSING, found, advice);
  }

  /** Whether it stands between this machine and a drive. */
  boolean isMissing() {
    return state == State.MISSING;
  }

  /** For {@link Json}. */
  Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", name);
    map.put("state", state.word);
    map.put("found", found);
    if (!advice.isEmpty()) {
      map.put("advice", advice);
    }
    return map;
  }
}
