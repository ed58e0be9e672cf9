// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.sim;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** How far one handle has listed its directory. Its own monitor guards it. */
final class DirectoryScan {
  /** What was asked for at the first call; null for everything. */
  @Nullable String pattern;

  boolean begun;

  /** The entries that were got and not yet given, and whether the end comes after them. */
  List<DirectoryEntry> chunk = List.of();

  int position;
  boolean ended;

  /** The last name that was got. */
  @Nullable String marker;

  /** Checks this scan from its first chunk on. */
  @Nullable ListingCheck check;

  void restart(@Nullable String newPattern) {
    pattern = newPattern;
    begun = true;
    rewind();
  }

  void rewind() {
    chunk = List.of();
    position = 0;
    ended = false;
    marker = null;
    check = null;
  }
}
