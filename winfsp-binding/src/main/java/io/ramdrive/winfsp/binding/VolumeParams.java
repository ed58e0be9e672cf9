// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.binding;

import static java.lang.foreign.ValueLayout.JAVA_CHAR_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import java.lang.foreign.MemorySegment;

/**
 * FSP_FSCTL_VOLUME_PARAMS
 *
 * <pre>
 *     0  Version
 *     2  SectorSize
 *     4  SectorsPerAllocationUnit
 *     6  MaxComponentLength
 *     8  VolumeCreationTime
 *    16  VolumeSerialNumber
 *    20  TransactTimeout
 *    24  IrpTimeout
 *    28  IrpCapacity
 *    32  FileInfoTimeout
 *    40  Prefix (384 bytes)
 *   424  FileSystemName (32 bytes)
 *   460  VolumeInfoTimeout
 *   464  DirInfoTimeout
 *   468  SecurityTimeout
 *   472  StreamInfoTimeout
 *   476  EaTimeout
 *   480  FsextControlCode
 *   484  Reserved32 (4 bytes)
 *   488  Reserved64 (16 bytes)
 * </pre>
 */
public final class VolumeParams {
  /** In bytes. */
  public static final int SIZE = 504;

  public static final int Version = 0;
  public static final int SectorSize = 2;
  public static final int SectorsPerAllocationUnit = 4;
  public static final int MaxComponentLength = 6;
  public static final int VolumeCreationTime = 8;
  public static final int VolumeSerialNumber = 16;
  public static final int TransactTimeout = 20;
  public static final int IrpTimeout = 24;
  public static final int IrpCapacity = 28;
  public static final int FileInfoTimeout = 32;
  public static final int Prefix = 40;
  public static final int FileSystemName = 424;
  public static final int VolumeInfoTimeout = 460;
  public static final int DirInfoTimeout = 464;
  public static final int SecurityTimeout = 468;
  public static final int StreamInfoTimeout = 472;
  public static final int EaTimeout = 476;
  public static final int FsextControlCode = 480;
  public static final int Reserved32 = 484;
  public static final int Reserved64 = 488;

  private VolumeParams() {}

  public static int version(MemorySegment memory, long at) {
    return memory.get(JAVA_CHAR_UNALIGNED, at + Version);
  }

  public static void version(MemorySegment memory, long at, int value) {
    memory.set(JAVA_CHAR_UNALIGNED, at + Version, (char) value);
  }

  public static int sectorSize(MemorySegment memory, long at) {
    return memory.get(JAVA_CHAR_UNALIGNED, at + SectorSize);
  }

  public static void sectorSize(MemorySegment memory, long at, int value) {
    memory.set(JAVA_CHAR_UNALIGNED, at + SectorSize, (char) value);
  }

  public static int sectorsPerAllocationUnit(MemorySegment memory, long at) {
    return memory.get(JAVA_CHAR_UNALIGNED, at + SectorsPerAllocationUnit);
  }

  public static void sectorsPerAllocationUnit(MemorySegment memory, long at, int value) {
    memory.set(JAVA_CHAR_UNALIGNED, at + SectorsPerAllocationUnit, (char) value);
  }

  public static int maxComponentLength(MemorySegment memory, long at) {
    return memory.get(JAVA_CHAR_UNALIGNED, at + MaxComponentLength);
  }

  public static void maxComponentLength(MemorySegment memory, long at, int value) {
    memory.set(JAVA_CHAR_UNALIGNED, at + MaxComponentLength, (char) value);
  }

  public static long volumeCreationTime(MemorySegment memory, long at) {
    return memory.get(JAVA_LONG_UNALIGNED, at + VolumeCreationTime);
  }

  public static void volumeCreationTime(MemorySegment memory, long at, long value) {
    memory.set(JAVA_LONG_UNALIGNED, at + VolumeCreationTime, value);
  }

  public static int volumeSerialNumber(MemorySegment memory, long at) {
    return memory.get(JAVA_INT_UNALIGNED, at + VolumeSerialNumber);
  }

  public static void volumeSerialNumber(MemorySegment memory, long at, int value) {
    memory.set(JAVA_INT_UNALIGNED, at + VolumeSerialNumber, value);
  }

  public static int transactTimeout(MemorySegment memory, long at) {
    return memory.get(JAVA_INT_UNALIGNED, at + TransactTimeout);
  }

  public static void transactTimeout(MemorySegment memory, long at, int value) {
    memory.set(JAVA_INT_UNALIGNED, at + TransactTimeout, value);
  }

  public static int irpTimeout(MemorySegment memory, long at) {
    return memory.get(JAVA_INT_UNALIGNED, at + IrpTimeout);
  }

  public static void irpTimeout(MemorySegment memory, long at, int value) {
    memory.set(JAVA_INT_UNALIGNED, at + IrpTimeout, value);
  }

  public static int irpCapacity(MemorySegment memory, long at) {
    return memory.get(JAVA_INT_UNALIGNED, at + IrpCapacity);
  }

  public static void irpCapacity(MemorySegment memory, long at, int value) {
    memory.set(JAVA_INT_UNALIGNED, at + IrpCapacity, value);
  }

  public static int fileInfoTimeout(MemorySegment memory, long at) {
    return memory.get(JAVA_INT_UNALIGNED, at + FileInfoTimeout);
  }

  public static void fileInfoTimeout(MemorySegment memory, long at, int value) {
    memory.set(JAVA_INT_UNALIGNED, at + FileInfoTimeout, value);
  }

  public static int volumeInfoTimeout(MemorySegment memory, long at) {
    return memory.get(JAVA_INT_UNALIGNED, at + VolumeInfoTimeout);
  }

  public static void volumeInfoTimeout(MemorySegment memory, long at, int value) {
    memory.set(JAVA_INT_UNALIGNED, at + VolumeInfoTimeout, value);
  }

  public static int dirInfoTimeout(MemorySegment memory, long at) {
    return memory.get(JAVA_INT_UNALIGNED, at + DirInfoTimeout);
  }

  public static void dirInfoTimeout(MemorySegment memory, long at, int value) {
    memory.set(JAVA_INT_UNALIGNED, at + DirInfoTimeout, value);
  }

  public static int securityTimeout(MemorySegment memory, long at) {
    return memory.get(JAVA_INT_UNALIGNED, at + SecurityTimeout);
  }

  public static void securityTimeout(MemorySegment memory, long at, int value) {
    memory.set(JAVA_INT_UNALIGNED, at + SecurityTimeout, value);
  }

  public static int streamInfoTimeout(MemorySegment memory, long at) {
    return memory.get(JAVA_INT_UNALIGNED, at + StreamInfoTimeout);
  }

  public static void streamInfoTimeout(MemorySegment memory, long at, int value) {
    memory.set(JAVA_INT_UNALIGNED, at + StreamInfoTimeout, value);
  }

  public static int eaTimeout(MemorySegment memory, long at) {
    return memory.get(JAVA_INT_UNALIGNED, at + EaTimeout);
  }

  public static void eaTimeout(MemorySegment memory, long at, int value) {
    memory.set(JAVA_INT_UNALIGNED, at + EaTimeout, value);
  }

  public static int fsextControlCode(MemorySegment memory, long at) {
    return memory.get(JAVA_INT_UNALIGNED, at + FsextControlCode);
  }

  public static void fsextControlCode(MemorySegment memory, long at, int value) {
    memory.set(JAVA_INT_UNALIGNED, at + FsextControlCode, value);
  }
}
