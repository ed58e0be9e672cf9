// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.bench.compare;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A file system that takes part.
 *
 * @param name as in the tables
 * @param ours whether it is a drive of this project
 * @param ring whether it needs the kernel's enable_uring
 * @param serves whether the command serves the mount until it is unmounted; otherwise it ends when
 *     the mount is there
 * @param command what mounts it, with {@code DIRECTORY} for where
 * @param source how to get the command when it is absent
 */
record Contender(
    String name, boolean ours, boolean ring, boolean serves, List<String> command, String source) {

  static final String TMPFS = "tmpfs";
  static final String DEFAULT = "default";
  private static final String DIRECTORY = "DIRECTORY";
  private static final String SIZE = "2g";

  /** All there are, tmpfs first. */
  static List<Contender> all(Path root, Path scratch) {
    Path behind = scratch.resolve(TMPFS).resolve("bindfs");
    return List.of(
        tmpfs(),
        drive(root, DEFAULT, ""),
        drive(root, "for-ever", "--file-info-timeout-ms 4294967295"),
        drive(root, "exclusive", "--cache exclusive"),
        drive(root, "no-cache", "--enable-kernel-cache=false"),
        drive(root, "ring", "--transport ring"),
        drive(root, "passthrough", "--data-path passthrough"),
        new Contender(
            "bindfs",
            false,
            false,
            true,
            List.of("bindfs", "-f", behind.toString(), DIRECTORY),
            "on Debian, apt-get install bindfs"),
        peer(root, "jfuse", "on Debian, apt-get install libfuse3-3"),
        peer(root, "jnr-fuse", "on Debian, apt-get install libfuse2"));
  }

  private static Contender tmpfs() {
    List<String> command =
        List.of("mount", "-t", "tmpfs", "-o", "size=6g,nr_inodes=2m", "compare", DIRECTORY);
    return new Contender(TMPFS, false, false, false, command, "it is part of Linux");
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
    boolean ring = options.contains("--transport ring") || options.contains("--transport=ring");
    return new Contender(name, true, ring, true, List.copyOf(command), "it is this project");
  }

  private static Contender peer(Path root, String name, String source) {
    List<String> command = List.of(root.resolve("bench/peer").toString(), name, DIRECTORY);
    return new Contender(name, false, false, true, command, source);
  }

  /** The command that mounts it there. */
  List<String> commandFor(Path directory) {
    return command.stream()
        .map(word -> word.equals(DIRECTORY) ? directory.toString() : word)
        .toList();
  }
}
