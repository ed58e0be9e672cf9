// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.sim;

import io.ramdrive.winfsp.binding.VolumeInfo;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** IRP_MJ_QUERY_VOLUME_INFORMATION and IRP_MJ_SET_VOLUME_INFORMATION, with the one cached item. */
final class VolumeInfoCache {
  private static final int LABEL_LIMIT = 64;

  private final FsdVolume volume;
  private @Nullable VolumeInformation kept;
  private long expiry;
  private long totalSize = -1;

  VolumeInfoCache(FsdVolume volume) {
    this.volume = volume;
  }

  synchronized void invalidate() {
    kept = null;
  }

  VolumeInformation query() {
    synchronized (this) {
      VolumeInformation fresh = kept;
      if (fresh != null && volume.clock.millis() < expiry) {
        return fresh;
      }
    }
    return take(volume.ask(new Request.QueryVolume()));
  }

  void setLabel(String label) {
    VolumeInformation now = take(volume.ask(new Request.SetVolumeLabel(label)));
    String expected = label.substring(0, Math.min(label.length(), LABEL_LIMIT / 2));
    if (!now.label().equals(expected)) {
      throw new InvariantViolation(
          Invariant.STATUS, "SetVolumeLabel of " + label + " answered the label " + now.label());
    }
  }

  private synchronized VolumeInformation take(Response response) {
    VolumeInformation info = parse(response.payload());
    if (info.freeSize() < 0 || info.freeSize() > info.totalSize()) {
      throw new InvariantViolation(
          Invariant.CAPACITY,
          "GetVolumeInfo says " + info.freeSize() + " of " + info.totalSize() + " bytes are free");
    }
    if (totalSize >= 0 && totalSize != info.totalSize()) {
      throw new InvariantViolation(
          Invariant.CAPACITY,
          "GetVolumeInfo said " + totalSize + " bytes and now " + info.totalSize());
    }
    totalSize = info.totalSize();
    kept = info;
    expiry = VolumeTraits.expiry(volume.traits.volumeInfoTimeout(), volume.clock);
    return info;
  }

  private VolumeInformation parse(byte[] bytes) {
    MemorySegment memory = MemorySegment.ofArray(bytes);
    int length = VolumeInfo.volumeLabelLength(memory, 0);
    if (length > LABEL_LIMIT || length % 2 != 0) {
      throw new InvariantViolation(
          Invariant.STATUS, "GetVolumeInfo answered a label of " + length + " bytes");
    }
    return new VolumeInformation(
        VolumeInfo.totalSize(memory, 0),
        VolumeInfo.freeSize(memory, 0),
        new String(bytes, VolumeInfo.VolumeLabel, length, StandardCharsets.UTF_16LE),
        volume.traits.serialNumber(),
        volume.traits.fileSystemName(),
        volume.traits.sectorSize(),
        volume.traits.allocationUnit(),
        volume.traits.maxComponentLength());
  }
}
