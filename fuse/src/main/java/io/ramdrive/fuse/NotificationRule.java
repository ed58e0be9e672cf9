// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

import static io.ramdrive.fuse.NotificationRule.Condition.*;
import static io.ramdrive.fuse.NotificationRule.Message.*;
import static io.ramdrive.fuse.NotificationRule.Receiver.*;
import static io.ramdrive.volume.ChangeKind.*;

import io.ramdrive.volume.ChangeKind;

/**
 * The notification matrix: what the kernel of a mount is told of a change. Each constant is one
 * row; docs/coherence.md shows the same rows. Of the rows for one kind of change, those about names
 * come first.
 */
enum NotificationRule {
  CREATED_NAME(CREATED, ALWAYS, OTHERS, ENTRY, "the absence of the name"),
  CREATED_PARENT(CREATED, ALWAYS, OTHERS, PARENT, "the directory's listing, times, link count"),
  LINKED_NAME(LINKED, ALWAYS, OTHERS, ENTRY, "the absence of the name"),
  LINKED_PARENT(LINKED, ALWAYS, OTHERS, PARENT, "the directory's listing and times"),
  LINKED_INODE(LINKED, ALWAYS, OTHERS, INODE, "the inode's link count"),
  UNLINKED_LAST_NAME(UNLINKED, LAST_LINK, OTHERS, DELETE, "the name; watchers miss the deletion"),
  UNLINKED_NAME(UNLINKED, MORE_LINKS, OTHERS, ENTRY, "the name"),
  UNLINKED_PARENT(UNLINKED, ALWAYS, OTHERS, PARENT, "the directory's listing and times"),
  UNLINKED_INODE(UNLINKED, ALWAYS, OTHERS, INODE, "the inode's link count and time of change"),
  REMOVED_NAME(REMOVED, ALWAYS, OTHERS, DELETE, "the name; watchers miss the deletion"),
  REMOVED_PARENT(REMOVED, ALWAYS, OTHERS, PARENT, "the directory's listing, times, link count"),
  REMOVED_INODE(REMOVED, ALWAYS, OTHERS, INODE, "the removed directory's time of change"),
  RENAMED_NAME(RENAMED, ALWAYS, OTHERS, ENTRY, "the old name"),
  RENAMED_NEW_NAME(RENAMED, NOTHING_LOST, OTHERS, NEW_ENTRY, "what the new name is"),
  RENAMED_OVER_LAST_NAME(
      RENAMED, LAST_LINK_LOST, OTHERS, NEW_DELETE, "what the new name is; watchers miss the loss"),
  RENAMED_OWN_NAME(RENAMED, UNSETTLED, ORIGIN, NEW_ENTRY, "what the new name is: see below"),
  RENAMED_PARENT(RENAMED, ALWAYS, OTHERS, PARENT, "the old directory's listing and times"),
  RENAMED_NEW_PARENT(
      RENAMED, OTHER_DIRECTORY, OTHERS, NEW_PARENT, "the new directory's listing and times"),
  RENAMED_INODE(RENAMED, ALWAYS, OTHERS, INODE, "the inode's time of change"),
  RENAMED_REPLACED(RENAMED, REPLACES, OTHERS, REPLACED, "the replaced inode's link count"),
  EXCHANGED_NAME(EXCHANGED, ALWAYS, OTHERS, ENTRY, "what the one name is"),
  EXCHANGED_NEW_NAME(EXCHANGED, ALWAYS, OTHERS, NEW_ENTRY, "what the other name is"),
  EXCHANGED_OWN_NAME(EXCHANGED, UNSETTLED, ORIGIN, ENTRY, "what the one name is: see below"),
  EXCHANGED_OWN_NEW_NAME(
      EXCHANGED, UNSETTLED, ORIGIN, NEW_ENTRY, "what the other name is: see below"),
  EXCHANGED_PARENT(EXCHANGED, ALWAYS, OTHERS, PARENT, "the one directory's listing and times"),
  EXCHANGED_NEW_PARENT(
      EXCHANGED, OTHER_DIRECTORY, OTHERS, NEW_PARENT, "the other directory's listing and times"),
  EXCHANGED_INODE(EXCHANGED, ALWAYS, OTHERS, INODE, "the one inode's time of change"),
  EXCHANGED_REPLACED(EXCHANGED, ALWAYS, OTHERS, REPLACED, "the other inode's time of change"),
  WRITTEN_BYTES(WRITTEN, ALWAYS, OTHERS, RANGE, "the bytes, the size, the times"),
  WRITTEN_DISPLACED(
      WRITTEN, IS_DISPLACED, ORIGIN, TAIL, "all from where the kernel put the bytes: see below"),
  WRITTEN_SHARED(WRITTEN, IS_SHARED, ORIGIN, RANGE, "the bytes: see below"),
  RESIZED_BYTES(RESIZED, ALWAYS, OTHERS, RANGE, "the size, the bytes behind it, the times"),
  ALLOCATED_INODE(ALLOCATED, ALWAYS, OTHERS, INODE, "the size, the space in use"),
  ATTRIBUTES_INODE(ATTRIBUTES, ALWAYS, OTHERS, INODE, "mode, owner, times"),
  XATTRS_INODE(
      XATTRS, ALWAYS, OTHERS, INODE, "the access control list, the mode, the time of change");

  /** When a row applies. */
  enum Condition {
    ALWAYS(""),
    LAST_LINK("it was the inode's last name"),
    MORE_LINKS("the inode has other names"),
    REPLACES("another inode had the new name"),
    LAST_LINK_LOST("another inode lost its last name"),
    NOTHING_LOST("no other inode lost its last name"),
    OTHER_DIRECTORY("the directories differ"),
    UNSETTLED("the kernel has not been told of all that other views changed"),
    IS_DISPLACED("an append went elsewhere than the kernel believes"),
    IS_SHARED("another view has changed the content before");

    private final String text;

    Condition(String text) {
      this.text = text;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  /** Whose kernel a row tells. */
  enum Receiver {
    /** The kernel of each mount that the change did not come through. */
    OTHERS("each other mount"),
    /** The kernel of the mount that it came through. */
    ORIGIN("the mount itself");

    private final String text;

    Receiver(String text) {
      this.text = text;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  /** What a row tells. */
  enum Message {
    ENTRY("INVAL_ENTRY(parent, name)"),
    NEW_ENTRY("INVAL_ENTRY(newParent, newName)"),
    DELETE("DELETE(parent, inode, name)"),
    NEW_DELETE("DELETE(newParent, replaced, newName)"),
    PARENT("INVAL_INODE(parent, 0, 0)"),
    NEW_PARENT("INVAL_INODE(newParent, 0, 0)"),
    INODE("INVAL_INODE(inode, -1, 0)"),
    REPLACED("INVAL_INODE(replaced, -1, 0)"),
    RANGE("INVAL_INODE(inode, offset, length)"),
    TAIL("INVAL_INODE(inode, the smaller offset, 0)");

    private final String text;

    Message(String text) {
      this.text = text;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  private final ChangeKind kind;
  private final Condition condition;
  private final Receiver receiver;
  private final Message message;
  private final String stale;

  NotificationRule(
      ChangeKind kind, Condition condition, Receiver receiver, Message message, String stale) {
    this.kind = kind;
    this.condition = condition;
    this.receiver = receiver;
    this.message = message;
    this.stale = stale;
  }

  ChangeKind kind() {
    return kind;
  }

  Condition condition() {
    return condition;
  }

  Receiver receiver() {
    return receiver;
  }

  Message message() {
    return message;
  }

  /** What goes stale without the row. */
  String stale() {
    return stale;
  }
}
