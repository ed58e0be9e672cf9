// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.sim;

import io.ramdrive.winfsp.binding.VolumeFlags;
import io.ramdrive.winfsp.binding.VolumeParams;
import io.ramdrive.winfsp.binding.WideString;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;

/** FSP_FSCTL_VOLUME_PARAMS, as the driver understands it. */
final class VolumeTraits {
  /** A timeout that never ends; as FileInfoTimeout it also turns the data cache on. */
  static final long INFINITE = 0xFFFFFFFFL;

  private static final int FLAGS = 36;
  private static final int MORE_FLAGS = 456;

  private final int flags;
  private final long fileInfoTimeout;
  private final long volumeInfoTimeout;
  private final long dirInfoTimeout;
  private final long securityTimeout;
  private final long streamInfoTimeout;
  private final long eaTimeout;
  private final int sectorSize;
  private final int allocationUnit;
  private final int maxComponentLength;
  private final int serialNumber;
  private final String fileSystemName;
  private final String prefix;

  VolumeTraits(byte[] params) {
    MemorySegment memory = MemorySegment.ofArray(params);
    flags = memory.get(ValueLayout.JAVA_INT_UNALIGNED, FLAGS);
    boolean young = VolumeParams.version(memory, 0) == VolumeParams.SIZE;
    int valid = young ? memory.get(ValueLayout.JAVA_INT_UNALIGNED, MORE_FLAGS) : 0;
    fileInfoTimeout = Integer.toUnsignedLong(VolumeParams.fileInfoTimeout(memory, 0));
    volumeInfoTimeout = own(valid, 0x01, VolumeParams.volumeInfoTimeout(memory, 0));
    dirInfoTimeout = own(valid, 0x02, VolumeParams.dirInfoTimeout(memory, 0));
    securityTimeout = own(valid, 0x04, VolumeParams.securityTimeout(memory, 0));
    streamInfoTimeout = own(valid, 0x08, VolumeParams.streamInfoTimeout(memory, 0));
    eaTimeout = own(valid, 0x10, VolumeParams.eaTimeout(memory, 0));
    sectorSize = orDefault(VolumeParams.sectorSize(memory, 0), 512);
    allocationUnit = sectorSize * orDefault(VolumeParams.sectorsPerAllocationUnit(memory, 0), 1);
    maxComponentLength = orDefault(VolumeParams.maxComponentLength(memory, 0), 255);
    serialNumber = VolumeParams.volumeSerialNumber(memory, 0);
    fileSystemName = text(params, VolumeParams.FileSystemName, 32);
    prefix = text(params, VolumeParams.Prefix, 384);
  }

  private long own(int valid, int bit, int timeout) {
    return (valid & bit) != 0 ? Integer.toUnsignedLong(timeout) : fileInfoTimeout;
  }

  private static int orDefault(int value, int defaultValue) {
    return value == 0 ? defaultValue : value;
  }

  private static String text(byte[] params, int at, int length) {
    String all = new String(params, at, length, StandardCharsets.UTF_16LE);
    int end = all.indexOf('\0');
    return end < 0 ? all : all.substring(0, end);
  }

  /** Whether one of {@link VolumeFlags} is set. */
  boolean has(int flag) {
    return (flags & flag) != 0;
  }

  boolean caseSensitive() {
    return has(VolumeFlags.CaseSensitiveSearch);
  }

  /** Whether the cache manager caches file data. */
  boolean cachesData() {
    return fileInfoTimeout == INFINITE;
  }

  long fileInfoTimeout() {
    return fileInfoTimeout;
  }

  long volumeInfoTimeout() {
    return volumeInfoTimeout;
  }

  long dirInfoTimeout() {
    return dirInfoTimeout;
  }

  long securityTimeout() {
    return securityTimeout;
  }

  long streamInfoTimeout() {
    return streamInfoTimeout;
  }

  long eaTimeout() {
    return eaTimeout;
  }

  int sectorSize() {
    return sectorSize;
  }

  int allocationUnit() {
    return allocationUnit;
  }

  int maxComponentLength() {
    return maxComponentLength;
  }

  int serialNumber() {
    return serialNumber;
  }

  String fileSystemName() {
    return fileSystemName;
  }

  String prefix() {
    return prefix;
  }

  /** When something cached now expires: never, at once (0), or on the clock. */
  static long expiry(long timeout, VirtualClock clock) {
    if (timeout == 0) {
      return 0;
    }
    return timeout == INFINITE ? Long.MAX_VALUE : clock.millis() + timeout;
  }

  /** As the driver compares names: one upper-case unit for each. */
  String fold(String name) {
    return caseSensitive() ? name : upper(name);
  }

  static String upper(String name) {
    char[] units = name.toCharArray();
    for (int i = 0; i < units.length; i++) {
      units[i] = WideString.toUpperCase(units[i]);
    }
    return new String(units);
  }
}
