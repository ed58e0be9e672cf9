// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.volume;

/** What a {@link Change} changed, and so which of its components mean something. */
public enum ChangeKind {
  /** {@code name} in {@code parent} is a new inode: a file, directory, symlink or node. */
  CREATED,
  /** {@code name} in {@code parent} is one more name of an inode. */
  LINKED,
  /** {@code name} in {@code parent} names nothing any more; the inode is no directory. */
  UNLINKED,
  /** {@code name} in {@code parent}, an empty directory, has been removed. */
  REMOVED,
  /**
   * {@code name} in {@code parent} has become {@code newName} in {@code newParent}; {@code
   * replaced} is what was there before.
   */
  RENAMED,
  /**
   * {@code name} in {@code parent} and {@code newName} in {@code newParent} have changed places;
   * the inode is the one at {@code newName} now, {@code replaced} the one at {@code name}.
   */
  EXCHANGED,
  /**
   * The {@code length} bytes at {@code offset} have other values; the file may have become longer.
   */
  WRITTEN,
  /** The file's length was set: everything from {@code offset} on may be different. */
  RESIZED,
  /**
   * Space was reserved or given back; the file may have become longer, but no byte has another
   * value.
   */
  ALLOCATED,
  /** Mode, owner, times, or what only Windows knows of were set. */
  ATTRIBUTES,
  /** Extended attributes or access control lists, and with these perhaps the mode. */
  XATTRS,
  /** A named stream came or went. */
  STREAMS
}
