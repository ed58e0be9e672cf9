// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

import io.ramdrive.volume.NameMatching;
import io.ramdrive.volume.Volume;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A volume seen by the Linux kernel: a directory that any program can use.
 *
 * <p>It lives until {@link #close()}, until somebody unmounts it, or until the JVM ends, which
 * unmounts it first. Its threads are daemons: they do not keep the JVM alive, {@link
 * #awaitUnmounted()} does.
 *
 * <p>This JVM may use the directory like any other program, with two differences. It must not map
 * its files into memory: a thread that waits for a page of them cannot be stopped for a garbage
 * collection, which the threads that serve the page may be waiting for. And if it is killed
 * (SIGKILL) while a thread of its own waits for the mount, or for the kernel to take notice of a
 * change, it does not go away before somebody unmounts by force ({@code umount -f}): the kernel
 * closes its files, the device among them, only when the last thread has gone.
 */
public final class FuseMount implements AutoCloseable {
  private static final Logger LOG = System.getLogger(FuseMount.class.getName());

  /** How long {@link #close()} lets dispatchers finish the request they are at. */
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(10);

  /** How long the end of the last dispatcher waits before it takes the mount away by force. */
  private static final Duration QUIESCE_TIMEOUT = Duration.ofSeconds(1);

  /** More were measured to gain nothing where a volume answers in a microsecond. */
  private static final int MAX_AUTOMATIC_DISPATCHERS = 4;

  private final MountPoint point;
  private final FuseOptions options;
  private final Negotiation negotiation;
  private final MountServer server;
  private final Optional<String> device;
  private final ShutdownHook shutdownHook = new ShutdownHook(this::close, "ramdrive-unmount");
  private final Object closing = new Object();
  private final Dispatchers dispatchers;

  private FuseMount(
      MountPoint point,
      int fd,
      FuseOptions options,
      NameMatching names,
      MountServer.Factory servers)
      throws MountException {
    this.point = point;
    this.options = options;
    this.device = point.mounted().map(MountTable.Entry::device);
    try (Rings rings = new Rings(fd, options.transport())) {
      Negotiation agreed = InitExchange.with(fd, options, names, rings);
      boolean writeback = agreed.writeback();
      device.map(BackingDeviceInfo::of).ifPresent(kernel -> kernel.tune(writeback));
      this.server = servers.start(fd, agreed);
      this.dispatchers = new Dispatchers(fd, server, this::ended);
      try {
        this.negotiation = startRings(agreed, rings);
        dispatchers.startDevices(dispatchers(), negotiation.maxWrite());
      } catch (MountException | RuntimeException | Error failure) {
        server.quiesce(STOP_TIMEOUT);
        server.unmounted();
        throw failure;
      }
    }
  }

  /** Returns what is agreed on after the kernel has taken the rings, or has not. */
  private Negotiation startRings(Negotiation agreed, Rings rings) throws MountException {
    if (!agreed.rings()) {
      return agreed;
    }
    try {
      dispatchers.startRings(rings.take());
      return agreed;
    } catch (MountException refused) {
      Negotiation without = agreed.withoutRings(String.valueOf(refused.getMessage()));
      rings.turnOff();
      return without;
    }
  }

  /**
   * Mounts {@code volume} on the empty directory {@code mountPoint}, and returns when programs can
   * use it. What a RamDrive that died left mounted there is taken away first.
   *
   * <p>The caller owns the volume and keeps it open until the mount has ended.
   *
   * @throws MountException when that cannot be done, with what to do about it
   */
  public static FuseMount mount(Volume volume, Path mountPoint, FuseOptions options)
      throws MountException {
    return mount(volume, mountPoint, options, CoherenceSettings.DEFAULT);
  }

  /** As {@link #mount(Volume, Path, FuseOptions)}, kept coherent in another way. */
  static FuseMount mount(
      Volume volume, Path mountPoint, FuseOptions options, CoherenceSettings settings)
      throws MountException {
    return mount(
        mountPoint,
        options,
        volume.nameMatching(),
        (connected, negotiation) ->
            VolumeServer.start(
                volume, "the mount at " + mountPoint, connected, negotiation, settings));
  }

  /** As {@link #mount(Volume, Path, FuseOptions)}, for any server. */
  static FuseMount mount(
      Path mountPoint, FuseOptions options, NameMatching names, MountServer.Factory servers)
      throws MountException {
    try {
      MountPoint point = MountPointCheck.check(mountPoint);
      OptionalInt direct = DirectMount.mount(point, options);
      int fd = direct.isPresent() ? direct.getAsInt() : Fusermount.mount(point, options);
      return serve(point, fd, options, names, servers);
    } catch (LinkageError unavailable) {
      throw new MountException(String.valueOf(unavailable.getMessage()), unavailable);
    }
  }

  private static FuseMount serve(
      MountPoint point,
      int fd,
      FuseOptions options,
      NameMatching names,
      MountServer.Factory servers)
      throws MountException {
    FuseMount mount;
    try {
      mount = new FuseMount(point, fd, options, names, servers);
    } catch (MountException | RuntimeException | Error failure) {
      new Syscalls().close(fd);
      Unmounter.abort(point); // before a program waits for a transport that never begins
      try {
        Unmounter.detach(point);
      } catch (MountException alsoFailed) {
        failure.addSuppressed(alsoFailed);
      }
      throw failure;
    }
    try {
      mount.shutdownHook.register();
    } catch (IllegalStateException ending) {
      mount.close();
      throw new MountException("The JVM is ending; nothing is mounted any more.", ending);
    }
    return mount;
  }

  /** How many serve the device. */
  private int dispatchers() {
    if (negotiation.rings()) {
      return 1; // for what needs no answer
    }
    return options.dispatchers() == 0 ? automaticDispatchers() : options.dispatchers();
  }

  private static int automaticDispatchers() {
    return Math.clamp(Runtime.getRuntime().availableProcessors(), 2, MAX_AUTOMATIC_DISPATCHERS);
  }

  /** The directory, with all links followed. */
  public Path mountPoint() {
    return point.path();
  }

  /** How requests come, whatever was asked for: never {@link FuseOptions.Transport#AUTO}. */
  public FuseOptions.Transport transport() {
    return negotiation.rings() ? FuseOptions.Transport.RING : FuseOptions.Transport.DEVICE;
  }

  /** What was agreed on with the kernel, one line for each decision and its reason. */
  public String negotiation() {
    return negotiation.toString();
  }

  /** What the kernel has been told so far of changes that it did not make. */
  public NotificationStatistics notifications() {
    return server.notifications();
  }

  /** Whether the kernel still sends requests: until the last program lets go of it. */
  public boolean isMounted() {
    return !dispatchers.hasEnded();
  }

  /** Waits until the mount is gone, whoever unmounts it. */
  public void awaitUnmounted() throws InterruptedException {
    dispatchers.awaitEnd();
  }

  /**
   * Unmounts. The directory is empty at once; programs that have files of the mount open may use
   * them for {@link FuseOptions#unmountTimeout()} longer, then every use fails with ENOTCONN.
   * Closing twice does nothing.
   *
   * @throws IllegalStateException when a dispatcher does not come to an end; the volume must not be
   *     closed then
   */
  @Override
  public void close() {
    synchronized (closing) {
      if (dispatchers.hasEnded()) {
        return;
      }
      detach();
      if (dispatchers.awaitEnd(options.unmountTimeout())) {
        return;
      }
      LOG.log(
          Level.WARNING,
          "Programs still use files of {0}; taking the files away from them.",
          point);
      // Also for the sake of the connection, which ends with the last file that can notify.
      server.quiesce(STOP_TIMEOUT);
      if (negotiation.rings()) {
        // Linux 6.18 forgets a request that comes between the last ring's end and the mount's.
        device.ifPresent(Unmounter::abort);
      }
      if (!dispatchers.stop(STOP_TIMEOUT)) {
        throw new IllegalStateException(
            "A dispatcher of " + point + " is still busy; its volume must not be closed.");
      }
    }
  }

  /** Runs on the last dispatcher. */
  private void ended() {
    if (!server.quiesce(QUIESCE_TIMEOUT)) {
      // A notification waits for a program, and the program for a dispatcher: there is none left.
      Unmounter.abort(point);
      server.quiesce(STOP_TIMEOUT);
    }
    detach();
    server.unmounted();
    shutdownHook.cancel();
  }

  /** Takes the name away, unless somebody has and perhaps has mounted something else there. */
  private void detach() {
    try {
      Optional<MountTable.Entry> entry = point.mounted();
      if (entry.isPresent() && device.equals(entry.map(MountTable.Entry::device))) {
        Unmounter.detach(point);
      }
    } catch (MountException failure) {
      LOG.log(Level.WARNING, failure.getMessage());
    }
  }
}
