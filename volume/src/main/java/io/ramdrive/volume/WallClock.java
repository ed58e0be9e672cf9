// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.volume;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * The time of day in nanoseconds, without an object for each reading. Thread-safe.
 *
 * <p>Java tells the time of day in milliseconds, or as an object; but an interval it tells in
 * nanoseconds. So the time here is {@link System#nanoTime()} plus an offset, which is held against
 * the milliseconds every millisecond in which anybody asks. The offset only ever rises, towards the
 * true one and never beyond it, unless the time of day was set back: so the time told is never
 * ahead of the time of day, less than a millisecond behind it, and follows when that is set.
 */
final class WallClock {
  /** What is read. */
  interface Source {
    /** As {@link System#currentTimeMillis()}. */
    long millis();

    /** As {@link System#nanoTime()}. */
    long nanos();
  }

  static final long NANOS_PER_SECOND = 1_000_000_000;

  private static final long NANOS_PER_MILLI = 1_000_000;

  /** Windows' clock may tick 64 times a second only. */
  private static final int WINDOWS_TICK = 16;

  private static final VarHandle OFFSET;

  static {
    try {
      OFFSET = MethodHandles.lookup().findVarHandle(WallClock.class, "offset", long.class);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }

  private final Source source;
  private final long granularity;

  @SuppressWarnings("FieldMayBeFinal") // written through OFFSET
  private volatile long offset;

  /** When the offset was checked, by {@link Source#nanos()}. A stale value costs a check. */
  private long checked;

  /**
   * A clock that reads {@code source}, whose {@link Source#millis()} moves at least every {@code
   * granularityMillis}.
   */
  WallClock(Source source, int granularityMillis) {
    this.source = source;
    granularity = granularityMillis * NANOS_PER_MILLI;
    long now = source.millis() * NANOS_PER_MILLI;
    checked = source.nanos();
    offset = now - checked;
  }

  /** The clock of this machine. */
  static WallClock ofThisPlatform() {
    boolean windows = System.getProperty("os.name", "").startsWith("Windows");
    return new WallClock(
        new Source() {
          @Override
          public long millis() {
            return System.currentTimeMillis();
          }

          @Override
          public long nanos() {
            return System.nanoTime();
          }
        },
        windows ? WINDOWS_TICK + 1 : 1);
  }

  /** Nanoseconds since the epoch. */
  long now() {
    long nanos = source.nanos();
    return nanos - checked < NANOS_PER_MILLI ? nanos + offset : check(nanos);
  }

  /**
   * The time of day at {@code before} was not later than {@code now}, and at {@code after} not
   * earlier, however long the thread was off its processor in between.
   */
  private long check(long before) {
    long now = source.millis() * NANOS_PER_MILLI;
    long after = source.nanos();
    long current = offset;
    while (after + current < now || before + current >= now + granularity) {
      long seen = (long) OFFSET.compareAndExchange(this, current, now - after);
      if (seen == current) {
        current = now - after;
      } else {
        current = seen;
      }
    }
    checked = after;
    return after + current;
  }
}
