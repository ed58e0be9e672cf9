// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.sim;

/** A file mapped into a program's memory: MapViewOfFile. */
public final class SimView implements AutoCloseable {
  private SimView() {}

  /** Loads from the view: page faults read the file. */
  public byte[] read(long offset, int length) {
    throw new UnsupportedOperationException();
  }

  /** Stores into the view: the pages are written later. */
  public void write(long offset, byte[] bytes) {
    throw new UnsupportedOperationException();
  }

  /** FlushViewOfFile. */
  public void flush() {
    throw new UnsupportedOperationException();
  }

  /** UnmapViewOfFile; dirty pages are written later. */
  @Override
  public void close() {
    throw new UnsupportedOperationException();
  }
}
