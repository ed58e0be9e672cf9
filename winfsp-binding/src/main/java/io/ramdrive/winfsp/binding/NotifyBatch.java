// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.binding;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * Changes that the kernel is told of in one call: {@link FileSystemHost#notify(NotifyBatch)}.
 * Filling it in allocates nothing. For one thread at a time.
 */
public final class NotifyBatch {
  private final MemorySegment records;
  private final NotifyNames names;
  private int size;

  NotifyBatch(int capacity, NotifyNames names) {
    this.records = Arena.ofAuto().allocate(capacity, 8);
    this.names = names;
  }

  /**
   * Adds a change.
   *
   * @param path from the root if it begins with a backslash, else from the last such path of the
   *     batch
   * @return false if there is no room for it
   */
  public boolean add(int filter, int action, CharSequence path) {
    int units = path.length();
    int at = (size + 7) & -8;
    if (units > NotifyRecord.LONGEST_PATH
        || at + NotifyInfo.SIZE + 2L * units > records.byteSize()) {
      return false;
    }
    // Between records there is nothing: a byte of an earlier batch would be part of this one.
    records.asSlice(size, at - size).fill((byte) 0);
    size = at + NotifyRecord.write(records, at, filter, action, path, names);
    return true;
  }

  /** Makes it empty. */
  public void clear() {
    size = 0;
  }

  public boolean isEmpty() {
    return size == 0;
  }

  /** In bytes. */
  public int size() {
    return size;
  }

  long address() {
    return records.address();
  }
}
