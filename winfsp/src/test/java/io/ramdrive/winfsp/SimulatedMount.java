// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp;

import static org.assertj.core.api.Assertions.assertThat;

import io.ramdrive.volume.NameMatching;
import io.ramdrive.volume.Volume;
import io.ramdrive.volume.VolumeOptions;
import io.ramdrive.volume.VolumeStatistics;
import io.ramdrive.winfsp.binding.WinFspLibrary;
import io.ramdrive.winfsp.sim.SimVolume;
import io.ramdrive.winfsp.sim.SimWindows;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;

/**
 * A volume that is drive R: of a simulated Windows, with the real view between the two. To close it
 * is a test of its own: whatever holds of a mount that has ended is checked.
 */
final class SimulatedMount implements AutoCloseable {
  private final MountSetup setup;
  private final SimWindows windows;
  private final Volume volume;
  private final WinFspMount mount;
  private final SimVolume drive;

  private SimulatedMount(MountSetup setup) throws IOException {
    this.setup = setup;
    windows = SimWindows.start(setup.settings());
    volume = Volume.create(volumeOptions(setup.capacity()));
    setup.prepare(volume);
    mount =
        WinFspMount.mount(
            WinFspLibrary.of(windows.dll()),
            volume,
            "R:",
            setup.options(),
            view -> setup.wrap(this, view),
            setup.matrix(),
            setup.clock());
    drive = windows.volume("R:");
  }

  static SimulatedMount mount(MountSetup setup) {
    try {
      return new SimulatedMount(setup);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static VolumeOptions volumeOptions(long capacity) {
    return new VolumeOptions(
        capacity, 4096, 100_000, false, 0, 0, 0755, NameMatching.CASE_INSENSITIVE);
  }

  SimWindows windows() {
    return windows;
  }

  Volume volume() {
    return volume;
  }

  WinFspMount mount() {
    return mount;
  }

  /** The drive, as programs see it. */
  SimVolume drive() {
    return drive;
  }

  /** A name that exists, in the case that this setup makes programs use. */
  String again(String path) {
    return setup.isSpellingOtherwise() ? path.toUpperCase(Locale.ROOT) : path;
  }

  /** Waits until this mount's kernel has acted on whatever another view has changed. */
  void awaitNotified(VolumeClient other) {
    other.awaitDelivered();
    windows.awaitNotifications();
  }

  /** Bytes that files can hold. */
  long capacity() {
    return setup.capacity();
  }

  /** Bytes that files hold. */
  long used() {
    VolumeStatistics statistics = new VolumeStatistics();
    volume.statistics(statistics);
    return statistics.used();
  }

  @Override
  public void close() {
    try (volume;
        windows;
        mount) {
      drive.drain();
    }
    assertThat(volume.orphans()).as("files without a name that somebody still holds").isZero();
  }
}
