// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.integration;

import java.util.BitSet;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Looks for an order in which the steps of a history could have happened one after the other, each
 * within its own time: the search of Wing and Gong, "Testing and verifying concurrent objects",
 * with the memory of Lowe, "Testing for linearizability". A step that only looks is taken as soon
 * as it fits: it changes nothing, so that later it could fit no better.
 */
final class Linearizability {
  /** Beyond that many points a search is given up: few need a tenth, some would never end. */
  private static final int MOST_POINTS = 20_000;

  /**
   * What the search found.
   *
   * @param isDecided whether it came to an end
   * @param violation why no order explains the history; empty when one does, or may
   */
  record Verdict(boolean isDecided, String violation) {}

  /** A point of the search that leads nowhere. */
  private record Dead(BitSet done, TinyFileSystem state) {}

  private final List<TimedStep> steps;
  private final Set<Dead> dead = new HashSet<>();
  private final BitSet done = new BitSet();
  private BitSet furthest = new BitSet();
  private TinyFileSystem stateAtFurthest = TinyFileSystem.empty();

  private Linearizability(List<TimedStep> steps) {
    this.steps = steps;
  }

  /** Judges {@code history}, which begins with an empty directory. */
  static Verdict judge(List<TimedStep> history) {
    List<TimedStep> sorted =
        history.stream().sorted(Comparator.comparingLong(TimedStep::earliest)).toList();
    Linearizability search = new Linearizability(sorted);
    boolean explained = search.canFinish(TinyFileSystem.empty());
    boolean decided = explained || search.dead.size() < MOST_POINTS;
    return new Verdict(decided, explained || !decided ? "" : search.explain());
  }

  private boolean canFinish(TinyFileSystem reached) {
    BitSet before = (BitSet) done.clone();
    takeLooks(reached);
    TinyFileSystem state = reached.withHandles(handlesInUse());
    if (done.cardinality() == steps.size()) {
      return true;
    }
    if (done.cardinality() > furthest.cardinality()) {
      furthest = (BitSet) done.clone();
      stateAtFurthest = state;
    }
    if (dead.size() < MOST_POINTS
        && dead.add(new Dead((BitSet) done.clone(), state))
        && anyChangeLeadsOn(state)) {
      return true;
    }
    done.clear();
    done.or(before);
    return false;
  }

  private boolean anyChangeLeadsOn(TinyFileSystem state) {
    long limit = firstDeadline();
    for (int i = done.nextClearBit(0); i < steps.size(); i = done.nextClearBit(i + 1)) {
      TimedStep next = steps.get(i);
      if (next.earliest() > limit) {
        return false;
      }
      if (!next.step().isLook()) {
        done.set(i);
        for (TinyFileSystem after : next.step().allAfter(state)) {
          if (canFinish(after)) {
            return true;
          }
        }
        done.clear(i);
      }
    }
    return false;
  }

  private void takeLooks(TinyFileSystem state) {
    boolean again = true;
    while (again) {
      again = false;
      long limit = firstDeadline();
      for (int i = done.nextClearBit(0); i < steps.size(); i = done.nextClearBit(i + 1)) {
        TimedStep next = steps.get(i);
        if (next.earliest() > limit) {
          break;
        }
        if (next.step().isLook() && next.step().after(state) != null) {
          done.set(i);
          again = true;
        }
      }
    }
  }

  /** Those that a step is still to use. */
  private Set<Integer> handlesInUse() {
    Set<Integer> handles = new HashSet<>();
    for (int i = done.nextClearBit(0); i < steps.size(); i = done.nextClearBit(i + 1)) {
      handles.add(steps.get(i).step().handle());
    }
    return handles;
  }

  /** The end of the step that must be over first. */
  private long firstDeadline() {
    long first = Long.MAX_VALUE;
    for (int i = done.nextClearBit(0); i < steps.size(); i = done.nextClearBit(i + 1)) {
      first = Math.min(first, steps.get(i).latest());
    }
    return first;
  }

  private String explain() {
    StringBuilder text = new StringBuilder("No order explains this history");
    text.append(" (times in µs; > = what could not be explained in ").append(stateAtFurthest);
    text.append("):\n");
    long zero = steps.getFirst().earliest();
    for (int i = 0; i < steps.size(); i++) {
      TimedStep step = steps.get(i);
      text.append(furthest.get(i) ? "  " : "> ");
      text.append(
          "%8.1f - %8.1f  %-10s %s%n"
              .formatted(
                  (step.earliest() - zero) / 1e3,
                  (step.latest() - zero) / 1e3,
                  step.actor(),
                  step.step()));
    }
    return text.toString().replace("\0", "\\0");
  }
}
