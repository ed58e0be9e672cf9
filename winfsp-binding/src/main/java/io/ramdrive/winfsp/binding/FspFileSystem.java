// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.binding;

import static java.lang.foreign.ValueLayout.JAVA_CHAR_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import java.lang.foreign.MemorySegment;

/**
 * FSP_FILE_SYSTEM: WinFsp's own; a file system may set UserContext before it is mounted and look at
 * the others.
 *
 * <pre>
 *     0  Version
 *     8  UserContext
 *    16  VolumeName (512 bytes)
 *   528  VolumeHandle
 *   728  Interface
 *   752  MountPoint
 * </pre>
 */
public final class FspFileSystem {
  /** In bytes. */
  public static final int SIZE = 792;

  public static final int Version = 0;
  public static final int UserContext = 8;
  public static final int VolumeName = 16;
  public static final int VolumeHandle = 528;
  public static final int Interface = 728;
  public static final int MountPoint = 752;

  private FspFileSystem() {}

  public static int version(MemorySegment memory, long at) {
    return memory.get(JAVA_CHAR_UNALIGNED, at + Version);
  }

  public static void version(MemorySegment memory, long at, int value) {
    memory.set(JAVA_CHAR_UNALIGNED, at + Version, (char) value);
  }

  public static long userContext(MemorySegment memory, long at) {
    return memory.get(JAVA_LONG_UNALIGNED, at + UserContext);
  }

  public static void userContext(MemorySegment memory, long at, long value) {
    memory.set(JAVA_LONG_UNALIGNED, at + UserContext, value);
  }

  public static long volumeHandle(MemorySegment memory, long at) {
    return memory.get(JAVA_LONG_UNALIGNED, at + VolumeHandle);
  }

  public static void volumeHandle(MemorySegment memory, long at, long value) {
    memory.set(JAVA_LONG_UNALIGNED, at + VolumeHandle, value);
  }

  public static long interfaceTable(MemorySegment memory, long at) {
    return memory.get(JAVA_LONG_UNALIGNED, at + Interface);
  }

  public static void interfaceTable(MemorySegment memory, long at, long value) {
    memory.set(JAVA_LONG_UNALIGNED, at + Interface, value);
  }

  public static long mountPoint(MemorySegment memory, long at) {
    return memory.get(JAVA_LONG_UNALIGNED, at + MountPoint);
  }

  public static void mountPoint(MemorySegment memory, long at, long value) {
    memory.set(JAVA_LONG_UNALIGNED, at + MountPoint, value);
  }
}
