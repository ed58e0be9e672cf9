// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp;

import static io.ramdrive.volume.ChangeKind.ALLOCATED;
import static io.ramdrive.volume.ChangeKind.ATTRIBUTES;
import static io.ramdrive.volume.ChangeKind.CREATED;
import static io.ramdrive.volume.ChangeKind.EXCHANGED;
import static io.ramdrive.volume.ChangeKind.LINKED;
import static io.ramdrive.volume.ChangeKind.REMOVED;
import static io.ramdrive.volume.ChangeKind.RENAMED;
import static io.ramdrive.volume.ChangeKind.RESIZED;
import static io.ramdrive.volume.ChangeKind.STREAMS;
import static io.ramdrive.volume.ChangeKind.UNLINKED;
import static io.ramdrive.volume.ChangeKind.WRITTEN;
import static io.ramdrive.volume.ChangeKind.XATTRS;
import static io.ramdrive.winfsp.NotificationRule.Condition.ALWAYS;
import static io.ramdrive.winfsp.NotificationRule.Condition.LAST_LINK;
import static io.ramdrive.winfsp.NotificationRule.Condition.LAST_LINK_LOST;
import static io.ramdrive.winfsp.NotificationRule.Condition.MORE_LINKS;
import static io.ramdrive.winfsp.NotificationRule.Condition.NOTHING_LOST;
import static io.ramdrive.winfsp.NotificationRule.Condition.OTHER_DIRECTORY;
import static io.ramdrive.winfsp.NotificationRule.Condition.REPLACES;
import static io.ramdrive.winfsp.NotificationRule.Message.INODE;
import static io.ramdrive.winfsp.NotificationRule.Message.NAME;
import static io.ramdrive.winfsp.NotificationRule.Message.NEW_NAME;
import static io.ramdrive.winfsp.NotificationRule.Message.NEW_PARENT;
import static io.ramdrive.winfsp.NotificationRule.Message.PARENT;
import static io.ramdrive.winfsp.NotificationRule.Message.REPLACED;
import static io.ramdrive.winfsp.binding.WinNt.FILE_ACTION_ADDED;
import static io.ramdrive.winfsp.binding.WinNt.FILE_ACTION_MODIFIED;
import static io.ramdrive.winfsp.binding.WinNt.FILE_ACTION_REMOVED;
import static io.ramdrive.winfsp.binding.WinNt.FILE_ACTION_RENAMED_NEW_NAME;
import static io.ramdrive.winfsp.binding.WinNt.FILE_ACTION_RENAMED_OLD_NAME;
import static io.ramdrive.winfsp.binding.WinNt.FILE_NOTIFY_CHANGE_ATTRIBUTES;
import static io.ramdrive.winfsp.binding.WinNt.FILE_NOTIFY_CHANGE_DIR_NAME;
import static io.ramdrive.winfsp.binding.WinNt.FILE_NOTIFY_CHANGE_FILE_NAME;
import static io.ramdrive.winfsp.binding.WinNt.FILE_NOTIFY_CHANGE_LAST_WRITE;
import static io.ramdrive.winfsp.binding.WinNt.FILE_NOTIFY_CHANGE_SIZE;

import io.ramdrive.volume.ChangeKind;

/**
 * The notification matrix of Windows: what WinFsp is told of each kind of change that came through
 * another view; what came through the mount its kernel knows by the replies. One row, one
 * notification; {@code docs/coherence.md} shows the same table, with the same names of rows as for
 * Linux, where a row that is absent here says why.
 *
 * <p>Rows of one kind are sent in their order.
 */
enum NotificationRule {
  CREATED_NAME(CREATED, ALWAYS, NAME, Filter.NAMES, Action.ADDED),
  CREATED_PARENT(CREATED, ALWAYS, PARENT, Filter.TIMES, Action.MODIFIED),
  LINKED_NAME(LINKED, ALWAYS, NAME, Filter.NAMES, Action.ADDED),
  LINKED_PARENT(LINKED, ALWAYS, PARENT, Filter.TIMES, Action.MODIFIED),
  LINKED_INODE(LINKED, ALWAYS, INODE, Filter.ATTRIBUTES, Action.MODIFIED),
  UNLINKED_LAST_NAME(UNLINKED, LAST_LINK, NAME, Filter.NAMES, Action.REMOVED),
  UNLINKED_NAME(UNLINKED, MORE_LINKS, NAME, Filter.NAMES, Action.REMOVED),
  UNLINKED_PARENT(UNLINKED, ALWAYS, PARENT, Filter.TIMES, Action.MODIFIED),
  UNLINKED_INODE(UNLINKED, ALWAYS, INODE, Filter.ATTRIBUTES, Action.MODIFIED),
  REMOVED_NAME(REMOVED, ALWAYS, NAME, Filter.NAMES, Action.REMOVED),
  REMOVED_PARENT(REMOVED, ALWAYS, PARENT, Filter.TIMES, Action.MODIFIED),
  RENAMED_REPLACED(RENAMED, REPLACES, REPLACED, Filter.NAMES, Action.REMOVED),
  RENAMED_NAME(RENAMED, ALWAYS, NAME, Filter.NAMES, Action.RENAMED_OLD_NAME),
  RENAMED_NEW_NAME(RENAMED, NOTHING_LOST, NEW_NAME, Filter.NAMES, Action.RENAMED_NEW_NAME),
  RENAMED_OVER_LAST_NAME(RENAMED, LAST_LINK_LOST, NEW_NAME, Filter.NAMES, Action.RENAMED_NEW_NAME),
  RENAMED_PARENT(RENAMED, ALWAYS, PARENT, Filter.TIMES, Action.MODIFIED),
  RENAMED_NEW_PARENT(RENAMED, OTHER_DIRECTORY, NEW_PARENT, Filter.TIMES, Action.MODIFIED),
  RENAMED_INODE(RENAMED, ALWAYS, INODE, Filter.ATTRIBUTES, Action.MODIFIED),
  EXCHANGED_NAME(EXCHANGED, ALWAYS, NAME, Filter.NAMES, Action.MODIFIED),
  EXCHANGED_NEW_NAME(EXCHANGED, ALWAYS, NEW_NAME, Filter.NAMES, Action.MODIFIED),
  EXCHANGED_PARENT(EXCHANGED, ALWAYS, PARENT, Filter.TIMES, Action.MODIFIED),
  EXCHANGED_NEW_PARENT(EXCHANGED, OTHER_DIRECTORY, NEW_PARENT, Filter.TIMES, Action.MODIFIED),
  WRITTEN_BYTES(WRITTEN, ALWAYS, INODE, Filter.CONTENT, Action.MODIFIED),
  RESIZED_BYTES(RESIZED, ALWAYS, INODE, Filter.CONTENT, Action.MODIFIED),
  ALLOCATED_INODE(ALLOCATED, ALWAYS, INODE, Filter.CONTENT, Action.MODIFIED),
  ATTRIBUTES_INODE(ATTRIBUTES, ALWAYS, INODE, Filter.ATTRIBUTES, Action.MODIFIED),
  XATTRS_INODE(XATTRS, ALWAYS, INODE, Filter.ATTRIBUTES, Action.MODIFIED),
  STREAMS_INODE(STREAMS, ALWAYS, INODE, Filter.ATTRIBUTES, Action.MODIFIED);

  /** When a row applies. */
  enum Condition {
    ALWAYS,
    LAST_LINK,
    MORE_LINKS,
    REPLACES,
    LAST_LINK_LOST,
    NOTHING_LOST,
    OTHER_DIRECTORY
  }

  /** Which paths a row names. */
  enum Message {
    NAME("parent\\name"),
    NEW_NAME("newParent\\newName"),
    REPLACED("newParent\\newName"),
    PARENT("parent"),
    NEW_PARENT("newParent"),
    INODE("every name of the inode");

    private final String text;

    Message(String text) {
      this.text = text;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  /** Which watchers want to hear of it: FILE_NOTIFY_CHANGE_* of winnt.h. */
  enum Filter {
    NAMES(FILE_NOTIFY_CHANGE_FILE_NAME, "FILE_NAME or DIR_NAME"),
    TIMES(FILE_NOTIFY_CHANGE_LAST_WRITE, "LAST_WRITE"),
    ATTRIBUTES(FILE_NOTIFY_CHANGE_ATTRIBUTES, "ATTRIBUTES"),
    CONTENT(FILE_NOTIFY_CHANGE_SIZE | FILE_NOTIFY_CHANGE_LAST_WRITE, "SIZE, LAST_WRITE");

    private final int bits;
    private final String text;

    Filter(int bits, String text) {
      this.bits = bits;
      this.text = text;
    }

    @Override
    public String toString() {
      return text;
    }

    /** The bits for a file or for a directory. */
    int bits(boolean directory) {
      return this == NAMES && directory ? FILE_NOTIFY_CHANGE_DIR_NAME : bits;
    }
  }

  /** What watchers hear: FILE_ACTION_* of winnt.h. */
  enum Action {
    ADDED(FILE_ACTION_ADDED),
    REMOVED(FILE_ACTION_REMOVED),
    MODIFIED(FILE_ACTION_MODIFIED),
    RENAMED_OLD_NAME(FILE_ACTION_RENAMED_OLD_NAME),
    RENAMED_NEW_NAME(FILE_ACTION_RENAMED_NEW_NAME);

    private final int code;

    Action(int code) {
      this.code = code;
    }

    int code() {
      return code;
    }
  }

  private final ChangeKind kind;
  private final Condition condition;
  private final Message message;
  private final Filter filter;
  private final Action action;

  NotificationRule(
      ChangeKind kind, Condition condition, Message message, Filter filter, Action action) {
    this.kind = kind;
    this.condition = condition;
    this.message = message;
    this.filter = filter;
    this.action = action;
  }

  ChangeKind kind() {
    return kind;
  }

  Condition condition() {
    return condition;
  }

  Message message() {
    return message;
  }

  Filter filter() {
    return filter;
  }

  Action action() {
    return action;
  }

  /** Whether the name it tells of is another inode's now, or nobody's, with all below it. */
  boolean movesName() {
    return this == RENAMED_NAME || this == EXCHANGED_NAME || this == EXCHANGED_NEW_NAME;
  }

  /** The notification, as the documents show it. */
  String notification() {
    return "Notify(%s, %s, %s)".formatted(message, action, filter);
  }
}
