// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.sim;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;

import io.ramdrive.winfsp.binding.NtStatus;
import io.ramdrive.winfsp.binding.Pointer;
import io.ramdrive.winfsp.binding.VolumeParams;
import io.ramdrive.winfsp.binding.WideString;
import io.ramdrive.winfsp.binding.WinFspConstants;
import java.lang.foreign.MemorySegment;

/** A copy of FSP_FSCTL_VOLUME_PARAMS, with the driver's defaults filled in. */
final class VolumeParameters {
  static final int UM_FILE_CONTEXT_IS_USER_CONTEXT2 = 0x0001_0000;
  static final int UM_FILE_CONTEXT_IS_FULL_CONTEXT = 0x0002_0000;
  static final int UM_NO_REPARSE_POINTS_DIR_CHECK = 0x0004_0000;
  private static final int ALWAYS_USE_DOUBLE_BUFFERING = 0x0000_1000;
  private static final int REJECT_IRP_PRIOR_TO_TRANSACT0 = 0x1000_0000;

  private static final int V0_SIZE = 456;
  private static final int FLAGS = 36;
  private static final int FLAGS_V1 = 456;
  private static final int IRP_TIMEOUT_DEFAULT = 300_000;
  private static final int IRP_CAPACITY_DEFAULT = 1000;

  /** The timeouts of their own, in the order of their Valid bits. */
  private static final int[] TIMEOUTS = {
    VolumeParams.VolumeInfoTimeout,
    VolumeParams.DirInfoTimeout,
    VolumeParams.SecurityTimeout,
    VolumeParams.StreamInfoTimeout,
    VolumeParams.EaTimeout
  };

  private final boolean network;
  private final byte[] content;
  private final MemorySegment params;

  private VolumeParameters(boolean network, byte[] content) {
    this.network = network;
    this.content = content;
    this.params = MemorySegment.ofArray(content);
  }

  /** The parameters as the driver understands them; fails as it does. */
  static VolumeParameters read(boolean network, long address) {
    int version = VolumeParams.version(Pointer.MEMORY, address);
    int size = version == 0 ? V0_SIZE : version;
    if (size != V0_SIZE && size != VolumeParams.SIZE) {
      throw new NtStatusException(NtStatus.STATUS_INVALID_PARAMETER);
    }
    byte[] content = new byte[VolumeParams.SIZE];
    MemorySegment.copy(Pointer.MEMORY, JAVA_BYTE, address, content, 0, size);
    VolumeParameters parameters = new VolumeParameters(network, content);
    parameters.check();
    parameters.fillIn(size);
    return parameters;
  }

  private void check() {
    boolean twoContexts =
        has(UM_FILE_CONTEXT_IS_USER_CONTEXT2) && has(UM_FILE_CONTEXT_IS_FULL_CONTEXT);
    String prefix = prefix();
    boolean shareMissing = !prefix.matches("\\\\[^\\\\]+\\\\.+");
    if (twoContexts
        || (network && shareMissing)
        || params.get(JAVA_INT_UNALIGNED, VolumeParams.FsextControlCode) != 0) {
      throw new NtStatusException(NtStatus.STATUS_INVALID_PARAMETER);
    }
  }

  private void fillIn(int size) {
    VolumeParams.version(params, 0, VolumeParams.SIZE);
    if (VolumeParams.sectorSize(params, 0) == 0) {
      VolumeParams.sectorSize(params, 0, 512);
    }
    if (VolumeParams.sectorsPerAllocationUnit(params, 0) == 0) {
      VolumeParams.sectorsPerAllocationUnit(params, 0, 1);
    }
    if (VolumeParams.maxComponentLength(params, 0) == 0) {
      VolumeParams.maxComponentLength(params, 0, 255);
    }
    int irpTimeout = VolumeParams.irpTimeout(params, 0);
    if (irpTimeout < 60_000 || irpTimeout > 600_000) {
      VolumeParams.irpTimeout(params, 0, IRP_TIMEOUT_DEFAULT);
    }
    int irpCapacity = VolumeParams.irpCapacity(params, 0);
    if (irpCapacity < 100 || irpCapacity > 1000) {
      VolumeParams.irpCapacity(params, 0, IRP_CAPACITY_DEFAULT);
    }
    int valid = size == VolumeParams.SIZE ? params.get(JAVA_INT_UNALIGNED, FLAGS_V1) : 0;
    for (int i = 0; i < TIMEOUTS.length; i++) {
      if ((valid & 1 << i) == 0) {
        params.set(JAVA_INT_UNALIGNED, TIMEOUTS[i], VolumeParams.fileInfoTimeout(params, 0));
      }
    }
    params.set(JAVA_INT_UNALIGNED, FLAGS_V1, (1 << TIMEOUTS.length) - 1);
    int flags = params.get(JAVA_INT_UNALIGNED, FLAGS);
    params.set(
        JAVA_INT_UNALIGNED,
        FLAGS,
        flags | ALWAYS_USE_DOUBLE_BUFFERING | REJECT_IRP_PRIOR_TO_TRANSACT0);
  }

  boolean has(int flag) {
    return (params.get(JAVA_INT_UNALIGNED, FLAGS) & flag) != 0;
  }

  boolean isNetwork() {
    return network;
  }

  int irpCapacity() {
    return VolumeParams.irpCapacity(params, 0);
  }

  /** {@code \server\share}, without trailing backslashes. */
  String prefix() {
    String text = text(VolumeParams.Prefix, WinFspConstants.FSP_FSCTL_VOLUME_PREFIX_SIZE);
    return text.replaceAll("\\\\+$", "");
  }

  private String text(int offset, int size) {
    String text = WideString.read(params, offset, size / 2 - 1);
    int end = text.indexOf('\0');
    return end < 0 ? text : text.substring(0, end);
  }

  byte[] bytes() {
    return content.clone();
  }
}
