// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.sim;

import io.ramdrive.winfsp.binding.NotifyInfo;
import io.ramdrive.winfsp.binding.WideString;
import java.lang.foreign.MemorySegment;

/** What user mode notifies: the driver's work item, and the sessions that keep renames out. */
final class NotifyWork {
  private static final int ALIGNMENT = 8;
  private static final String SESSION = "a notify session";

  private final FsdVolume volume;
  private int sessions;

  NotifyWork(FsdVolume volume) {
    this.volume = volume;
  }

  boolean tryBegin() {
    if (!volume.renames.tryShared(SESSION)) {
      return false;
    }
    synchronized (this) {
      sessions++;
    }
    return true;
  }

  void process(byte[] records) {
    String owner = "the notify worker";
    boolean starves = volume.settings.version() == SimVersion.V2_2;
    try (var _ =
        starves ? volume.renames.sharedStarvingExclusive(owner) : volume.renames.shared(owner)) {
      walk(records);
    } catch (InvariantViolation e) {
      volume.violations.report(e);
    }
  }

  private void walk(byte[] records) {
    MemorySegment memory = MemorySegment.ofArray(records);
    String absolute = "\\";
    int at = 0;
    while (at + Short.BYTES <= records.length) {
      int size = NotifyInfo.size(memory, at);
      if (size == 0) {
        end();
        return;
      }
      if (size < NotifyInfo.SIZE || at + size > records.length) {
        return;
      }
      String name = WideString.read(memory, at + NotifyInfo.SIZE, (size - NotifyInfo.SIZE) / 2);
      boolean isAbsolute = name.startsWith("\\");
      if (isAbsolute) {
        absolute = name;
      }
      String full = isAbsolute ? name : FileName.child(absolute, name);
      apply(full, isAbsolute, NotifyInfo.filter(memory, at), NotifyInfo.action(memory, at));
      at = (at + size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }
  }

  private void end() {
    synchronized (this) {
      if (sessions == 0) {
        throw new InvariantViolation(
            Invariant.NOTIFY, "NotifyEnd without a NotifyBegin that succeeded");
      }
      sessions--;
    }
    volume.renames.releaseShared(SESSION);
  }

  private void apply(String typed, boolean isAbsolute, int filter, int action) {
    String name;
    try {
      name = FileName.checked(typed, volume.traits);
    } catch (NtStatusException e) {
      return;
    }
    FsdNode node = volume.nodes.find(name);
    if (node != null) {
      try (var _ = node.lock.exclusive("a notification")) {
        volume.cache.flush(node, 0, Long.MAX_VALUE);
        node.pages.purge();
        node.invalidateFileInfo();
        volume.invalidateMetadata(node);
      }
      volume.lateWork.purged(node);
    }
    if (filter == 0) {
      return;
    }
    if (isAbsolute) {
      volume.invalidateParentListing(name);
    }
    volume.watchers.report(filter, action, name);
  }
}
