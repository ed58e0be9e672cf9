// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.sim;

import java.lang.foreign.SymbolLookup;
import java.util.List;
import java.util.Set;

/**
 * A Windows machine with WinFsp. A file system that is bound to {@link #dll()} and mounts appears
 * as a {@link SimVolume}, with the caches and locks of WinFsp's driver before it. What the file
 * system gets wrong is thrown as {@link InvariantViolation} by the next system call of a test, or
 * by {@link #close()}.
 */
public final class SimWindows implements AutoCloseable {
  private final Violations violations = new Violations();
  private final VirtualClock clock = new VirtualClock();
  private final SimDriver driver;
  private final SimDll dll;

  private SimWindows(SimSettings settings) {
    driver = new SimDriver(settings, violations, clock);
    dll = new SimDll(settings, driver, violations);
  }

  /** A machine that has just been started. */
  public static SimWindows start(SimSettings settings) {
    return new SimWindows(settings);
  }

  /** winfsp-x64.dll. */
  public SymbolLookup dll() {
    return dll;
  }

  /** The clock by which caches expire and files are closed late. */
  public VirtualClock clock() {
    return clock;
  }

  /**
   * The volume mounted there, as {@code R:}, {@code C:\dir} or {@code \\server\share}, for the
   * program {@link Caller#USER}.
   *
   * @throws IllegalStateException if nothing is mounted there
   */
  public SimVolume volume(String mountPoint) {
    FsdVolume volume = driver.find(mountPoint);
    if (volume == null) {
      throw new IllegalStateException(
          "Nothing is mounted on " + mountPoint + ", only on " + mountPoints());
    }
    return new SimVolume(volume, Caller.USER);
  }

  /** Where volumes are mounted. */
  public Set<String> mountPoints() {
    return driver.mountPoints();
  }

  /** Waits until the driver has carried out every notification that it was sent so far. */
  public void awaitNotifications() {
    dll.drainNotifications();
    violations.check();
  }

  /** Somebody uninstalls WinFsp: the dispatchers of all volumes end by themselves. */
  public void unloadDriver() {
    dll.unloadDriver();
  }

  /** What went wrong so far, oldest first; for tests that want it to. */
  public List<InvariantViolation> violations() {
    return violations.all();
  }

  /**
   * Ends the machine: drains each volume that is still mounted.
   *
   * @throws InvariantViolation if the file system broke a rule at any time, or has left something
   *     behind
   */
  @Override
  public void close() {
    for (FsdVolume volume : driver.alive()) {
      if (volume.isServed()) {
        new SimVolume(volume, Caller.USER).drain();
      }
    }
    dll.close();
    violations.check();
  }
}
