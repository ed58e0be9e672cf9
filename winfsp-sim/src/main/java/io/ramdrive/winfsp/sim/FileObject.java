// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.sim;

import org.jspecify.annotations.Nullable;

/** An open file: FILE_OBJECT with FSP_FILE_DESC. The node's lock guards what changes. */
final class FileObject {
  final FsdNode node;
  final FileContext context;
  final Caller caller;

  /** What was granted. */
  final int access;

  final int share;
  final int options;

  /** User mode wants no data of this handle cached. */
  final boolean disableCache;

  /** Of a stream: the driver's own handle on its file. */
  final @Nullable FileObject mainFile;

  /** What programs know about the file, whatever user mode says. */
  final ModelFile model;

  final DirectoryScan scan = new DirectoryScan();

  boolean cleanedUp;
  boolean closed;
  boolean posixDelete;
  boolean deleteOnClose;
  boolean modified;
  boolean sizeChanged;
  boolean metadataChanged;
  boolean didSetAttributes;
  boolean didSetLastAccessTime;
  boolean didSetLastWriteTime;
  boolean didSetChangeTime;
  boolean accessed;

  /** When the memory manager lets go of it, by the virtual clock; meaningful once cleaned up. */
  long closeDue;

  FileObject(
      FsdNode node,
      FileContext context,
      Caller caller,
      int access,
      int share,
      int options,
      boolean disableCache,
      @Nullable FileObject mainFile,
      ModelFile model) {
    this.node = node;
    this.context = context;
    this.caller = caller;
    this.access = access;
    this.share = share;
    this.options = options;
    this.disableCache = disableCache;
    this.mainFile = mainFile;
    this.model = model;
  }

  boolean grants(int right) {
    return (access & right) != 0;
  }

  boolean has(int option) {
    return (options & option) != 0;
  }

  @Override
  public String toString() {
    return node.name();
  }
}
