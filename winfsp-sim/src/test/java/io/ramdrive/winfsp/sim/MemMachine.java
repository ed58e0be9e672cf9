// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.ramdrive.winfsp.binding.FileSystemHost;
import io.ramdrive.winfsp.binding.Operations;
import io.ramdrive.winfsp.binding.VolumeFlags;
import io.ramdrive.winfsp.binding.VolumeParams;
import io.ramdrive.winfsp.binding.VolumeParamsBuilder;
import io.ramdrive.winfsp.binding.WinFspException;
import io.ramdrive.winfsp.binding.WinFspLibrary;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** A simulated Windows with {@link MemFs} on R:. */
final class MemMachine implements AutoCloseable {
  static final long INFINITE = 0xFFFFFFFFL;

  final SimWindows windows;
  final MemFs fs;
  final SimVolume volume;
  final FileSystemHost host;

  private MemMachine(SimSettings settings, VolumeParams params, Function<MemFs, Operations> wrap)
      throws WinFspException {
    windows = SimWindows.start(settings);
    WinFspLibrary library = WinFspLibrary.of(windows.dll());
    fs = new MemFs(library);
    host = FileSystemHost.create(library, params, wrap.apply(fs));
    host.mount("R:");
    host.start(4);
    volume = windows.volume("R:");
  }

  static MemMachine start(long fileInfoTimeout) {
    return start(new SimSettings(), fileInfoTimeout, params -> params, fs -> fs);
  }

  static MemMachine start(
      SimSettings settings,
      long fileInfoTimeout,
      UnaryOperator<VolumeParamsBuilder> more,
      Function<MemFs, Operations> wrap) {
    VolumeParamsBuilder params =
        VolumeParams.builder()
            .sectorSize(MemNode.UNIT)
            .sectorsPerAllocationUnit(1)
            .maxComponentLength(255)
            .fileInfoTimeout(fileInfoTimeout)
            .fileSystemName("NTFS")
            .set(VolumeFlags.CasePreservedNames)
            .set(VolumeFlags.UnicodeOnDisk)
            .set(VolumeFlags.PersistentAcls)
            .set(VolumeFlags.NamedStreams)
            .set(VolumeFlags.PostCleanupWhenModifiedOnly)
            .set(VolumeFlags.SupportsPosixUnlinkRename)
            .set(VolumeFlags.UmFileContextIsUserContext2);
    try {
      return new MemMachine(settings, more.apply(params).build(), wrap);
    } catch (WinFspException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Ends a machine on which something went wrong, as it should. */
  void closeBroken() {
    host.close();
    try {
      windows.close();
    } catch (InvariantViolation e) {
      assertThat(windows.violations()).isNotEmpty();
      assertThat(windows.violations().getFirst().invariant()).isEqualTo(e.invariant());
    }
  }

  @Override
  public void close() {
    volume.drain();
    host.close();
    windows.close();
  }
}
