// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.sim;

import io.ramdrive.winfsp.binding.VolumeFlags;
import org.jspecify.annotations.Nullable;

/**
 * GetFileAttributesEx of a file that is open already: with AllowOpenInKernelMode the driver answers
 * from its caches and user mode hears nothing.
 */
final class QueryOpen {
  private final FsdVolume volume;

  QueryOpen(FsdVolume volume) {
    this.volume = volume;
  }

  /** The answer, or null if the file has to be opened. */
  @Nullable FileInformation query(String path, Caller caller) {
    if (!volume.traits.has(VolumeFlags.AllowOpenInKernelMode)) {
      return null;
    }
    FsdNode node = volume.nodes.find(path);
    boolean granted =
        node != null
            && !node.deletePending
            && (!caller.userMode()
                || (caller.traversePrivilege() && volume.securityCache.get(node) != null));
    return node != null && granted ? node.cachedInfo(volume.clock.millis()) : null;
  }
}
