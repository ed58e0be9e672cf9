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
    long listings = options.timeout(options.dirInfoTimeoutMs());
    return VolumeParams.builder()
        .sectorSize(FileInfos.ALLOCATION_UNIT)
        .sectorsPerAllocationUnit(1)
        .maxComponentLength(MAX_COMPONENT_LENGTH)
        .volumeCreationTime(created)
        .volumeSerialNumber(Long.hashCode(created))
        .fileInfoTimeout(options.timeout(options.fileInfoTimeoutMs()))
        .volumeInfoTimeout(options.volumeInfoTimeout())
        .dirInfoTimeout(listings)
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
        // A listing that is asked for by pattern is not kept; where none is, it can as well be.
        .set(PassQueryDirectoryPattern, listings == 0)
        .set(CaseSensitiveSearch, volume.nameMatching() == NameMatching.EXACT)
        .set(FlushAndPurgeOnCleanup, options.flushAndPurgeOnCleanup())
        .build();
  }
}
