// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.sim;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Who watches a volume: the list that FsRtlNotify keeps. */
final class Watchers {
  private final VolumeTraits traits;
  private final List<SimWatcher> watchers = new CopyOnWriteArrayList<>();

  Watchers(VolumeTraits traits) {
    this.traits = traits;
  }

  SimWatcher add(String directory, int filter, boolean subtree) {
    SimWatcher watcher = new SimWatcher(this, traits.fold(directory), filter, subtree);
    watchers.add(watcher);
    return watcher;
  }

  void remove(SimWatcher watcher) {
    watchers.remove(watcher);
  }

  void report(int filter, int action, String path) {
    ChangeRecord change = new ChangeRecord(action, filter, path);
    String folded = traits.fold(path);
    watchers.forEach(watcher -> watcher.hear(change, folded));
  }
}
