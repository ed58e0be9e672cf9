// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp;

import io.ramdrive.volume.DirectoryVisitor;
import io.ramdrive.volume.Inode;
import io.ramdrive.volume.NameMatching;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * The names of a directory at one instant, in the order in which Windows is shown them. A listing
 * that stopped after a name goes on behind it, whether the name is still there or not.
 *
 * <p>The order is that of the folded UTF-16 units, {@code .} and {@code ..} before all others.
 */
final class DirectorySnapshot {
  /** A name, as Windows shows it and as the volume stores it. */
  @SuppressWarnings("ArrayRecordComponent") // the volume's own array; never compared
  record Entry(String name, byte[] stored) {
    boolean isDots() {
      return name.equals(".") || name.equals("..");
    }
  }

  private static final Comparator<String> ORDER = DirectorySnapshot::compare;

  private final Entry[] entries;

  private DirectorySnapshot(Entry[] entries) {
    this.entries = entries;
  }

  int size() {
    return entries.length;
  }

  Entry at(int index) {
    return entries[index];
  }

  /** The index of the first name behind {@code marker}. */
  int firstBehind(String marker) {
    int low = 0;
    int high = entries.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (compare(entries[middle].name(), marker) <= 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private static int compare(String one, String other) {
    int dots = Integer.compare(dots(one), dots(other));
    if (dots != 0) {
      return dots;
    }
    int common = Math.min(one.length(), other.length());
    for (int i = 0; i < common; i++) {
      int units =
          Character.compare(
              NameMatching.upperCase(one.charAt(i)), NameMatching.upperCase(other.charAt(i)));
      if (units != 0) {
        return units;
      }
    }
    int length = Integer.compare(one.length(), other.length());
    return length == 0 ? one.compareTo(other) : length;
  }

  private static int dots(String name) {
    return name.equals(".") ? 0 : name.equals("..") ? 1 : 2;
  }

  /** Collects the names of a directory. Reused: one thread at a time. */
  static final class Builder implements DirectoryVisitor {
    private final List<Entry> found = new ArrayList<>();
    private boolean withDots;

    /** Starts anew; the root has neither {@code .} nor {@code ..} on Windows. */
    Builder begin(boolean isRoot) {
      found.clear();
      withDots = !isRoot;
      return this;
    }

    @Override
    public boolean entry(byte[] name, Inode inode, long position) {
      Entry entry = new Entry(WideName.decode(name), name);
      if (withDots || !entry.isDots()) {
        found.add(entry);
      }
      return true;
    }

    DirectorySnapshot build() {
      Entry[] entries = found.toArray(new Entry[0]);
      found.clear();
      Arrays.sort(entries, Comparator.comparing(Entry::name, ORDER));
      return new DirectorySnapshot(entries);
    }
  }
}
