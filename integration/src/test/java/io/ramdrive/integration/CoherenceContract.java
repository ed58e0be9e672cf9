// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.integration;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What {@code RamDrive} promises about its views, as times within which each step of a history must
 * have happened. The history is as promised when there is an order of all steps in which each
 * happened within its time:
 *
 * <ul>
 *   <li>A change, and whatever goes through the Java view, happens between its call and its return.
 *       (To find by its name the file that is to be changed is a look.)
 *   <li>A look through a mount may be answered from what its kernel knows. It sees a name, the
 *       attributes of a file or a byte of it at some instant before its return, but not before the
 *       call of the oldest change that the mount has not been told of. Where a read ends is
 *       promised only when there is no such change of somebody else.
 *   <li>A mount has been told of a change made through Java when that has returned; of its own
 *       likewise; of one made through another mount when the next {@code awaitCoherence()}, or the
 *       next change made through Java, has returned.
 *   <li>A mount that writes while it has not been told of a write of somebody else, or renames
 *       while it has not been told of what somebody else did to names, has been told of its own
 *       change only as of somebody else's. What it reads until then, and what the new name leads
 *       to, is not promised.
 * </ul>
 */
final class CoherenceContract {
  private final List<TinyCall> calls;
  private final Map<TinyCall, Boolean> contended = new HashMap<>();

  private CoherenceContract(List<TinyCall> calls) {
    this.calls = calls;
  }

  /** The steps of all calls with their times; of what is not promised, none. */
  static List<TimedStep> steps(List<TinyCall> calls) {
    CoherenceContract contract = new CoherenceContract(calls);
    List<TimedStep> steps = new ArrayList<>();
    for (TinyCall call : calls) {
      for (TinyStep step : call.steps()) {
        long earliest = step.isChange() ? call.called() : contract.earliestLook(call);
        for (TinyStep promised : contract.promised(call, step)) {
          steps.add(new TimedStep(earliest, call.returned(), call.actor(), promised));
        }
      }
    }
    return steps;
  }

  /** What a step lets one conclude: all it says, less, or nothing. */
  private List<TinyStep> promised(TinyCall call, TinyStep step) {
    if (call.view() == TinyCall.JAVA) {
      return List.of(step);
    }
    if (call.kind() == TinyCall.Kind.READ) {
      boolean nothing =
          isBesideOwn(TinyCall.Kind.WRITE, "", call)
              || (step instanceof TinyStep.Length && isBesideChange(call));
      return nothing ? List.of() : List.of(step);
    }
    return switch (step) {
      case TinyStep.Open open when isBesideOwn(TinyCall.Kind.CHANGE, open.name(), call) ->
          List.of(new TinyStep.OpenAny(open.handle()));
      case TinyStep.Rename rename when isContended(call) ->
          List.of(new TinyStep.RenameOrNothing(rename.from(), rename.to()));
      case TinyStep.Probe probe when isBesideOwn(TinyCall.Kind.CHANGE, probe.name(), call) ->
          List.of();
      default -> List.of(step);
    };
  }

  /** Whether somebody else's change is under way or not told of, or an own one after such. */
  private boolean isBesideChange(TinyCall look) {
    for (TinyCall change : calls) {
      boolean foreign = change.view() != look.view();
      if (change.isChange()
          && change.beganBeforeTheEndOf(look)
          && (foreign ? told(look.view(), change) : toldOwnAgain(change)) > look.called()) {
        return true;
      }
    }
    return false;
  }

  /** When the mount has been told of its own write again, as it is when others write, too. */
  private long toldOwnAgain(TinyCall own) {
    return own.kind() == TinyCall.Kind.WRITE && followsForeignWrite(own)
        ? firstToldToAll(own.returned())
        : own.returned();
  }

  private boolean followsForeignWrite(TinyCall own) {
    return calls.stream()
        .anyMatch(
            call ->
                call.kind() == TinyCall.Kind.WRITE
                    && call.view() != own.view()
                    && call.beganBeforeTheEndOf(own));
  }

  /** Whether the same mount made such a change, to that name if any, and may not know it itself. */
  private boolean isBesideOwn(TinyCall.Kind kind, String name, TinyCall look) {
    for (TinyCall change : calls) {
      if (change.view() == look.view()
          && change.kind() == kind
          && (name.isEmpty() || name.equals(newName(change)))
          && change.beganBeforeTheEndOf(look)
          && isContended(change)
          && told(look.view(), change) > look.called()) {
        return true;
      }
    }
    return false;
  }

  private long earliestLook(TinyCall call) {
    long earliest = call.called();
    if (call.view() != TinyCall.JAVA) {
      for (TinyCall change : calls) {
        if (change.isChange() && told(call.view(), change) > call.called()) {
          earliest = Math.min(earliest, change.called());
        }
      }
    }
    return earliest;
  }

  /** When the mount has been told of the change at the latest. */
  private long told(int mount, TinyCall change) {
    boolean atReturn =
        change.view() == TinyCall.JAVA || (change.view() == mount && !isContended(change));
    return atReturn ? change.returned() : firstToldToAll(change.returned());
  }

  private long firstToldToAll(long from) {
    long first = Long.MAX_VALUE;
    for (TinyCall call : calls) {
      if (call.tellsAll() && call.called() >= from) {
        first = Math.min(first, call.returned());
      }
    }
    return first;
  }

  private boolean isContended(TinyCall change) {
    Boolean known = contended.get(change);
    if (known == null) {
      known = computeContended(change);
      contended.put(change, known);
    }
    return known;
  }

  /** Whether the mount made it upon something that it had a wrong idea of. */
  private boolean computeContended(TinyCall change) {
    boolean write = change.kind() == TinyCall.Kind.WRITE;
    if (isAppend(change)) {
      // Linux does not ask for the size before it appends, even if it knows that its own is old.
      return followsForeignWrite(change);
    }
    if (!write && newName(change).isEmpty()) {
      return false;
    }
    for (TinyCall other : calls) {
      boolean concerns = write ? other.kind() == TinyCall.Kind.WRITE : changesNames(other);
      // Its own earlier mistakes count, too.
      boolean foreign = other.view() != change.view();
      if (concerns
          && other.beganBeforeTheEndOf(change)
          && (foreign || (other.called() < change.called() && isContended(other)))
          && told(change.view(), other) > change.called()) {
        return true;
      }
    }
    return false;
  }

  private static boolean changesNames(TinyCall call) {
    return call.steps().stream()
        .anyMatch(
            step ->
                step instanceof TinyStep.Create
                    || step instanceof TinyStep.Rename
                    || step instanceof TinyStep.Unlink);
  }

  private static boolean isAppend(TinyCall call) {
    return call.steps().stream().anyMatch(TinyStep.Append.class::isInstance);
  }

  /** The name that a rename made, or nothing. */
  private static String newName(TinyCall call) {
    return call.steps().size() == 1 && call.steps().getFirst() instanceof TinyStep.Rename rename
        ? rename.to()
        : "";
  }
}
