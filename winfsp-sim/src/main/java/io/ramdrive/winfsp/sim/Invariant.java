// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.sim;

/** What a file system must never get wrong, whatever it does. */
public enum Invariant {
  FILE_INFO("Every FileInfo that a callback answers is the truth, all 72 bytes of it."),
  CACHED_FILE_INFO("Every FileInfo that the driver keeps is the truth when nothing is in flight."),
  FAILURE("A callback that fails has changed nothing."),
  DATA("The data that a program reads is what was written, cached or not."),
  LISTING("A listing holds each name once, in one order, from any marker on, and an end."),
  LIFE_CYCLE("Each open file is closed once, is not called after that, and keeps its content."),
  CAPACITY("What the volume promised fits into it; a write that comes late never fails."),
  STATUS("A callback answers only what its contract allows."),
  SECURITY("Each file has a valid descriptor, inherited, handed out by the size protocol."),
  THREADING("No callback blocks, and none comes back into its own volume."),
  MEMORY("Nothing is touched before it is there or after it is gone."),
  NOTIFY("Notify sessions are balanced, and nobody notifies from a dispatcher's thread."),
  STOP("The dispatcher stops whatever it is doing, and nothing comes after.");

  private final String sentence;

  Invariant(String sentence) {
    this.sentence = sentence;
  }

  /** The rule. */
  public String sentence() {
    return sentence;
  }
}
