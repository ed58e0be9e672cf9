// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.binding;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Addresses of native memory. They cross the border as plain numbers, which every 64-bit calling
 * convention passes as it passes pointers, and which unlike segments cost no object.
 */
public final class Pointer {
  /** The layout of a pointer in a signature. */
  public static final ValueLayout.OfLong LAYOUT = ValueLayout.JAVA_LONG;

  /** All native memory: where an address is an offset. */
  public static final MemorySegment MEMORY = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);

  /** The null pointer. */
  public static final long NULL = 0;

  private Pointer() {}
}
