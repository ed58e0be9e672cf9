// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.sim;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** WinFsp's driver: its volumes. */
final class SimDriver implements KernelSide {
  private final SimSettings settings;
  private final Violations violations;
  private final VirtualClock clock;
  private final List<FsdVolume> volumes = new CopyOnWriteArrayList<>();

  SimDriver(SimSettings settings, Violations violations, VirtualClock clock) {
    this.settings = settings;
    this.violations = violations;
    this.clock = clock;
  }

  @Override
  public KernelVolume createVolume(boolean network, byte[] volumeParams, UserMode userMode) {
    FsdVolume volume = new FsdVolume(volumeParams, userMode, settings, violations, clock);
    if (network && !volume.traits.prefix().isEmpty()) {
      volume.mounted("\\" + volume.traits.prefix());
    }
    volumes.add(volume);
    return volume;
  }

  @Nullable FsdVolume find(String mountPoint) {
    for (FsdVolume volume : volumes) {
      for (String name : volume.mountPoints()) {
        if (name.equalsIgnoreCase(mountPoint)) {
          return volume;
        }
      }
    }
    return null;
  }

  Set<String> mountPoints() {
    Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    volumes.forEach(volume -> names.addAll(volume.mountPoints()));
    return names;
  }

  /** The volumes that programs can still use. */
  List<FsdVolume> alive() {
    return volumes.stream().filter(volume -> !volume.isStopped()).toList();
  }
}
