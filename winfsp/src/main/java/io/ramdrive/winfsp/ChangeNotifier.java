// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp;

import io.ramdrive.volume.Change;
import io.ramdrive.volume.ChangeListener;
import io.ramdrive.volume.Mode;
import io.ramdrive.volume.Name;
import io.ramdrive.volume.View;

/** Puts into a mount's queue what the matrix says its kernel has to be told of a change. */
final class ChangeNotifier implements ChangeListener {
  private final View view;
  private final NotificationQueue queue;
  private final NotificationMatrix matrix;

  /**
   * @param view the mount, which knows of its own changes by the replies
   */
  ChangeNotifier(View view, NotificationQueue queue, NotificationMatrix matrix) {
    this.view = view;
    this.queue = queue;
    this.matrix = matrix;
  }

  @Override
  public void changed(Change change) {
    if (change.origin() == view) {
      return;
    }
    for (NotificationRule rule : matrix.rules(change.kind())) {
      if (applies(rule.condition(), change)) {
        queue.add(notice(rule, change));
      }
    }
  }

  @Override
  public boolean awaitDelivered(long deadline) {
    return queue.awaitSent(deadline);
  }

  @Override
  public boolean isBehind() {
    return queue.isBehind();
  }

  private static boolean applies(NotificationRule.Condition condition, Change change) {
    return switch (condition) {
      case ALWAYS -> true;
      case LAST_LINK -> change.links() == 0;
      case MORE_LINKS -> change.links() > 0;
      case REPLACES -> change.replaced() != 0;
      case LAST_LINK_LOST -> losesLastLink(change);
      case NOTHING_LOST -> !losesLastLink(change);
      case OTHER_DIRECTORY -> change.parent() != change.newParent();
    };
  }

  private static boolean losesLastLink(Change change) {
    return change.replaced() != 0 && change.replacedLinks() == 0;
  }

  private static Notice notice(NotificationRule rule, Change change) {
    return switch (rule.message()) {
      case NAME -> named(rule, change.type(), change.parent(), change.name());
      case NEW_NAME -> named(rule, change.type(), change.newParent(), change.newName());
      case REPLACED -> named(rule, change.replacedType(), change.newParent(), change.newName());
      case PARENT -> new Notice(rule, true, change.parent(), "");
      case NEW_PARENT -> new Notice(rule, true, change.newParent(), "");
      case INODE -> new Notice(rule, change.type() == Mode.S_IFDIR, change.inode(), "");
    };
  }

  private static Notice named(NotificationRule rule, int type, long directory, Name name) {
    return new Notice(rule, type == Mode.S_IFDIR, directory, WideName.decode(name.toBytes()));
  }
}
