// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

/** The kernel as its scheduler concerns one thread, which alone may call the methods. */
interface Scheduling extends AutoCloseable {
  /** As {@link System#nanoTime()}. */
  long nanoTime();

  /**
   * Lets the calling thread run only where nothing else wants to.
   *
   * @return whether the kernel has done so
   */
  boolean becomeIdle();

  /**
   * Lets a thread of this process, 0 for the calling one, run as others do: takes back {@link
   * #becomeIdle()} and {@link #moveTo}.
   *
   * @return whether the kernel has done so
   */
  boolean becomeOrdinary(int tid);

  /**
   * Makes {@link #interrupt} quick when it is needed.
   *
   * @return whether it is possible
   */
  boolean prepareInterrupt();

  /** The processor that a thread of any process runs on or ran on last; negative if unknown. */
  int processorOf(int tid);

  /** Moves the calling thread to a processor, where it may run, and keeps it there. */
  void moveTo(int processor);

  /** For how long the machine's processors have been idle, all added up, in 10 ms; or negative. */
  long idleTicks();

  /** Waits for that long, or less. */
  void pause(long nanos);

  /** Interrupts the system call of a thread of this process. */
  void interrupt(int tid);

  /** Sets whether a thread that reads {@code fd} waits. */
  void setBlocking(int fd, boolean blocking);

  @Override
  void close();
}
