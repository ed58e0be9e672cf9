// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp;

import java.util.List;

/**
 * What a fuzz step is done to: a drive, or the model of one. What fails throws {@link
 * io.ramdrive.winfsp.sim.NtStatusException}. A handle stands in a numbered slot; without one there
 * nothing happens.
 */
interface FuzzTarget {
  /** Opens a file for everything, sharing everything; what was in the slot is closed. */
  void open(int slot, String path, int disposition);

  void close(int slot);

  void write(int slot, long offset, byte[] bytes);

  void append(int slot, byte[] bytes);

  byte[] read(int slot, long offset, int length);

  void resize(int slot, long size);

  void allocate(int slot, long size);

  void flush(int slot);

  long size(int slot);

  /** The file goes with its last handle, or stays after all. */
  void dispose(int slot, boolean delete);

  void createDirectory(String path);

  void removeDirectory(String path);

  void delete(String path);

  void deletePosix(String path);

  void rename(String from, String to);

  void replace(String from, String to);

  void replacePosix(String from, String to);

  void setAttributes(String path, int attributes);

  int attributes(String path);

  /** The names in a directory, sorted without regard to case. */
  List<String> list(String path);

  byte[] content(String path);

  /** Whatever happens by itself on a machine, one thing or another. */
  void disturb(int kind);
}
