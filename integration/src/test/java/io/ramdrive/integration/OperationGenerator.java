// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.integration;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Makes sequences of operations: the same seed makes the same sequence. Names and sizes are few and
 * small, so that operations meet each other's work; each sequence leaves some kinds out and prefers
 * others, because a mix of everything hides what needs many of a kind in a row.
 */
final class OperationGenerator {
  private static final String[] DIRECTORIES = {"", "", "", "", "d", "d", "e", "d/d", "a"};
  private static final String[] FILES = {"a", "a", "b", "c"};
  private static final String[] SUBDIRECTORIES = {"d", "e", "f"};
  private static final String[] TARGETS = {
    "a", "b", "c", "d", "d/a", "d/d", "l", "missing", "d/", "./a", "x".repeat(200)
  };
  private static final String[] ATTRIBUTES = {"user.a", "user.b", "trusted.a", "security.ramdrive"};
  private static final String[] ODD_ATTRIBUTES = {
    "user.",
    "nothing",
    "system.posix_acl_access",
    "user." + "n".repeat(250),
    "user." + "n".repeat(251)
  };
  private static final int[] SPECIAL_MODES = {0, 0777, 01777, 02777, 02755, 04755, 06755};
  private static final int[] OPEN_FLAGS = {
    LinuxFlags.O_CREAT,
    LinuxFlags.O_CREAT,
    LinuxFlags.O_TRUNC,
    LinuxFlags.O_APPEND,
    LinuxFlags.O_EXCL,
    LinuxFlags.O_DIRECT,
    LinuxFlags.O_SYNC,
    LinuxFlags.O_DIRECTORY,
    LinuxFlags.O_NOFOLLOW
  };

  /** Not in the last page that a file can have: tmpfs's SEEK_DATA does not see it. */
  private static final long[] FAR = {
    (1L << 31) - 1, 1L << 31, 1L << 32, (1L << 40) + 1, (1L << 62) + 1, Long.MAX_VALUE, -1
  };

  private final SplittableRandom random;
  private final Map<OperationKind, Integer> weights = new EnumMap<>(OperationKind.class);
  private int totalWeight;

  OperationGenerator(long seed) {
    random = new SplittableRandom(seed);
    for (OperationKind kind : OperationKind.values()) {
      int weight = kind.weight() * random.nextInt(4);
      weights.put(kind, weight);
      totalWeight += weight;
    }
  }

  /** A sequence; its first operations make directories that the others like to use. */
  List<Operation> sequence(int length) {
    List<Operation> operations = new ArrayList<>();
    for (String path : List.of("d", "e", "d/d")) {
      operations.add(new NamespaceOperations.Mkdir(path, Flags.mode(0777)));
      operations.add(new AttributeOperations.Chmod(path, Flags.mode(0777)));
    }
    for (int slot = 0; slot < 3; slot++) {
      operations.add(
          new DescriptorOperations.Open(slot, filePath(), openFlags(LinuxFlags.O_CREAT), mode()));
    }
    while (operations.size() < length) {
      operations.add(next());
    }
    return operations;
  }

  private Operation next() {
    int point = random.nextInt(totalWeight);
    for (Map.Entry<OperationKind, Integer> kind : weights.entrySet()) {
      point -= kind.getValue();
      if (point < 0) {
        return kind.getKey().make(this);
      }
    }
    throw new AssertionError("the weights have another sum than " + totalWeight);
  }

  int below(int bound) {
    return random.nextInt(bound);
  }

  /** True once in {@code times}. */
  boolean chance(int times) {
    return random.nextInt(times) == 0;
  }

  int slot() {
    // Few most of the time: operations must meet.
    return chance(5) ? below(Replayer.SLOTS) : below(3);
  }

  int mapping() {
    return below(Replayer.MAPPINGS);
  }

  String path() {
    int kind = below(10);
    return kind < 6 ? filePath() : kind < 9 ? directoryPath() : in(pick(DIRECTORIES), oddName());
  }

  /** Where a file may well be. */
  String filePath() {
    return in(pick(DIRECTORIES), chance(20) ? oddName() : pick(FILES));
  }

  /** Where a directory may well be. */
  String directoryPath() {
    return chance(3) ? pick(DIRECTORIES) : in(pick(DIRECTORIES), pick(SUBDIRECTORIES));
  }

  private String oddName() {
    return switch (below(6)) {
      case 0 -> "n".repeat(255);
      case 1 -> "n".repeat(256);
      case 2 -> "\u00fc\u4e16\u754c";
      case 3 -> ".";
      case 4 -> "a/";
      default -> "l";
    };
  }

  private static String in(String directory, String name) {
    return directory.isEmpty() ? name : directory + "/" + name;
  }

  String target() {
    return pick(TARGETS);
  }

  Flags openFlags() {
    int bits = below(3);
    while (chance(2)) {
      bits |= OPEN_FLAGS[below(OPEN_FLAGS.length)];
    }
    return Flags.open(bits);
  }

  Flags openFlags(int also) {
    int access = chance(8) ? below(3) : LinuxFlags.O_RDWR;
    boolean appends = chance(8);
    return Flags.open(also | access | (appends ? LinuxFlags.O_APPEND : 0));
  }

  Flags mode() {
    return Flags.mode(chance(3) ? SPECIAL_MODES[below(SPECIAL_MODES.length)] : 0600 + below(64));
  }

  /** The group may execute: {@link AllowedDifference#SETGID_WITHOUT_EXECUTE}. */
  Flags aclMode() {
    return Flags.mode(mode().bits() | 0010);
  }

  Flags nodeMode() {
    int type =
        switch (below(3)) {
          case 0 -> LinuxFlags.S_IFIFO;
          case 1 -> LinuxFlags.S_IFSOCK;
          default -> LinuxFlags.S_IFREG;
        };
    return Flags.mode(type | mode().bits());
  }

  Flags renameFlags() {
    return Flags.rename(chance(8) ? below(8) : 1 + below(2));
  }

  Flags xattrFlags() {
    return Flags.xattr(chance(4) ? below(4) : 0);
  }

  Flags fallocateMode() {
    int keep = LinuxFlags.FALLOC_FL_KEEP_SIZE;
    return Flags.fallocate(
        switch (below(8)) {
          case 0 -> 0;
          case 1 -> keep;
          case 2, 3 -> LinuxFlags.FALLOC_FL_PUNCH_HOLE | keep;
          case 4 -> LinuxFlags.FALLOC_FL_ZERO_RANGE | (chance(2) ? keep : 0);
          case 5 -> LinuxFlags.FALLOC_FL_COLLAPSE_RANGE;
          case 6 -> LinuxFlags.FALLOC_FL_INSERT_RANGE;
          default -> below(64);
        });
  }

  /** Mostly within the first pages, and then often at a page's edge. */
  long offset() {
    if (chance(60)) {
      return FAR[below(FAR.length)];
    }
    if (chance(2)) {
      return Math.max(0, 4096L * below(16) + below(3) - 1);
    }
    return below(chance(2) ? 65536 : 5000);
  }

  long alignedOffset() {
    return chance(3) ? offset() : 4096L * below(16);
  }

  long alignedLength() {
    return chance(3) ? length() : 4096L * (1 + below(8));
  }

  int length() {
    return switch (below(4)) {
      case 0 -> below(64);
      case 1 -> 4096 * below(9);
      case 2 -> below(70_000);
      default -> below(5000);
    };
  }

  SeededBytes content() {
    return new SeededBytes(random.nextInt(1_000_000), length());
  }

  String attribute() {
    return pick(chance(10) ? ODD_ATTRIBUTES : ATTRIBUTES);
  }

  SeededBytes attributeValue() {
    int length = chance(20) ? 65_534 + below(4) : below(chance(4) ? 5000 : 50);
    return new SeededBytes(random.nextInt(1_000_000), length);
  }

  int capacity() {
    return chance(3) ? 0 : chance(3) ? below(30) : 65_536;
  }

  /** Not both -1, "leave as it is": {@link AllowedDifference#CHOWN_OF_NOTHING}. */
  Operation chown() {
    boolean both = chance(3);
    int uid = both || chance(2) ? user() : -1;
    int gid = both || uid == -1 ? user() : -1;
    return new AttributeOperations.Chown(path(), uid, gid, chance(2));
  }

  int user() {
    return chance(3) ? 1001 + below(2) : 0;
  }

  /** An offset that mmap takes. */
  long pageOffset() {
    return chance(4) ? 4096L * below(8) : 0;
  }

  long seconds() {
    return chance(10) ? -below(1000) : below(1_000_000_000);
  }

  long nanos() {
    return switch (below(5)) {
      case 0 -> LinuxFlags.UTIME_NOW;
      case 1 -> LinuxFlags.UTIME_OMIT;
      default -> below(1_000_000_000);
    };
  }

  private String pick(String[] from) {
    return from[below(from.length)];
  }
}
