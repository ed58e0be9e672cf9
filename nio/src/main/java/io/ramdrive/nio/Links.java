// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.nio;

import java.nio.file.LinkOption;
import java.util.Objects;

/** Reads the options that say what happens to a symlink at the end of a path. */
final class Links {
  private Links() {}

  /** Whether it is followed: yes, unless {@link LinkOption#NOFOLLOW_LINKS} is there. */
  static boolean followed(LinkOption... options) {
    boolean followed = true;
    for (LinkOption option : options) {
      if (Objects.requireNonNull(option) == LinkOption.NOFOLLOW_LINKS) {
        followed = false;
      }
    }
    return followed;
  }
}
