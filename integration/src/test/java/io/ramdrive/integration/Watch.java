// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.integration;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;

/** What is looked at besides an operation's own result. */
enum Watch {
  /** The attributes of what the operation is about, before and after it. */
  TOUCHED,
  /** Those, and the attributes of all open files. */
  EVERYTHING,
  /** Nothing: no look refreshes what the kernel has cached. */
  NOTHING;

  /** One of them. */
  static Watch any(SplittableRandom random) {
    return switch (random.nextInt(3)) {
      case 0 -> TOUCHED;
      case 1 -> EVERYTHING;
      default -> NOTHING;
    };
  }

  /** Looks, always as root. */
  Map<String, Stat> look(Operation operation, Replayer replayer) {
    return replayer.calls().asRoot(() -> lookAsRoot(operation, replayer));
  }

  private Map<String, Stat> lookAsRoot(Operation operation, Replayer replayer) {
    Map<String, Stat> seen = new LinkedHashMap<>();
    RootedCalls calls = replayer.calls();
    if (this != NOTHING) {
      for (String path : operation.paths()) {
        lookAt(path, calls, seen);
        lookAt(path.substring(0, Math.max(0, path.lastIndexOf('/'))), calls, seen);
      }
    }
    for (int slot = 0; slot < Replayer.SLOTS; slot++) {
      boolean looked = this == EVERYTHING || (this == TOUCHED && operation.slots().contains(slot));
      if (looked && calls.statDescriptor(replayer.descriptor(slot)) == 0) {
        seen.put("descriptor " + slot, calls.stat());
      }
    }
    return seen;
  }

  private static void lookAt(String path, RootedCalls calls, Map<String, Stat> seen) {
    if (calls.statPath(path, 0) == 0) {
      seen.put(path.isEmpty() ? "the root" : path, calls.stat());
    }
  }
}
