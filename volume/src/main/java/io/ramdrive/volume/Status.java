// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.volume;

/**
 * The outcome of an operation on a volume. A status is a value, not an exception, because the hot
 * paths must not allocate; each view maps it to its own codes (errno, NTSTATUS, {@code
 * java.nio.file} exceptions).
 */
public enum Status {
  /** Done. */
  OK,
  /** No such name, or no such inode. */
  NOT_FOUND,
  /** The name is taken. */
  EXISTS,
  /** A directory is needed. */
  NOT_DIRECTORY,
  /** A directory is not allowed here. */
  IS_DIRECTORY,
  /** The directory still has entries. */
  NOT_EMPTY,
  /** The volume's capacity, in bytes or in inodes, is used up. */
  NO_SPACE,
  /** A name longer than {@link NameMatching} allows, or a symlink target of more than 4095. */
  NAME_TOO_LONG,
  /** The inode has as many links as it can have. */
  TOO_MANY_LINKS,
  /** An argument has no meaning here. */
  INVALID,
  /** The operation is refused whoever asks. */
  NOT_PERMITTED,
  /** No such extended attribute. */
  NO_DATA,
  /** Nothing at or behind the offset: the answer of SEEK_DATA and SEEK_HOLE. */
  NO_SUCH_OFFSET,
  /** The caller's buffer is too small. */
  RANGE,
  /** A value is larger than the volume accepts. */
  TOO_BIG,
  /** An offset behind the largest file size. */
  FILE_TOO_LARGE,
  /** The volume does not offer this. */
  UNSUPPORTED,
  /** The inode this refers to has been freed. */
  STALE
}
