// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.binding;

import static java.lang.foreign.ValueLayout.JAVA_CHAR_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import java.lang.foreign.MemorySegment;

/**
 * FSP_FSCTL_VOLUME_PARAMS: what a volume is to the kernel. Times are milliseconds; 4294967295 is
 * for ever. The texts are ended by NUL.
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
 *    36  flags, see {@link VolumeFlags}
 *    40  Prefix (384 bytes)
 *   424  FileSystemName (32 bytes)
 *   456  which of the timeouts that follow hold; for the others FileInfoTimeout does
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
  /** In bytes; also the value of Version. */
  public static final int SIZE = 504;

  /** A timeout: for ever. With it as FileInfoTimeout the kernel caches files' data as well. */
  public static final long INFINITE = 0xFFFF_FFFFL;

  /** The place of the {@link VolumeFlags}. */
  public static final int Flags = 36;

  /** The place of the bits VolumeInfoTimeoutValid and so on. */
  public static final int TimeoutFlags = 456;

  public static final int VolumeInfoTimeoutValid = 0x00000001;
  public static final int DirInfoTimeoutValid = 0x00000002;
  public static final int SecurityTimeoutValid = 0x00000004;
  public static final int StreamInfoTimeoutValid = 0x00000008;
  public static final int EaTimeoutValid = 0x00000010;

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

  private final MemorySegment bytes;

  VolumeParams(MemorySegment bytes) {
    this.bytes = bytes.asReadOnly();
  }

  /** Parameters to be filled in. */
  public static VolumeParamsBuilder builder() {
    return new VolumeParamsBuilder();
  }

  /** Copies the {@link #SIZE} bytes. */
  public void copyTo(MemorySegment memory, long at) {
    MemorySegment.copy(bytes, 0, memory, at, SIZE);
  }

  /** Whether all the flags of {@code mask} are set. */
  public boolean has(int mask) {
    return (flags(bytes, 0) & mask) == mask;
  }

  /** {@code \server\share}, or nothing if the volume is a disk. */
  public String prefix() {
    return WideString.read(bytes, Prefix);
  }

  /** The milliseconds that the kernel keeps a file's attributes for. */
  public long fileInfoTimeout() {
    return Integer.toUnsignedLong(fileInfoTimeout(bytes, 0));
  }

  public static int flags(MemorySegment memory, long at) {
    return memory.get(JAVA_INT_UNALIGNED, at + Flags);
  }

  public static void flags(MemorySegment memory, long at, int value) {
    memory.set(JAVA_INT_UNALIGNED, at + Flags, value);
  }

  public static int timeoutFlags(MemorySegment memory, long at) {
    return memory.get(JAVA_INT_UNALIGNED, at + TimeoutFlags);
  }

  public static void timeoutFlags(MemorySegment memory, long at, int value) {
    memory.set(JAVA_INT_UNALIGNED, at + TimeoutFlags, value);
  }

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
}
