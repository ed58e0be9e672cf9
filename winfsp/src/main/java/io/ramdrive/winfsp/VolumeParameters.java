// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp;

import static io.ramdrive.winfsp.binding.VolumeFlags.*;

import io.ramdrive.volume.Attributes;
import io.ramdrive.volume.Call;
import io.ramdrive.volume.NameMatching;
import io.ramdrive.volume.Volume;
import io.ramdrive.winfsp.binding.VolumeParams;

/** What a volume is to the kernel, as its options say. */
final class VolumeParameters {
  private static final int MAX_COMPONENT_LENGTH = 255;

  private VolumeParameters() {}

  /**
   * @param prefix {@code \server\share}, or empty for a disk
   */
  static VolumeParams of(Volume volume, WinFspOptions options, String prefix) {
    Call call = new Call(inode -> {});
    volume.getattr(call, volume.root());
    Attributes root = call.attributes();
    long created = FileTimes.of(root.btimeSeconds(), root.btimeNanos());
    return VolumeParams.builder()
        .sectorSize(FileInfos.ALLOCATION_UNIT)
        .sectorsPerAllocationUnit(1)
        .maxComponentLength(MAX_COMPONENT_LENGTH)
        .volumeCreationTime(created)
        .volumeSerialNumber(Long.hashCode(created))
        .fileInfoTimeout(options.timeout(options.fileInfoTimeoutMs()))
        .volumeInfoTimeout(options.volumeInfoTimeout())
        .dirInfoTimeout(options.timeout(options.dirInfoTimeoutMs()))
        .securityTimeout(options.timeout(options.securityTimeoutMs()))
        .streamInfoTimeout(options.timeout(options.streamInfoTimeoutMs()))
        .eaTimeout(options.timeout(options.eaTimeoutMs()))
        .prefix(prefix)
        .fileSystemName(options.fileSystemName())
        .set(CasePreservedNames | UnicodeOnDisk | PersistentAcls)
        .set(ReparsePoints | NamedStreams | ExtendedAttributes)
        .set(PostCleanupWhenModifiedOnly | PassQueryDirectoryFileName)
        .set(UmFileContextIsUserContext2 | UmNoReparsePointsDirCheck)
        .set(SupportsPosixUnlinkRename)
        .set(CaseSensitiveSearch, volume.nameMatching() == NameMatching.EXACT)
        .set(FlushAndPurgeOnCleanup, options.flushAndPurgeOnCleanup())
        .build();
  }
}
