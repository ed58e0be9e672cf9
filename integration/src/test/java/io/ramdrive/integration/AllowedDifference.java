// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.integration;

/**
 * Where the drive and tmpfs may differ, and why. Nothing else may. The first three are marks on an
 * inode, made by the operation that gives the reason; the others hold always.
 */
enum AllowedDifference {
  /**
   * SEEK_DATA and SEEK_HOLE. tmpfs calls pages that are allocated but not written a hole, turns
   * holes into written pages when it copies a range, and makes pages when a mapping is read. What
   * stays checked: no data lies in what is called a hole.
   */
  EXTENTS,
  /**
   * Allocated blocks. A drive shares the pages of a copied range and keeps its holes; only tmpfs
   * makes a page when a mapping reads a hole.
   */
  BLOCKS,
  /**
   * Times of a file that is or was mapped. A store through a mapping changes no time on tmpfs; on a
   * drive it becomes a write, when the kernel writes the page back. Until then the kernel does not
   * tell FUSE's SEEK_DATA of it either.
   */
  MAPPED,
  /** Size and blocks of a directory: tmpfs counts 20 bytes for an entry, others what they like. */
  DIRECTORY_SIZE,
  /** Blocks of a symlink: tmpfs needs a page for a long target. */
  SYMLINK_BLOCKS,
  /** Access time, save what utimensat has just set: neither promises when a read updates it. */
  ACCESS_TIME,
  /** Times of FIFOs: the kernel keeps FUSE inodes' times to itself when a pipe is written. */
  FIFO_TIMES,
  /** The order of directory entries and of extended attributes' names. */
  ORDER,
  /** Inode and device numbers; that lstat and a listing agree is checked. */
  NUMBERS,
  /** Positions in a directory: any file system has its own. */
  DIRECTORY_POSITION,
  /** ZERO_RANGE, which tmpfs lacks: see {@link Fallocate}. */
  ZERO_RANGE,
  /**
   * The times after truncate(2) to the size that the file has. On tmpfs they move when the file has
   * pages and stay when it has none; FUSE cannot tell this from O_TRUNC. Never tried.
   */
  TRUNCATE_TO_THE_SAME_SIZE,
  /**
   * chown of neither owner nor group. On tmpfs it takes the set-user-id bit away, which only the
   * owner may do; the kernel sends FUSE a request for nothing, whoever asks. Never tried.
   */
  CHOWN_OF_NOTHING,
  /**
   * The set-group-id bit of a file whose group may not execute: a write by a stranger takes it away
   * on tmpfs, but not by FUSE's rules (FUSE_HANDLE_KILLPRIV_V2 of linux/fuse.h). Never tried.
   */
  SETGID_WITHOUT_EXECUTE
}
