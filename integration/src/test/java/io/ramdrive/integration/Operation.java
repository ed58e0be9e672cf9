// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.integration;

import java.util.List;

/**
 * One step of a {@link Replayer}. It stands on its own: any subset of a sequence can be replayed,
 * what it refers to may be absent. Its record components and the directory's state decide all it
 * does.
 */
interface Operation {
  /** Carries it out; tells everything that a program could see of the result. */
  String perform(Replayer replayer);

  /** The names it is about, relative to the replayer's directory. */
  default List<String> paths() {
    return List.of();
  }

  /** The numbers of the descriptors it is about, as the replayer counts them. */
  default List<Integer> slots() {
    return List.of();
  }

  /** How a system call ended: its value, or the error's name. */
  static String result(long result) {
    return result < 0 ? Errno.name((int) -result) : "= " + result;
  }
}
