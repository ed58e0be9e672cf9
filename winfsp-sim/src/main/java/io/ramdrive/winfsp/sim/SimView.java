// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.sim;

/** A file mapped into a program's memory: MapViewOfFile. */
public final class SimView implements AutoCloseable {
  private final FsdVolume fsd;
  private final FileObject file;
  private boolean closed;

  private SimView(FsdVolume fsd, FileObject file) {
    this.fsd = fsd;
    this.file = file;
  }

  static SimView of(FsdVolume fsd, FileObject file) {
    DataRequests.checkOpen(file);
    InformationRequests.require(file, FileAccess.FILE_READ_DATA);
    FsdNode node = file.node;
    try (var _ = fsd.begin();
        var _ = node.lock.exclusive("NtCreateSection")) {
      fsd.cache.own(file);
      node.pages.addView();
    }
    return new SimView(fsd, file);
  }

  /** Loads from the view: page faults read the file. */
  public byte[] read(long offset, int length) {
    fsd.violations.check();
    return fsd.cache.read(file.node, offset, length);
  }

  /** Stores into the view: the pages are written later. */
  public void write(long offset, byte[] bytes) {
    InformationRequests.require(file, FileAccess.FILE_WRITE_DATA);
    if (offset + bytes.length > file.node.cachedSize()) {
      throw new IndexOutOfBoundsException("Behind the end of the view of " + file);
    }
    fsd.violations.check();
    fsd.cache.write(file, offset, bytes);
  }

  /** FlushViewOfFile. */
  public void flush() {
    FsdNode node = file.node;
    try (var _ = fsd.begin();
        var _ = node.lock.exclusive("FlushViewOfFile")) {
      fsd.cache.flush(node, 0, Long.MAX_VALUE);
    }
  }

  /** UnmapViewOfFile; dirty pages are written later. */
  @Override
  public void close() {
    if (!closed) {
      closed = true;
      file.node.pages.removeView();
    }
  }
}
