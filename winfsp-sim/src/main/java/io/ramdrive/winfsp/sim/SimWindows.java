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
  private SimWindows() {}

  /** A machine that has just been started. */
  public static SimWindows start(SimSettings settings) {
    throw new UnsupportedOperationException();
  }

  /** winfsp-x64.dll. */
  public SymbolLookup dll() {
    throw new UnsupportedOperationException();
  }

  /** The clock by which caches expire and files are closed late. */
  public VirtualClock clock() {
    throw new UnsupportedOperationException();
  }

  /**
   * The volume mounted there, as {@code R:}, {@code C:\dir} or {@code \\server\share}, for the
   * program {@link Caller#USER}.
   *
   * @throws IllegalStateException if nothing is mounted there
   */
  public SimVolume volume(String mountPoint) {
    throw new UnsupportedOperationException();
  }

  /** Where volumes are mounted. */
  public Set<String> mountPoints() {
    throw new UnsupportedOperationException();
  }

  /** What went wrong so far, oldest first; for tests that want it to. */
  public List<InvariantViolation> violations() {
    throw new UnsupportedOperationException();
  }

  /**
   * Ends the machine: drains each volume that is still mounted.
   *
   * @throws InvariantViolation if the file system broke a rule at any time, or has left something
   *     behind
   */
  @Override
  public void close() {
    throw new UnsupportedOperationException();
  }
}
