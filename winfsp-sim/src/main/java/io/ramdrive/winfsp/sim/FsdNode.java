// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.sim;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The driver's record of an open file: FSP_FILE_NODE. There is one for each name that is open, and
 * it lives until the last Close. The table's monitor guards the counts and the name, its own the
 * FileInfo, {@link #lock} the rest.
 */
final class FsdNode {
  /** Main and Pgio, which requests take together ("Full"). */
  final DriverLock lock;

  final PageMap pages = new PageMap();
  final boolean directory;
  final long indexNumber;
  final ShareAccess share = new ShareAccess();
  final ByteRangeLocks locks = new ByteRangeLocks();
  private final List<FileObject> fileObjects = new ArrayList<>();
  private final int allocationUnit;
  private volatile String name;

  /** Whether new opens find it; false after a delete or when a rename replaced it. */
  volatile boolean inTable = true;

  int handleCount;
  boolean deletePending;
  boolean truncateOnClose;

  /** The file object that the cache manager and the memory manager do their I/O with. */
  volatile @Nullable FileObject cacheOwner;

  private @Nullable FileInformation info;
  private long infoExpiry;
  private long changeNumber;

  /** Whether user mode has changed times or allocation since {@link #info}, as it may. */
  volatile boolean timesStale;

  FsdNode(
      String name, boolean directory, long indexNumber, int allocationUnit, long patienceMillis) {
    this.name = name;
    this.directory = directory;
    this.indexNumber = indexNumber;
    this.allocationUnit = allocationUnit;
    lock = new DriverLock("the node " + name, Invariant.THREADING, patienceMillis);
  }

  /** As {@code GetFinalPathNameByHandle} shows it. */
  String name() {
    return name;
  }

  void rename(String newName) {
    name = newName;
  }

  /** The file objects whose Close has not been sent, oldest first. */
  List<FileObject> fileObjects() {
    return fileObjects;
  }

  boolean isStream() {
    return FileName.streamStart(name) != 0;
  }

  /** Takes what user mode says for the truth: FspFileNodeSetFileInfo. */
  synchronized void setFileInfo(FileInformation answer, long expiry) {
    long allocation = Math.max(answer.allocationSize(), answer.fileSize());
    long rounded = (allocation + allocationUnit - 1) / allocationUnit * allocationUnit;
    info =
        new FileInformation(
            answer.attributes(),
            answer.reparseTag(),
            rounded,
            answer.fileSize(),
            answer.creationTime(),
            answer.lastAccessTime(),
            answer.lastWriteTime(),
            answer.changeTime(),
            indexNumber,
            answer.hardLinks(),
            answer.eaSize());
    infoExpiry = expiry;
    changeNumber++;
    timesStale = false;
    pages.truncate(answer.fileSize());
  }

  synchronized void invalidateFileInfo() {
    infoExpiry = 0;
  }

  /** What the driver answers from, or null if it has to ask. */
  synchronized @Nullable FileInformation cachedInfo(long now) {
    return now < infoExpiry ? info : null;
  }

  /** What bounds cached reads, fresh or not. */
  synchronized @Nullable FileInformation lastInfo() {
    return info;
  }

  /** The size that bounds cached reads, fresh or not. */
  synchronized long cachedSize() {
    FileInformation known = info;
    return known == null ? 0 : known.fileSize();
  }

  synchronized long changeNumber() {
    return changeNumber;
  }
}
