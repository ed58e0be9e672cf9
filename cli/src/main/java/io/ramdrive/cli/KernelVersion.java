// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A version of Linux.
 *
 * @param major the 6 of 6.18
 * @param minor the 18 of 6.18
 */
record KernelVersion(int major, int minor) {
  /** The first with the messages that a drive speaks, FUSE 7.31. */
  static final KernelVersion OLDEST = new KernelVersion(5, 4);

  /** What newer versions brought that a drive has a use for. */
  private static final List<Feature> FEATURES =
      List.of(
          new Feature(
              new KernelVersion(5, 11), "setuid bits cleared without a request (FUSE 7.33)"),
          new Feature(new KernelVersion(6, 1), "O_TMPFILE (7.37)"),
          new Feature(
              new KernelVersion(6, 6), "birth times, and shared mmap without kernel cache (7.39)"));

  private record Feature(KernelVersion since, String what) {}

  /** Reads the release that uname(2) tells, such as {@code 6.18.44-generic}. */
  static Optional<KernelVersion> parse(String release) {
    int dot = release.indexOf('.');
    int end = dot + 1;
    while (end < release.length() && Character.isDigit(release.charAt(end))) {
      end++;
    }
    try {
      return Optional.of(
          new KernelVersion(
              Integer.parseInt(release, 0, Math.max(dot, 0), 10),
              Integer.parseInt(release, dot + 1, end, 10)));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  boolean isAtLeast(KernelVersion other) {
    return major > other.major || (major == other.major && minor >= other.minor);
  }

  /** What a newer version would offer on top of this one. */
  List<String> lacks() {
    List<String> lacks = new ArrayList<>();
    for (Feature feature : FEATURES) {
      if (!isAtLeast(feature.since)) {
        lacks.add(feature.what);
      }
    }
    return lacks;
  }
}
