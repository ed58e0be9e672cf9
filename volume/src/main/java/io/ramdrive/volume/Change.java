// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.volume;

import org.jspecify.annotations.Nullable;

/**
 * One committed change of a volume, as its views learn of it. Reused by the {@link Call} that made
 * it: valid during {@link ChangeListener#changed} only, its names too.
 *
 * <p>A read that moves the time of access is not a change.
 */
public final class Change {
  /** {@link #length()}: to the end of the file, wherever that is. */
  public static final long TO_THE_END = 0;

  private final View origin;
  private final Name name;
  private final Name newName;
  private @Nullable ChangeKind kind;
  private long inode;
  private int type;
  private int links;
  private long parent;
  private long newParent;
  private long replaced;
  private int replacedType;
  private int replacedLinks;
  private byte @Nullable [] replacedName;
  private long offset;
  private long length;
  private long saidOffset;
  private boolean writtenBack;

  /** Set by {@link Views} when it publishes. */
  boolean concurrent;

  Change(View origin, Name name, Name newName) {
    this.origin = origin;
    this.name = name;
    this.newName = newName;
  }

  /** What has changed. */
  public ChangeKind kind() {
    if (kind == null) {
      throw new IllegalStateException("nothing has changed");
    }
    return kind;
  }

  /** The view that the change came through. */
  public View origin() {
    return origin;
  }

  /** The inode that was changed or whose name was. */
  public long inode() {
    return inode;
  }

  /** The file type of the inode: one of the S_IF constants of {@link Mode}. */
  public int type() {
    return type;
  }

  /** How many names the inode has now; 0 for a removed directory. */
  public int links() {
    return links;
  }

  /** The directory of {@link #name()}. */
  public long parent() {
    return parent;
  }

  /** The name that came, went or was renamed. */
  public Name name() {
    return name;
  }

  /** The directory of {@link #newName()}. */
  public long newParent() {
    return newParent;
  }

  /** The name after a rename. */
  public Name newName() {
    return newName;
  }

  /** The inode that a rename took the new name from, or 0. */
  public long replaced() {
    return replaced;
  }

  /** The file type of {@link #replaced()}. */
  public int replacedType() {
    return replacedType;
  }

  /** How many names {@link #replaced()} has now. */
  public int replacedLinks() {
    return replacedLinks;
  }

  /**
   * How the entry was spelled that a rename replaced; not to be changed. Null if there was none.
   * Where case matters, it is the new name.
   */
  public byte @Nullable [] replacedName() {
    return replacedName;
  }

  /** The first byte of the file that is different. */
  public long offset() {
    return offset;
  }

  /** How many bytes are different, or {@link #TO_THE_END}. */
  public long length() {
    return length;
  }

  /**
   * Whether an append did not go where its caller believed the end of the file to be: the origin
   * has a wrong picture of the file, too.
   */
  public boolean isDisplaced() {
    return saidOffset != offset;
  }

  /** Where the caller of an append believed the end of the file to be. */
  public long saidOffset() {
    return saidOffset;
  }

  /**
   * Whether other views were changing names when this was published. A kernel mount acts on the
   * names that it believes in; so if the origin is one, it may have moved or dropped a name that
   * was another inode's when the change was committed, and must be told even of its own change.
   */
  public boolean isConcurrent() {
    return concurrent;
  }

  /** Whether the bytes come out of a cache of the origin, which held on to them until now. */
  public boolean isWrittenBack() {
    return writtenBack;
  }

  boolean isEmpty() {
    return kind == null;
  }

  void clear() {
    kind = null;
  }

  /** A name that came or went; under the locks of the directory and the inode. */
  void named(ChangeKind kind, Directory parent, Inode inode) {
    about(kind, inode);
    this.parent = parent.id();
  }

  void renamed(
      ChangeKind kind, Directory parent, Directory newParent, Inode inode, @Nullable Inode other) {
    named(kind, parent, inode);
    this.newParent = newParent.id();
    replaced = other == null ? 0 : other.id();
    replacedType = other == null ? 0 : other.type();
    replacedLinks = other == null ? 0 : other.links();
    replacedName = null;
  }

  void replacedAs(byte @Nullable [] spelling) {
    replacedName = spelling;
  }

  void about(ChangeKind kind, Inode inode) {
    this.kind = kind;
    this.inode = inode.id();
    type = inode.type();
    links = inode.links();
    saidOffset = 0;
    writtenBack = false;
    offset = 0;
    length = TO_THE_END;
  }

  void range(ChangeKind kind, Inode inode, long offset, long length) {
    about(kind, inode);
    this.offset = offset;
    this.length = length;
    saidOffset = offset;
  }

  void writtenBack(boolean back) {
    writtenBack = back;
  }

  void displacedFrom(long said) {
    saidOffset = said;
  }
}
