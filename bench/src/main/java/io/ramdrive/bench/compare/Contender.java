// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.bench.compare;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * A file system that takes part.
 *
 * @param name as in the tables
 * @param traits what is special about it
 * @param command what mounts it, with {@code DIRECTORY} for where
 * @param source how to get the command when it is absent
 */
record Contender(String name, Set<Trait> traits, List<String> command, String source) {

  /** What is special about a contender. */
  enum Trait {
    /** It is a drive of this project. */
    OURS,
    /** The command serves the mount until it is unmounted; others end when the mount is there. */
    SERVES,
    /** It needs the kernel's enable_uring. */
    RING,
    /** It runs on one processor together with its client, and does single requests only. */
    PINNED,
    /** It takes part only when it is asked for by name. */
    ON_REQUEST
  }

  static final String TMPFS = "tmpfs";
  static final String DEFAULT = "default";
  static final String RAW_C = "raw-c";

  /** What the names of pinned contenders end with. */
  static final String PINNED = " pinned";

  /** Where pinned contenders and their clients run. */
  static final int CPU = 0;

  private static final String DIRECTORY = "DIRECTORY";
  private static final String SIZE = "2g";
  private static final String RAW_C_SOURCE = "on Debian, apt-get install gcc libc6-dev";

  Contender {
    traits = Set.copyOf(traits);
    command = List.copyOf(command);
  }

  /** All there are, tmpfs first. */
  static List<Contender> all(Path root, Path scratch) {
    Path behind = scratch.resolve(TMPFS).resolve("bindfs");
    return List.of(
        tmpfs(),
        drive(root, DEFAULT, ""),
        drive(root, "for-ever", "--file-info-timeout-ms 4294967295").with(Trait.ON_REQUEST),
        drive(root, "exclusive", "--cache exclusive"),
        drive(root, "no-cache", "--enable-kernel-cache=false").with(Trait.ON_REQUEST),
        drive(root, "ring", "--transport ring"),
        drive(root, "lean", "--transport ring --check-permissions=false --enable-xattrs=false"),
        drive(root, "passthrough", "--data-path passthrough"),
        rawC(root, RAW_C, "", ""),
        new Contender(
            "bindfs",
            Set.of(Trait.SERVES),
            List.of("bindfs", "-f", behind.toString(), DIRECTORY),
            "on Debian, apt-get install bindfs"),
        peer(root, "jfuse", "on Debian, apt-get install libfuse3-3"),
        peer(root, "jnr-fuse", "on Debian, apt-get install libfuse2"),
        drive(root, DEFAULT, "").pinned(),
        rawC(root, RAW_C, "", "").pinned());
  }

  private static Contender tmpfs() {
    List<String> command =
        List.of("mount", "-t", "tmpfs", "-o", "size=6g,nr_inodes=2m", "compare", DIRECTORY);
    return new Contender(TMPFS, Set.of(), command, "it is part of Linux");
  }

  /** A drive with options, separated by blanks. */
  static Contender drive(Path root, String name, String options) {
    List<String> command = new ArrayList<>();
    command.addAll(List.of(root.resolve("ramdrive").toString(), "mount", "--size", SIZE));
    for (String option : options.split(" ", -1)) {
      if (!option.isEmpty()) {
        command.add(option);
      }
    }
    command.add(DIRECTORY);
    Contender drive =
        new Contender(name, Set.of(Trait.OURS, Trait.SERVES), command, "it is this project");
    boolean ring = options.contains("--transport ring") || options.contains("--transport=ring");
    return ring ? drive.with(Trait.RING) : drive;
  }

  /** The raw C server with options, separated by blanks, run by a command such as chrt or none. */
  static Contender rawC(Path root, String name, String prefix, String options) {
    String command = "%s %s raw-c %s".formatted(prefix, root.resolve("bench/peer"), options);
    List<String> words = new ArrayList<>(List.of(command.strip().split(" +", -1)));
    words.add(DIRECTORY);
    return new Contender(name, Set.of(Trait.SERVES), words, RAW_C_SOURCE);
  }

  private static Contender peer(Path root, String name, String source) {
    List<String> command = List.of(root.resolve("bench/peer").toString(), name, DIRECTORY);
    return new Contender(name, Set.of(Trait.SERVES), command, source);
  }

  private Contender with(Trait trait) {
    Set<Trait> more = EnumSet.of(trait);
    more.addAll(traits);
    return new Contender(name, more, command, source);
  }

  /** The same on one processor, together with its client. */
  Contender pinned() {
    List<String> pinned = new ArrayList<>(List.of("taskset", "-c", Integer.toString(CPU)));
    pinned.addAll(command);
    return new Contender(name + PINNED, traits, pinned, source).with(Trait.PINNED);
  }

  boolean is(Trait trait) {
    return traits.contains(trait);
  }

  /** Whether it does that row. */
  boolean does(Row row) {
    return !is(Trait.PINNED) || (row.measure() == Measure.LATENCY && row.threads() == 1);
  }

  /** The command that mounts it there. */
  List<String> commandFor(Path directory) {
    return command.stream()
        .map(word -> word.equals(DIRECTORY) ? directory.toString() : word)
        .toList();
  }
}
