// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp;

import io.ramdrive.volume.ChangeKind;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** The rows of {@link NotificationRule} that are in force, by kind of change. */
final class NotificationMatrix {
  /** All of them. */
  static final NotificationMatrix COMPLETE =
      new NotificationMatrix(EnumSet.allOf(NotificationRule.class));

  /** None: for a mount without notifications. */
  static final NotificationMatrix EMPTY =
      new NotificationMatrix(EnumSet.noneOf(NotificationRule.class));

  private final Map<ChangeKind, NotificationRule[]> byKind = new EnumMap<>(ChangeKind.class);

  private NotificationMatrix(Set<NotificationRule> rules) {
    for (ChangeKind kind : ChangeKind.values()) {
      byKind.put(
          kind,
          rules.stream().filter(rule -> rule.kind() == kind).toArray(NotificationRule[]::new));
    }
  }

  /** All but one: a test that is to see what the one is there for needs this. */
  static NotificationMatrix without(NotificationRule rule) {
    return new NotificationMatrix(EnumSet.complementOf(EnumSet.of(rule)));
  }

  /**
   * The rows for a kind of change, in the order in which they are to be sent; not to be changed.
   */
  NotificationRule[] rules(ChangeKind kind) {
    return Objects.requireNonNull(byKind.get(kind));
  }
}
