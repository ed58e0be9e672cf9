// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.sim;

import io.ramdrive.winfsp.binding.WinNt;
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

  /** What a file and its streams have in common; its own monitor guards it. */
  private final Basic basic;

  private long fileSize;
  private long allocationSize;
  private long infoExpiry;
  private long changeNumber;

  /** Attributes and times, in the node of the file itself. */
  private static final class Basic {
    private @Nullable FileInformation info;
    private long expiry;
    private long changeNumber;
    private volatile boolean stale;
  }

  FsdNode(
      String name,
      boolean directory,
      long indexNumber,
      @Nullable FsdNode mainNode,
      int allocationUnit,
      long patienceMillis) {
    this.name = name;
    this.directory = directory;
    this.indexNumber = indexNumber;
    this.allocationUnit = allocationUnit;
    basic = mainNode == null ? new Basic() : mainNode.basic;
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
    allocationSize = (allocation + allocationUnit - 1) / allocationUnit * allocationUnit;
    fileSize = answer.fileSize();
    infoExpiry = expiry;
    changeNumber++;
    synchronized (basic) {
      basic.info = answer;
      basic.expiry = expiry;
      basic.changeNumber++;
      basic.stale = false;
    }
    pages.truncate(fileSize);
  }

  synchronized void invalidateFileInfo() {
    infoExpiry = 0;
    synchronized (basic) {
      basic.expiry = 0;
    }
  }

  /** What the driver answers from, or null if it has to ask. */
  synchronized @Nullable FileInformation cachedInfo(long now) {
    synchronized (basic) {
      FileInformation shared = basic.info;
      if (shared == null || now >= infoExpiry || now >= basic.expiry) {
        return null;
      }
      int kind = directory ? WinNt.FILE_ATTRIBUTE_DIRECTORY : 0;
      return new FileInformation(
          (shared.attributes() & ~WinNt.FILE_ATTRIBUTE_DIRECTORY) | kind,
          shared.reparseTag(),
          allocationSize,
          fileSize,
          shared.creationTime(),
          shared.lastAccessTime(),
          shared.lastWriteTime(),
          shared.changeTime(),
          indexNumber,
          shared.hardLinks(),
          shared.eaSize());
    }
  }

  /** The size that bounds cached reads, fresh or not. */
  synchronized long cachedSize() {
    return fileSize;
  }

  /** Moves with each FileInfo that is taken. */
  synchronized long changeNumber() {
    synchronized (basic) {
      return changeNumber + basic.changeNumber;
    }
  }

  /** User mode has changed times or attributes since they were taken, as it may. */
  void basicInfoIsStale() {
    basic.stale = true;
  }

  boolean isBasicInfoStale() {
    return basic.stale;
  }
}
