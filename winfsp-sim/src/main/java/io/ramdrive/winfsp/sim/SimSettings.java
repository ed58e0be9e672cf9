// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.sim;

import java.util.Set;

/** The machine to simulate. */
public final class SimSettings {
  private SimVersion version = SimVersion.V2_1;
  private NotifyMode notifyMode = NotifyMode.CONSERVATIVE;
  private long seed = 1;
  private boolean randomDelays;
  private int cpus = 4;
  private boolean elevated = true;
  private boolean driverInstalled = true;
  private int notifyWorkers = 1;
  private long watchdogMillis = 10_000;
  private boolean probes = true;
  private boolean accessChecks = true;
  private boolean guardPages;
  private Set<String> takenLetters = Set.of("A:", "B:", "C:");
  private Set<String> existingDirectories = Set.of("C:\\", "C:\\mnt");

  /** WinFsp 2.1 on four processors, as an administrator. */
  public SimSettings() {}

  public SimVersion version() {
    return version;
  }

  public SimSettings version(SimVersion value) {
    version = value;
    return this;
  }

  public NotifyMode notifyMode() {
    return notifyMode;
  }

  public SimSettings notifyMode(NotifyMode value) {
    notifyMode = value;
    return this;
  }

  /** Where all the randomness comes from. */
  public long seed() {
    return seed;
  }

  public SimSettings seed(long value) {
    seed = value;
    return this;
  }

  /** Whether threads dawdle between the steps of a request, so that others may overtake them. */
  public boolean randomDelays() {
    return randomDelays;
  }

  public SimSettings randomDelays(boolean value) {
    randomDelays = value;
    return this;
  }

  public int cpus() {
    return cpus;
  }

  public SimSettings cpus(int value) {
    cpus = value;
    return this;
  }

  /** Whether the file system runs as an administrator, who may use the Mount Manager. */
  public boolean elevated() {
    return elevated;
  }

  public SimSettings elevated(boolean value) {
    elevated = value;
    return this;
  }

  public boolean driverInstalled() {
    return driverInstalled;
  }

  public SimSettings driverInstalled(boolean value) {
    driverInstalled = value;
    return this;
  }

  /** How many of the system's threads work notifications off. */
  public int notifyWorkers() {
    return notifyWorkers;
  }

  public SimSettings notifyWorkers(int value) {
    notifyWorkers = value;
    return this;
  }

  /** How long a callback may take before it counts as blocked. */
  public long watchdogMillis() {
    return watchdogMillis;
  }

  public SimSettings watchdogMillis(long value) {
    watchdogMillis = value;
    return this;
  }

  /** Whether callbacks without effects are called again with awkward arguments. */
  public boolean probes() {
    return probes;
  }

  public SimSettings probes(boolean value) {
    probes = value;
    return this;
  }

  /** Whether the DLL checks the caller's rights. */
  public boolean accessChecks() {
    return accessChecks;
  }

  public SimSettings accessChecks(boolean value) {
    accessChecks = value;
    return this;
  }

  /**
   * Whether whoever touches memory beyond its end or after its time ends the JVM in place of being
   * reported later if it wrote.
   */
  public boolean guardPages() {
    return guardPages;
  }

  public SimSettings guardPages(boolean value) {
    guardPages = value;
    return this;
  }

  /** Drive letters in use, as {@code C:}. */
  public Set<String> takenLetters() {
    return takenLetters;
  }

  public SimSettings takenLetters(Set<String> value) {
    takenLetters = Set.copyOf(value);
    return this;
  }

  /** Directories of other drives, which cannot be mount points as they exist. */
  public Set<String> existingDirectories() {
    return existingDirectories;
  }

  public SimSettings existingDirectories(Set<String> value) {
    existingDirectories = Set.copyOf(value);
    return this;
  }
}
