// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

import io.ramdrive.fuse.NotificationRule.Receiver;
import io.ramdrive.volume.ChangeKind;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** The rows of {@link NotificationRule} that are in force, by kind of change and receiver. */
final class NotificationMatrix {
  /** All of them. */
  static final NotificationMatrix COMPLETE =
      new NotificationMatrix(EnumSet.allOf(NotificationRule.class));

  private final Map<ChangeKind, NotificationRule[]> forOthers;
  private final Map<ChangeKind, NotificationRule[]> forOrigin;

  private NotificationMatrix(Set<NotificationRule> rules) {
    forOthers = byKind(rules, Receiver.OTHERS);
    forOrigin = byKind(rules, Receiver.ORIGIN);
  }

  /** All but one: a test that is to see what the one is there for needs this. */
  static NotificationMatrix without(NotificationRule rule) {
    return new NotificationMatrix(EnumSet.complementOf(EnumSet.of(rule)));
  }

  /**
   * The rows for a kind of change, in the order in which they are to be sent; not to be changed.
   *
   * @param own whether the change came through the mount that is to be told
   */
  NotificationRule[] rules(ChangeKind kind, boolean own) {
    return Objects.requireNonNull((own ? forOrigin : forOthers).get(kind));
  }

  private static Map<ChangeKind, NotificationRule[]> byKind(
      Set<NotificationRule> rules, Receiver receiver) {
    Map<ChangeKind, NotificationRule[]> byKind = new EnumMap<>(ChangeKind.class);
    for (ChangeKind kind : ChangeKind.values()) {
      byKind.put(
          kind,
          rules.stream()
              .filter(rule -> rule.kind() == kind && rule.receiver() == receiver)
              .toArray(NotificationRule[]::new));
    }
    return byKind;
  }
}
