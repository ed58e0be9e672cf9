// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.integration;

import java.util.ArrayList;
import java.util.List;

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
 *       call of the oldest change that the mount has not been told of.
 *   <li>A mount has been told of a change made through Java when that has returned; of its own
 *       likewise; of one made through another mount when the next {@code awaitCoherence()}, or the
 *       next change made through Java, has returned.
 *   <li>A mount that writes to a file while it has not been told of a write of somebody else, has
 *       been told of its own write only as of somebody else's, and what it reads until then is not
 *       promised.
 * </ul>
 */
final class CoherenceContract {
  private final List<TinyCall> calls;

  private CoherenceContract(List<TinyCall> calls) {
    this.calls = calls;
  }

  /** The steps of all calls with their times; of what is not promised, none. */
  static List<TimedStep> steps(List<TinyCall> calls) {
    CoherenceContract contract = new CoherenceContract(calls);
    List<TimedStep> steps = new ArrayList<>();
    for (TinyCall call : calls) {
      if (contract.isPromised(call)) {
        for (TinyStep step : call.steps()) {
          long earliest = step.isChange() ? call.called() : contract.earliestLook(call);
          steps.add(new TimedStep(earliest, call.returned(), call.actor(), step));
        }
      }
    }
    return steps;
  }

  private boolean isPromised(TinyCall read) {
    if (read.kind() != TinyCall.Kind.READ || read.view() == TinyCall.JAVA) {
      return true;
    }
    for (TinyCall change : calls) {
      if (change.view() == read.view()
          && change.beganBeforeTheEndOf(read)
          && told(read.view(), change) > read.called()
          && isContended(change)) {
        return false;
      }
    }
    return true;
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

  /** Whether somebody else wrote before, and the mount that writes here had not been told. */
  private boolean isContended(TinyCall write) {
    if (write.kind() != TinyCall.Kind.WRITE) {
      return false;
    }
    for (TinyCall other : calls) {
      if (other.kind() == TinyCall.Kind.WRITE
          && other.view() != write.view()
          && other.beganBeforeTheEndOf(write)
          && told(write.view(), other) > write.called()) {
        return true;
      }
    }
    return false;
  }
}
