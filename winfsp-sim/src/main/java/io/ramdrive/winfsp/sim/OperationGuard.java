// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.sim;

import io.ramdrive.winfsp.binding.WinFspConstants;
import io.ramdrive.winfsp.binding.WinNt;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;

/** The lock that the DLL holds around callbacks: fine by default, or coarse. */
final class OperationGuard {
  private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
  private volatile boolean coarse;

  void strategy(int value) {
    coarse = value == WinFspConstants.FSP_FILE_SYSTEM_OPERATION_GUARD_STRATEGY_COARSE;
  }

  /** Takes what the request needs; to be unlocked, if anything. */
  @Nullable Lock enter(Request request) {
    Lock needed = coarse ? lock.writeLock() : fine(request);
    if (needed != null) {
      needed.lock();
    }
    return needed;
  }

  private @Nullable Lock fine(Request request) {
    return switch (request) {
      case Request.Create create ->
          create.disposition() == WinNt.FILE_OPEN ? lock.readLock() : lock.writeLock();
      case Request.Cleanup cleanup ->
          (cleanup.flags() & WinFspConstants.FspCleanupDelete) != 0 ? lock.writeLock() : null;
      case Request.Flush flush ->
          flush.context().equals(FileContext.VOLUME) ? lock.writeLock() : null;
      case Request.Overwrite _, Request.Rename _, Request.SetVolumeLabel _ -> lock.writeLock();
      case Request.SetDisposition _, Request.QueryDirectory _, Request.QueryVolume _ ->
          lock.readLock();
      default -> null;
    };
  }
}
