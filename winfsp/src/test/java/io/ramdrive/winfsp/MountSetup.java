// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp;

import io.ramdrive.volume.Volume;
import io.ramdrive.winfsp.binding.Operations;
import io.ramdrive.winfsp.sim.NotifyMode;
import io.ramdrive.winfsp.sim.SimSettings;
import io.ramdrive.winfsp.sim.SimVersion;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** What a {@link SimulatedMount} is made with; each method answers a changed copy. */
final class MountSetup {
  /** The time that means for ever, to WinFsp and to {@link WinFspOptions}. */
  static final long FOR_EVER = 0xFFFF_FFFFL;

  private long timeout = FOR_EVER;
  private boolean notifying;
  private boolean flushingAndPurging;
  private boolean spellingOtherwise;
  private int threads = 2;
  private long capacity = 16 << 20;
  private long seed = 1;
  private NotifyMode notifyMode = NotifyMode.CONSERVATIVE;
  private SimVersion version = SimVersion.V2_1;
  private boolean crowded;
  private long patience = 10_000;
  private NotificationMatrix matrix = NotificationMatrix.COMPLETE;
  private LongSupplier clock = System::nanoTime;
  private Consumer<Volume> preparation = volume -> {};
  private BiFunction<SimulatedMount, Operations, Operations> wrapper = (mount, view) -> view;

  private MountSetup() {}

  private MountSetup(MountSetup from) {
    timeout = from.timeout;
    notifying = from.notifying;
    flushingAndPurging = from.flushingAndPurging;
    spellingOtherwise = from.spellingOtherwise;
    threads = from.threads;
    capacity = from.capacity;
    seed = from.seed;
    notifyMode = from.notifyMode;
    version = from.version;
    crowded = from.crowded;
    patience = from.patience;
    matrix = from.matrix;
    clock = from.clock;
    preparation = from.preparation;
    wrapper = from.wrapper;
  }

  /** The kernel keeps everything for ever, data too, and is told nothing: mistakes show. */
  static MountSetup forEver() {
    return new MountSetup();
  }

  /** How long the kernel keeps what it knows; 0 = not at all. */
  MountSetup timeout(long milliseconds) {
    MountSetup copy = new MountSetup(this);
    copy.timeout = milliseconds;
    return copy;
  }

  /** The view notifies its kernel. */
  MountSetup notifying() {
    MountSetup copy = new MountSetup(this);
    copy.notifying = true;
    return copy;
  }

  /** The driver drops what it has cached of a file with the last handle. */
  MountSetup flushingAndPurging() {
    MountSetup copy = new MountSetup(this);
    copy.flushingAndPurging = true;
    return copy;
  }

  /** Programs spell names that exist in another case than they were made with. */
  MountSetup spellingOtherwise() {
    MountSetup copy = new MountSetup(this);
    copy.spellingOtherwise = true;
    return copy;
  }

  MountSetup threads(int number) {
    MountSetup copy = new MountSetup(this);
    copy.threads = number;
    return copy;
  }

  MountSetup capacity(long bytes) {
    MountSetup copy = new MountSetup(this);
    copy.capacity = bytes;
    return copy;
  }

  /** Where everything random in the simulator comes from. */
  MountSetup seed(long value) {
    MountSetup copy = new MountSetup(this);
    copy.seed = value;
    return copy;
  }

  /** What a notification on a dispatcher's thread does. */
  MountSetup notifyMode(NotifyMode mode) {
    MountSetup copy = new MountSetup(this);
    copy.notifyMode = mode;
    return copy;
  }

  /** Threads of the simulator dawdle, and do no more than programs ask for. */
  MountSetup crowded() {
    MountSetup copy = new MountSetup(this);
    copy.crowded = true;
    return copy;
  }

  /** WinFsp 2.2, which has other locks than 2.1. */
  MountSetup newer() {
    MountSetup copy = new MountSetup(this);
    copy.version = SimVersion.V2_2;
    return copy;
  }

  /** How long a callback may take. */
  MountSetup patience(long milliseconds) {
    MountSetup copy = new MountSetup(this);
    copy.patience = milliseconds;
    return copy;
  }

  /** By the view's clock, the kernel has taken each answer before the next thing happens. */
  MountSetup answeringAtOnce() {
    MountSetup copy = new MountSetup(this);
    AtomicLong now = new AtomicLong();
    copy.clock = () -> now.addAndGet(KernelNames.UNDER_WAY.toNanos() + 1);
    return copy;
  }

  /** What the view tells its kernel of. */
  MountSetup matrix(NotificationMatrix rules) {
    MountSetup copy = new MountSetup(this);
    copy.matrix = rules;
    return copy;
  }

  /** What stands between WinFsp and the view: it gets the mount in the making, and the view. */
  MountSetup wrapped(BiFunction<SimulatedMount, Operations, Operations> wrap) {
    MountSetup copy = new MountSetup(this);
    copy.wrapper = wrap;
    return copy;
  }

  /** What is done to the volume before it is mounted. */
  MountSetup prepared(Consumer<Volume> prepare) {
    MountSetup copy = new MountSetup(this);
    copy.preparation = prepare;
    return copy;
  }

  void prepare(Volume volume) {
    preparation.accept(volume);
  }

  long capacity() {
    return capacity;
  }

  boolean isSpellingOtherwise() {
    return spellingOtherwise;
  }

  /** Whether the kernel keeps data: with no other timeout it does. */
  boolean cachesData() {
    return timeout == FOR_EVER;
  }

  NotificationMatrix matrix() {
    return notifying ? matrix : NotificationMatrix.EMPTY;
  }

  LongSupplier clock() {
    return clock;
  }

  Operations wrap(SimulatedMount mount, Operations view) {
    return wrapper.apply(mount, view);
  }

  SimSettings settings() {
    return new SimSettings()
        .version(version)
        .seed(seed)
        .notifyMode(notifyMode)
        .watchdogMillis(patience)
        .probes(!crowded)
        .randomDelays(crowded);
  }

  WinFspOptions options() {
    return WinFspOptions.builder()
        .fileInfoTimeoutMs(timeout)
        .enableNotifications(notifying)
        .flushAndPurgeOnCleanup(flushingAndPurging)
        .threads(threads)
        .build();
  }

  @Override
  public String toString() {
    return (cachesData() ? "for ever" : timeout + " ms")
        + (notifying ? ", notifying" : "")
        + (flushingAndPurging ? ", flushing and purging" : "")
        + (spellingOtherwise ? ", spelling otherwise" : "")
        + (version == SimVersion.V2_1 ? "" : ", WinFsp 2.2")
        + (threads == 2 ? "" : ", " + threads + " threads");
  }
}
