// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.binding;

import java.lang.foreign.MemorySegment;

/**
 * Fills in {@link VolumeParams}, by the header's names. What is left out is 0, which for many
 * stands for the driver's own choice. A value that the driver would refuse or replace is refused at
 * once, in a sentence, by an {@link IllegalArgumentException}. Not for several threads.
 */
public final class VolumeParamsBuilder {
  private static final int MAX_COMPONENT_LENGTH = 255;

  private static final int FILE_SYSTEM_NAME_UNITS =
      WinFspConstants.FSP_FSCTL_VOLUME_FSNAME_SIZE / 2;

  private final MemorySegment bytes = MemorySegment.ofArray(new byte[VolumeParams.SIZE]);
  private String prefix = "";
  private int flags;
  private int timeoutFlags;

  VolumeParamsBuilder() {
    VolumeParams.version(bytes, 0, VolumeParams.SIZE);
  }

  /** In bytes: a power of two from 512 to 32768, or 0 for 512. */
  public VolumeParamsBuilder sectorSize(int value) {
    Limits.require(
        value == 0 || (value >= 512 && value <= 32768 && Integer.bitCount(value) == 1),
        "A sector of " + value + " bytes cannot be: choose a power of two from 512 to 32768.");
    VolumeParams.sectorSize(bytes, 0, value);
    return this;
  }

  /** 1 to 65535, or 0 for 1. */
  public VolumeParamsBuilder sectorsPerAllocationUnit(int value) {
    Limits.range("SectorsPerAllocationUnit", value, 0, 0xFFFF);
    VolumeParams.sectorsPerAllocationUnit(bytes, 0, value);
    return this;
  }

  /** The longest name, in UTF-16 units: 1 to 255, or 0 for 255. */
  public VolumeParamsBuilder maxComponentLength(int value) {
    Limits.range("MaxComponentLength", value, 0, MAX_COMPONENT_LENGTH);
    VolumeParams.maxComponentLength(bytes, 0, value);
    return this;
  }

  /** A FILETIME: 100 ns since 1601, UTC. */
  public VolumeParamsBuilder volumeCreationTime(long value) {
    VolumeParams.volumeCreationTime(bytes, 0, value);
    return this;
  }

  /** Any number; programs may see in it which volume it is. */
  public VolumeParamsBuilder volumeSerialNumber(int value) {
    VolumeParams.volumeSerialNumber(bytes, 0, value);
    return this;
  }

  /** How long a request may take: 60000 to 600000 ms, or 0 for 300000. */
  public VolumeParamsBuilder irpTimeout(int value) {
    Limits.rangeOrZero(
        "IrpTimeout",
        value,
        WinFspConstants.FspFsctlIrpTimeoutMinimum,
        WinFspConstants.FspFsctlIrpTimeoutMaximum);
    VolumeParams.irpTimeout(bytes, 0, value);
    return this;
  }

  /** How many requests may wait: 100 to 1000, or 0 for 1000. */
  public VolumeParamsBuilder irpCapacity(int value) {
    Limits.rangeOrZero(
        "IrpCapacity",
        value,
        WinFspConstants.FspFsctlIrpCapacityMinimum,
        WinFspConstants.FspFsctlIrpCapacityMaximum);
    VolumeParams.irpCapacity(bytes, 0, value);
    return this;
  }

  /**
   * How long the kernel keeps attributes, in ms; with {@link VolumeParams#INFINITE}, and only with
   * it, it keeps files' data as well. It stands for the other timeouts that are not set.
   */
  public VolumeParamsBuilder fileInfoTimeout(long millis) {
    VolumeParams.fileInfoTimeout(bytes, 0, Limits.timeout("FileInfoTimeout", millis));
    return this;
  }

  /** How long the kernel keeps sizes and label of the volume, in ms. */
  public VolumeParamsBuilder volumeInfoTimeout(long millis) {
    VolumeParams.volumeInfoTimeout(bytes, 0, Limits.timeout("VolumeInfoTimeout", millis));
    return valid(VolumeParams.VolumeInfoTimeoutValid);
  }

  /** How long the kernel keeps listings, in ms. */
  public VolumeParamsBuilder dirInfoTimeout(long millis) {
    VolumeParams.dirInfoTimeout(bytes, 0, Limits.timeout("DirInfoTimeout", millis));
    return valid(VolumeParams.DirInfoTimeoutValid);
  }

  /** How long the kernel keeps security descriptors, in ms. */
  public VolumeParamsBuilder securityTimeout(long millis) {
    VolumeParams.securityTimeout(bytes, 0, Limits.timeout("SecurityTimeout", millis));
    return valid(VolumeParams.SecurityTimeoutValid);
  }

  /** How long the kernel keeps the list of a file's streams, in ms. */
  public VolumeParamsBuilder streamInfoTimeout(long millis) {
    VolumeParams.streamInfoTimeout(bytes, 0, Limits.timeout("StreamInfoTimeout", millis));
    return valid(VolumeParams.StreamInfoTimeoutValid);
  }

  /** How long the kernel keeps extended attributes, in ms. */
  public VolumeParamsBuilder eaTimeout(long millis) {
    VolumeParams.eaTimeout(bytes, 0, Limits.timeout("EaTimeout", millis));
    return valid(VolumeParams.EaTimeoutValid);
  }

  private VolumeParamsBuilder valid(int timeout) {
    timeoutFlags |= timeout;
    return this;
  }

  /**
   * {@code \server\share}, with which the volume is a share; empty for a disk. Backslashes at the
   * end are left out.
   */
  public VolumeParamsBuilder prefix(String value) {
    prefix = Limits.prefix(value);
    return this;
  }

  /** What the volume says it is, for example NTFS: at most 15 UTF-16 units. */
  public VolumeParamsBuilder fileSystemName(String value) {
    Limits.require(
        value.length() < FILE_SYSTEM_NAME_UNITS && value.indexOf('\0') < 0,
        "The file system's name \"" + value + "\" is too long: 15 characters are the most.");
    MemorySegment name = bytes.asSlice(VolumeParams.FileSystemName, 2 * FILE_SYSTEM_NAME_UNITS);
    name.fill((byte) 0);
    WideString.write(name, 0, value);
    return this;
  }

  /** Sets all of {@link VolumeFlags} that {@code mask} has. */
  public VolumeParamsBuilder set(int mask) {
    Limits.require(
        (mask & ~VolumeFlags.ALL) == 0,
        "0x%08X is no flag of a volume: use those of VolumeFlags."
            .formatted(mask & ~VolumeFlags.ALL));
    flags |= mask;
    return this;
  }

  /** As {@link #set} if {@code wanted}; otherwise takes the flags back. */
  public VolumeParamsBuilder set(int mask, boolean wanted) {
    int before = flags;
    set(mask);
    flags = wanted ? flags : before & ~mask;
    return this;
  }

  /** The parameters as they are now. */
  public VolumeParams build() {
    int both = VolumeFlags.UmFileContextIsUserContext2 | VolumeFlags.UmFileContextIsFullContext;
    Limits.require(
        (flags & both) != both,
        "A file context cannot be both UserContext2 and the full context: set one of the flags.");
    MemorySegment copy = MemorySegment.ofArray(new byte[VolumeParams.SIZE]);
    copy.copyFrom(bytes);
    WideString.write(copy, VolumeParams.Prefix, prefix);
    VolumeParams.flags(copy, 0, flags);
    VolumeParams.timeoutFlags(copy, 0, timeoutFlags);
    return new VolumeParams(copy);
  }
}
