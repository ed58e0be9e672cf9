// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.integration;

import java.time.Instant;
import java.util.Arrays;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** An inode's attributes as text: those that must be the same on both sides. */
final class InodeText {
  /** Explicit times are set before this, so what is later is a time at which something happened. */
  static final Instant EXPLICIT = Instant.ofEpochSecond(1_000_000_000);

  private static final String UNKNOWN_MOVE = "stays or forward";

  private InodeText() {}

  /** What the inode is. */
  static String of(Stat stat, Set<AllowedDifference> marks) {
    StringBuilder text = new StringBuilder();
    text.append(
        "%06o links %d owner %d:%d".formatted(stat.mode(), stat.links(), stat.uid(), stat.gid()));
    switch (stat.type()) {
      case LinuxFlags.S_IFREG -> {
        text.append(" size ").append(stat.size());
        if (!marks.contains(AllowedDifference.BLOCKS)) {
          text.append(" blocks ").append(stat.blocks());
        }
      }
      case LinuxFlags.S_IFLNK -> text.append(" size ").append(stat.size());
      case LinuxFlags.S_IFCHR, LinuxFlags.S_IFBLK ->
          text.append(" device ").append(stat.rdevMajor()).append(':').append(stat.rdevMinor());
      default -> {}
    }
    if (hasTimes(stat, marks)) {
      boolean explicit = stat.modifyTime().isBefore(EXPLICIT);
      text.append(" modified ").append(explicit ? stat.modifyTime().toString() : "lately");
    }
    return text.toString();
  }

  /**
   * How the times moved from {@code before} to {@code after}.
   *
   * @param clock the clock's time just before: a time that is not earlier stays even when it is set
   */
  static String moves(Stat before, Stat after, Set<AllowedDifference> marks, Instant clock) {
    if (!hasTimes(after, marks)) {
      return "";
    }
    return " mtime "
        + move(before.modifyTime(), after.modifyTime(), clock)
        + " ctime "
        + move(before.changeTime(), after.changeTime(), clock);
  }

  private static String move(Instant before, Instant after, Instant clock) {
    int order = after.compareTo(before);
    if (order == 0 && !before.isBefore(clock)) {
      return UNKNOWN_MOVE;
    }
    return order == 0 ? "stays" : order > 0 ? "forward" : "back";
  }

  /** Whether {@code actual} tells the same as {@code expected}, as far as both know. */
  static boolean same(String expected, String actual) {
    if (expected.equals(actual)) {
      return true;
    }
    if (actual.contains(UNKNOWN_MOVE)) {
      return anyMove(expected).equals(anyMove(actual));
    }
    String[] known = expected.split(UNKNOWN_MOVE, -1);
    return actual.matches(
        Arrays.stream(known).map(Pattern::quote).collect(Collectors.joining("(stays|forward)")));
  }

  private static String anyMove(String text) {
    return text.replaceAll(UNKNOWN_MOVE + "|stays|forward", "moves");
  }

  private static boolean hasTimes(Stat stat, Set<AllowedDifference> marks) {
    return stat.type() != LinuxFlags.S_IFIFO && !marks.contains(AllowedDifference.MAPPED);
  }
}
