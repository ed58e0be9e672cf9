// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp;

import io.ramdrive.volume.NameMatching;
import io.ramdrive.volume.Volume;
import io.ramdrive.winfsp.binding.FileSystemHost;
import io.ramdrive.winfsp.binding.MountPoint;
import io.ramdrive.winfsp.binding.NotifyNames;
import io.ramdrive.winfsp.binding.Operations;
import io.ramdrive.winfsp.binding.VolumeParams;
import io.ramdrive.winfsp.binding.WinFspException;
import io.ramdrive.winfsp.binding.WinFspLibrary;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.foreign.Arena;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;

/**
 * A volume seen by Windows: a drive, a directory or a share that any program can use.
 *
 * <p>It lives until {@link #close()}, or until the JVM ends, which unmounts it first; if somebody
 * stops WinFsp's driver it shows nothing any more, but still has to be closed. WinFsp's threads do
 * not keep the JVM alive, {@link #awaitUnmounted} does.
 */
public final class WinFspMount implements AutoCloseable {
  private static final Logger LOG = System.getLogger(WinFspMount.class.getName());

  /** The name space in which Windows' mount manager has drives. */
  private static final String MANAGED = "\\\\.\\";

  private final MountPoint point;
  private final String mountPoint;
  private final String negotiation;
  private final FileSystemHost host;
  private final ViewAttachment attachment;
  private final VolumeOperations operations;
  private final Arena arena;
  private final CountDownLatch ended;
  private final ShutdownHook shutdownHook = new ShutdownHook(this::close, "ramdrive-unmount");
  private final Object closing = new Object();

  /** Guarded by closing. */
  private boolean closed;

  private WinFspMount(Start start, FileSystemHost host, VolumeOperations operations) {
    this.host = host;
    this.operations = operations;
    point = start.point;
    attachment = start.attachment;
    arena = start.arena;
    ended = start.ended;
    mountPoint = withoutManager(point.attempts().isEmpty() ? point.text() : host.mountPoint());
    negotiation = start.describe(mountPoint);
  }

  private static String withoutManager(String mounted) {
    return mounted.startsWith(MANAGED) ? mounted.substring(MANAGED.length()) : mounted;
  }

  /**
   * Shows {@code volume} at a mount point, and returns when programs can use it. The caller owns
   * the volume and keeps it open until the mount is closed.
   *
   * @param mountPoint as {@link MountPoint} has it: {@code R:}, {@code *}, {@code C:\dir}, {@code
   *     \\server\share}
   * @throws IOException in a sentence that says what to do, when that cannot be done; nothing is
   *     left behind
   */
  public static WinFspMount mount(Volume volume, String mountPoint, WinFspOptions options)
      throws IOException {
    return mount(WinFspLibrary.load(), volume, mountPoint, options);
  }

  /** As {@link #mount(Volume, String, WinFspOptions)}, with a DLL that is loaded already. */
  public static WinFspMount mount(
      WinFspLibrary library, Volume volume, String mountPoint, WinFspOptions options)
      throws IOException {
    return mount(
        library,
        volume,
        mountPoint,
        options,
        UnaryOperator.identity(),
        options.enableNotifications() ? NotificationMatrix.COMPLETE : NotificationMatrix.EMPTY,
        System::nanoTime);
  }

  /**
   * As {@link #mount(WinFspLibrary, Volume, String, WinFspOptions)}.
   *
   * @param wrap what to put between WinFsp and the volume
   * @param matrix what the kernel is told
   * @param clock nanoseconds, by which answers arrive in the kernel
   */
  static WinFspMount mount(
      WinFspLibrary library,
      Volume volume,
      String mountPoint,
      WinFspOptions options,
      UnaryOperator<Operations> wrap,
      NotificationMatrix matrix,
      LongSupplier clock)
      throws IOException {
    MountPoint point = MountPoint.parse(mountPoint);
    VolumeParams params = VolumeParameters.of(volume, options, point.prefix());
    if (point.preflight().isPresent()) {
      FileSystemHost.preflight(library, params, point.preflight().get());
    }
    KernelNames kernelNames = new KernelNames(volume.nameMatching() == NameMatching.EXACT, clock);
    WinFspView view = new WinFspView();
    ViewAttachment attachment =
        ViewAttachment.attach(volume, view, "the mount at " + point, matrix, kernelNames);
    Arena arena = Arena.ofShared();
    Start start = new Start(library, point, params, options, attachment, arena);
    WinFspMount mount;
    try {
      VolumeOperations operations =
          new VolumeOperations(
              volume,
              view,
              options,
              byName -> new DllFunctions(library, arena, byName),
              kernelNames,
              arena,
              start::stopped);
      mount = start.mount(wrap.apply(operations), operations);
    } catch (IOException | RuntimeException | Error failure) {
      attachment.detach();
      arena.close();
      throw failure;
    }
    return registered(mount);
  }

  private static WinFspMount registered(WinFspMount mount) throws IOException {
    try {
      mount.shutdownHook.register();
      return mount;
    } catch (IllegalStateException ending) {
      mount.close();
      throw new IOException("The JVM is ending; nothing is mounted any more.", ending);
    }
  }

  /** Where it is mounted: {@code R:}, also if any letter would do; a directory; a share. */
  public String mountPoint() {
    return mountPoint;
  }

  /** WinFsp's file system. */
  FileSystemHost host() {
    return host;
  }

  /** What the kernel may cache and how it is told, one line for each; for people. */
  public String negotiation() {
    return negotiation;
  }

  /** What the kernel has been told so far of changes that it did not make. */
  public NotificationStatistics notifications() {
    return attachment.statistics();
  }

  /** Whether Windows still shows it. */
  public boolean isMounted() {
    return ended.getCount() > 0;
  }

  /** Waits until it is closed, or WinFsp has stopped by itself. */
  public void awaitUnmounted() throws InterruptedException {
    ended.await();
  }

  /**
   * Unmounts. Whatever programs still have open fails from now on. Closing twice does nothing.
   *
   * @throws IllegalStateException on one of the threads that serve requests
   */
  @Override
  public void close() {
    synchronized (closing) {
      if (closed) {
        return;
      }
      attachment.detach();
      host.close();
      closed = true;
      operations.closeAll();
      arena.close();
      ended.countDown();
      shutdownHook.cancel();
    }
  }

  /** How far a mount has come. */
  private record Start(
      WinFspLibrary library,
      MountPoint point,
      VolumeParams params,
      WinFspOptions options,
      ViewAttachment attachment,
      Arena arena,
      CountDownLatch ended) {
    Start(
        WinFspLibrary library,
        MountPoint point,
        VolumeParams params,
        WinFspOptions options,
        ViewAttachment attachment,
        Arena arena) {
      this(library, point, params, options, attachment, arena, new CountDownLatch(1));
    }

    /** Mounts where that works first, serves requests, and tells the kernel of changes. */
    WinFspMount mount(Operations operations, VolumeOperations served) throws WinFspException {
      FileSystemHost host = mounted(operations);
      host.start(options.threads());
      try {
        if (options.enableNotifications()) {
          attachment.tell(host::notify);
        }
        return new WinFspMount(this, host, served);
      } catch (RuntimeException | Error failure) {
        attachment.detach(); // while the dispatcher runs, which has to answer what it has told
        host.close();
        served.closeAll();
        throw failure;
      }
    }

    private FileSystemHost mounted(Operations operations) throws WinFspException {
      List<String> attempts = point.attempts();
      if (attempts.isEmpty()) {
        return create(operations);
      }
      for (int i = 0; ; i++) {
        FileSystemHost host = create(operations);
        try {
          host.mount(attempts.get(i));
          return host;
        } catch (WinFspException refused) {
          if (i == attempts.size() - 1) {
            throw refused;
          }
          LOG.log(Level.DEBUG, refused.getMessage());
        }
      }
    }

    private FileSystemHost create(Operations operations) throws WinFspException {
      FileSystemHost host =
          FileSystemHost.create(library, params, operations, NotifyNames.AS_STORED);
      if (options.debugLog() != 0) {
        host.setDebugLog(options.debugLog());
      }
      return host;
    }

    /** WinFsp calls no more. */
    void stopped(boolean normally) {
      if (!normally) {
        LOG.log(Level.WARNING, "WinFsp has stopped serving {0}: its driver has ended.", point);
        ended.countDown();
      }
    }

    String describe(String mountPoint) {
      String data = options.cachesData() ? "yes, written late" : "no";
      return String.join(
          System.lineSeparator(),
          "WinFsp " + library.version(),
          "mounted at: " + mountPoint + (point.prefix().isEmpty() ? " (disk)" : " (network)"),
          "attributes cached for: " + time(options.timeout(options.fileInfoTimeoutMs())),
          "file data cached: " + data,
          "listings cached for: " + time(options.timeout(options.dirInfoTimeoutMs())),
          "free space cached for: " + time(options.volumeInfoTimeout()),
          "told of changes by others: " + (options.enableNotifications() ? "yes" : "no"));
    }

    private static String time(long millis) {
      return millis == WinFspOptions.FOR_EVER ? "ever" : millis + " ms";
    }
  }
}
