// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp;

import io.ramdrive.winfsp.binding.WinNt;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Makes sequences of steps: the same seed makes the same sequence. Names and sizes are few and
 * small, so that steps meet each other's work.
 */
final class FuzzSteps {
  private static final String[] DIRECTORIES = {"", "", "", "\\d", "\\d", "\\e", "\\d\\f"};
  private static final String[] NAMES = {"a", "a", "b", "c", "d", "e", "f"};

  private static final int[] DISPOSITIONS = {
    WinNt.FILE_OPEN,
    WinNt.FILE_OPEN_IF,
    WinNt.FILE_OPEN_IF,
    WinNt.FILE_CREATE,
    WinNt.FILE_OVERWRITE,
    WinNt.FILE_OVERWRITE_IF,
    WinNt.FILE_SUPERSEDE
  };

  private static final int[] ATTRIBUTES = {
    WinNt.FILE_ATTRIBUTE_NORMAL,
    WinNt.FILE_ATTRIBUTE_ARCHIVE,
    WinNt.FILE_ATTRIBUTE_TEMPORARY,
    WinNt.FILE_ATTRIBUTE_NOT_CONTENT_INDEXED | WinNt.FILE_ATTRIBUTE_ARCHIVE
  };

  /** What can be done to a stream as well as to a file. */
  private static final Set<FuzzStep.Kind> HAVE_STREAMS =
      EnumSet.of(
          FuzzStep.Kind.OPEN,
          FuzzStep.Kind.CONTENT,
          FuzzStep.Kind.DELETE,
          FuzzStep.Kind.DELETE_POSIX,
          FuzzStep.Kind.ATTRIBUTES);

  private final SplittableRandom random;
  private final boolean streams;
  private final Map<FuzzStep.Kind, Integer> weights = new EnumMap<>(FuzzStep.Kind.class);
  private int totalWeight;

  FuzzSteps(long seed) {
    this(seed, false);
  }

  /** With or without named streams. */
  FuzzSteps(long seed, boolean streams) {
    this.streams = streams;
    random = new SplittableRandom(seed);
    for (FuzzStep.Kind kind : FuzzStep.Kind.values()) {
      // Each sequence prefers other kinds: a mix of everything hides what needs many of one.
      int weight = kind.weight() * (1 + random.nextInt(3));
      weights.put(kind, weight);
      totalWeight += weight;
    }
  }

  /** A sequence; its first steps make what the others use. */
  List<FuzzStep> sequence(int length) {
    List<FuzzStep> steps = new ArrayList<>();
    for (String directory : List.of("\\d", "\\e", "\\d\\f")) {
      steps.add(new FuzzStep(FuzzStep.Kind.MKDIR, 0, directory, "", 0, 0));
    }
    while (steps.size() < length) {
      FuzzStep.Kind kind = kind();
      steps.add(
          new FuzzStep(
              kind,
              random.nextInt(FuzzModel.SLOTS),
              path(kind),
              path(kind),
              number(kind),
              length()));
    }
    return steps;
  }

  private FuzzStep.Kind kind() {
    int point = random.nextInt(totalWeight);
    for (Map.Entry<FuzzStep.Kind, Integer> kind : weights.entrySet()) {
      point -= kind.getValue();
      if (point < 0) {
        return kind.getKey();
      }
    }
    throw new AssertionError("the weights have another sum than " + totalWeight);
  }

  private String path(FuzzStep.Kind kind) {
    String directory = DIRECTORIES[random.nextInt(DIRECTORIES.length)];
    String path =
        kind == FuzzStep.Kind.LIST
            ? directory.isEmpty() ? "\\" : directory
            : directory + "\\" + NAMES[random.nextInt(NAMES.length)];
    if (streams && HAVE_STREAMS.contains(kind) && random.nextInt(5) == 0) {
      path += ":s";
    }
    return random.nextInt(3) == 0 ? path.toUpperCase(Locale.ROOT) : path;
  }

  private int number(FuzzStep.Kind kind) {
    return switch (kind) {
      case OPEN -> DISPOSITIONS[random.nextInt(DISPOSITIONS.length)];
      case SET_ATTRIBUTES -> ATTRIBUTES[random.nextInt(ATTRIBUTES.length)];
      case DISTURB -> random.nextInt(6);
      default ->
          switch (random.nextInt(3)) {
            case 0 -> random.nextInt(100);
            case 1 -> Math.max(0, 4096 * random.nextInt(5) + random.nextInt(3) - 1);
            default -> random.nextInt(30_000);
          };
    };
  }

  private int length() {
    return switch (random.nextInt(3)) {
      case 0 -> random.nextInt(60);
      case 1 -> 4096 * random.nextInt(4);
      default -> random.nextInt(10_000);
    };
  }
}
