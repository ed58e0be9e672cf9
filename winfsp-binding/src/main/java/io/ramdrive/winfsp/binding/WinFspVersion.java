// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.binding;

import java.util.Comparator;

/** A release of WinFsp, as {@code FspVersion} tells it: 2.1 is the product "2025". */
public record WinFspVersion(int major, int minor) implements Comparable<WinFspVersion> {
  /** The oldest release that this library works with. */
  public static final WinFspVersion OLDEST = new WinFspVersion(1, 10);

  static final WinFspVersion V1_11 = new WinFspVersion(1, 11);
  static final WinFspVersion V1_12 = new WinFspVersion(1, 12);
  static final WinFspVersion V2_0 = new WinFspVersion(2, 0);
  static final WinFspVersion V2_1 = new WinFspVersion(2, 1);

  private static final Comparator<WinFspVersion> ORDER =
      Comparator.comparingInt(WinFspVersion::major).thenComparingInt(WinFspVersion::minor);

  /** The version that stands in a UINT32: the major number above, the minor below. */
  static WinFspVersion ofPacked(int packed) {
    return new WinFspVersion(packed >>> 16, packed & 0xFFFF);
  }

  @Override
  public int compareTo(WinFspVersion other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return major + "." + minor;
  }
}
