// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

import io.ramdrive.volume.Change;
import io.ramdrive.volume.ChangeKind;
import io.ramdrive.volume.ChangeListener;

/**
 * Puts into a mount's queue what the matrix says its kernel has to be told of a change; leaves out
 * what that kernel cannot know, because it does not hold the inode or the directory.
 */
final class ChangeNotifier implements ChangeListener {
  private final LookupCounts view;
  private final NotificationQueue queue;
  private final NotificationMatrix matrix;

  /**
   * @param view the mount
   */
  ChangeNotifier(LookupCounts view, NotificationQueue queue, NotificationMatrix matrix) {
    this.view = view;
    this.queue = queue;
    this.matrix = matrix;
  }

  @Override
  public void changed(Change change) {
    boolean own = change.origin() == view;
    view.trace().handed(change, own);
    if (!own) {
      view.noteOtherView();
    }
    if (!own && changesContent(change.kind()) && view.holds(change.inode())) {
      // Before the queue has it: what the kernel sends after it was told, it sends after this.
      view.noteSharing(change.inode());
    }
    for (NotificationRule rule : matrix.rules(change.kind(), own)) {
      if (applies(rule.condition(), change)) {
        add(rule.message(), change);
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

  private static boolean changesContent(ChangeKind kind) {
    return kind == ChangeKind.WRITTEN || kind == ChangeKind.RESIZED;
  }

  private boolean applies(NotificationRule.Condition condition, Change change) {
    return switch (condition) {
      case ALWAYS -> true;
      case LAST_LINK -> change.links() == 0;
      case MORE_LINKS -> change.links() > 0;
      case REPLACES -> change.replaced() != 0;
      case LAST_LINK_LOST -> losesLastLink(change);
      case NOTHING_LOST -> !losesLastLink(change);
      case OTHER_DIRECTORY -> change.parent() != change.newParent();
      case UNSETTLED -> change.isConcurrent() || queue.isUnsettled();
      case IS_DISPLACED -> change.isDisplaced();
      case IS_SHARED -> !change.isWrittenBack() && view.isShared(change.inode());
    };
  }

  private static boolean losesLastLink(Change change) {
    return change.replaced() != 0 && change.replacedLinks() == 0;
  }

  private void add(NotificationRule.Message message, Change change) {
    switch (message) {
      case ENTRY -> {
        if (view.holds(change.parent())) {
          queue.invalEntry(change.parent(), change.name());
        }
      }
      case NEW_ENTRY -> {
        if (view.holds(change.newParent())) {
          queue.invalEntry(change.newParent(), change.newName());
        }
      }
      case DELETE -> {
        if (view.holds(change.parent())) {
          queue.delete(change.parent(), change.inode(), change.name());
        }
      }
      case NEW_DELETE -> {
        if (view.holds(change.newParent())) {
          queue.delete(change.newParent(), change.replaced(), change.newName());
        }
      }
      case PARENT -> inode(change.parent(), 0, NotifyInvalInodeOut.TO_THE_END);
      case NEW_PARENT -> inode(change.newParent(), 0, NotifyInvalInodeOut.TO_THE_END);
      case INODE -> inode(change.inode(), NotifyInvalInodeOut.NO_PAGE, 0);
      case REPLACED -> inode(change.replaced(), NotifyInvalInodeOut.NO_PAGE, 0);
      case RANGE -> inode(change.inode(), change.offset(), change.length());
      case TAIL ->
          inode(
              change.inode(),
              Math.min(change.offset(), change.saidOffset()),
              NotifyInvalInodeOut.TO_THE_END);
    }
  }

  private void inode(long ino, long off, long len) {
    if (view.holds(ino)) {
      queue.invalInode(ino, off, len);
    }
  }
}
