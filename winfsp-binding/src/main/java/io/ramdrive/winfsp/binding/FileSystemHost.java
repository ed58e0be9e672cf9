// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.binding;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * A file system of WinFsp's: FSP_FILE_SYSTEM. It is created, mounted and started once each, in this
 * order, then stopped and closed; a mount that fails ends it, and another attempt takes a new one.
 * What the volume holds at first has to be there before {@link #mount}.
 *
 * <p>Any thread may call the methods, but {@link #stop} and {@link #close} not those that run
 * {@link Operations}: they wait for these.
 */
public final class FileSystemHost implements AutoCloseable {
  private static final String DISK = "WinFsp.Disk";
  private static final String NET = "WinFsp.Net";

  private enum State {
    CREATED,
    MOUNTED,
    STARTED,
    STOPPED,
    CLOSED
  }

  private final WinFspLibrary library;
  private final FileSystemFunctions functions;
  private final DispatcherEnd dispatcherEnd;

  /** Holds what WinFsp keeps pointers to; closed after FspFileSystemDelete. */
  private final Arena arena;

  private final long fileSystem;
  private final KernelNotifications notifications;

  /** What may still use the file system while it is closed. */
  private final CallGate gate = new CallGate();

  /** Held by what changes the state, which may wait for operations: none may want it. */
  private final Object lock = new Object();

  /** Guarded by the lock. */
  private State state = State.CREATED;

  private FileSystemHost(
      WinFspLibrary library,
      FileSystemFunctions functions,
      DispatcherEnd dispatcherEnd,
      Arena arena,
      long fileSystem,
      NotifyNames names) {
    this.library = library;
    this.functions = functions;
    this.dispatcherEnd = dispatcherEnd;
    this.arena = arena;
    this.fileSystem = fileSystem;
    this.notifications = new KernelNotifications(functions, fileSystem, arena, names, gate);
  }

  /**
   * Says whether a mount could succeed, without making anything. Windows' mount manager ({@code
   * \\.\R:}) is not asked: give the bare drive.
   *
   * @param mountPoint one of {@link MountPoint#preflight()}
   * @throws WinFspException if not
   */
  public static void preflight(WinFspLibrary library, VolumeParams params, String mountPoint)
      throws WinFspException {
    FileSystemFunctions functions = new FileSystemFunctions(library);
    try (Arena arena = Arena.ofConfined()) {
      long device = WideString.allocate(arena, device(params)).address();
      int status = functions.preflight(device, text(arena, mountPoint));
      if (status < 0) {
        throw new WinFspException(status, StartFailure.mounting(mountPoint, status));
      }
    }
  }

  /**
   * Makes a file system whose names are in notifications as its parameters suggest: in upper case
   * unless CaseSensitiveSearch is set.
   *
   * @throws WinFspException if WinFsp refuses to
   */
  public static FileSystemHost create(
      WinFspLibrary library, VolumeParams params, Operations operations) throws WinFspException {
    boolean caseSensitive = params.has(VolumeFlags.CaseSensitiveSearch);
    return create(
        library,
        params,
        operations,
        caseSensitive ? NotifyNames.AS_STORED : NotifyNames.UPPER_CASE);
  }

  /**
   * Makes a file system.
   *
   * @param names how the kernel spells its names
   * @throws WinFspException if WinFsp refuses to
   */
  public static FileSystemHost create(
      WinFspLibrary library, VolumeParams params, Operations operations, NotifyNames names)
      throws WinFspException {
    FileSystemFunctions functions = new FileSystemFunctions(library);
    DispatcherEnd end = new DispatcherEnd(operations);
    Arena arena = Arena.ofShared();
    try {
      MemorySegment table = InterfaceTable.allocate(arena, operations, end);
      MemorySegment copy = arena.allocate(VolumeParams.SIZE, 8);
      params.copyTo(copy, 0);
      MemorySegment into = arena.allocate(JAVA_LONG);
      long device = WideString.allocate(arena, device(params)).address();
      int status = functions.create(device, copy.address(), table.address(), into.address());
      if (status < 0) {
        throw new WinFspException(status, StartFailure.creating(status));
      }
      return new FileSystemHost(library, functions, end, arena, into.get(JAVA_LONG, 0), names);
    } catch (WinFspException | RuntimeException | Error failure) {
      arena.close();
      throw failure;
    }
  }

  private static String device(VolumeParams params) {
    return params.prefix().isEmpty() ? DISK : NET;
  }

  private static long text(Arena arena, String mountPoint) {
    return mountPoint.equals(MountPoint.ANY_DRIVE)
        ? Pointer.NULL
        : WideString.allocate(arena, mountPoint).address();
  }

  /** The FSP_FILE_SYSTEM, for functions of the library that want it. */
  public long pointer() {
    return fileSystem;
  }

  /**
   * One lock for all operations instead of WinFsp's own choice, before {@link #start}.
   *
   * @param strategy FSP_FILE_SYSTEM_OPERATION_GUARD_STRATEGY_FINE or _COARSE
   */
  public void setOperationGuardStrategy(int strategy) {
    synchronized (lock) {
      requireState(State.CREATED, State.MOUNTED);
      functions.setGuardStrategy(fileSystem, strategy);
    }
  }

  /**
   * Which requests WinFsp logs, before {@link #start}: bit n those of kind n, -1 all. {@link
   * DebugLog} says where to.
   */
  public void setDebugLog(int mask) {
    synchronized (lock) {
      requireState(State.CREATED, State.MOUNTED);
      functions.setDebugLog(fileSystem, mask);
    }
  }

  /**
   * Shows the file system at a mount point. If that fails this object is closed.
   *
   * @param mountPoint one of {@link MountPoint#attempts()}
   * @throws WinFspException if WinFsp refuses to
   */
  public void mount(String mountPoint) throws WinFspException {
    mount(mountPoint, new byte[0]);
  }

  /**
   * As {@link #mount(String)}.
   *
   * @param securityDescriptor that of the directory that is made, self-relative; empty for the
   *     default
   */
  public void mount(String mountPoint, byte[] securityDescriptor) throws WinFspException {
    int status;
    synchronized (lock) {
      requireState(State.CREATED);
      try (Arena temporary = Arena.ofConfined()) {
        long security =
            securityDescriptor.length == 0
                ? Pointer.NULL
                : temporary.allocateFrom(JAVA_BYTE, securityDescriptor).address();
        status = functions.setMountPoint(fileSystem, text(temporary, mountPoint), security);
      }
      state = status < 0 ? state : State.MOUNTED;
    }
    requireSuccess(status, StartFailure.mounting(mountPoint, status));
  }

  /** Where it is mounted, as WinFsp says: with {@code *} the letter is known then. Else empty. */
  public String mountPoint() {
    if (!gate.enter()) {
      return "";
    }
    try {
      return WideString.read(functions.mountPoint(fileSystem));
    } finally {
      gate.leave();
    }
  }

  /**
   * Starts to serve requests. If that fails this object is closed.
   *
   * @param threads how many threads call {@link Operations}; 0 for one for each processor, 4 to 16
   * @throws WinFspException if WinFsp refuses to
   */
  public void start(int threads) throws WinFspException {
    Limits.require(threads >= 0, "There cannot be " + threads + " threads: choose 0 or more.");
    int status;
    synchronized (lock) {
      requireState(State.CREATED, State.MOUNTED);
      status = functions.startDispatcher(fileSystem, threads);
      state = status < 0 ? state : State.STARTED;
    }
    requireSuccess(status, StartFailure.starting(status));
  }

  private void requireSuccess(int status, String sentence) throws WinFspException {
    if (status < 0) {
      close();
      throw new WinFspException(status, sentence);
    }
  }

  /**
   * Tells the kernel of one change that did not come from it, so that it forgets what it caches and
   * tells watchers. Never from a thread that runs {@link Operations}. Allocates nothing for paths
   * up to 1,024 characters.
   *
   * @param filter FILE_NOTIFY_CHANGE_*: which watchers are told; 0 tells none
   * @param action FILE_ACTION_*: what they are told
   * @param path from the root, with backslashes: {@code \dir\file}
   * @return an NTSTATUS; STATUS_CANCELLED after {@link #close}
   */
  public int notify(int filter, int action, CharSequence path) {
    return notifications.notify(filter, action, path);
  }

  /** As {@link #notify(int, int, CharSequence)}, of all the changes of a batch. */
  public int notify(NotifyBatch batch) {
    return notifications.notify(batch);
  }

  /** A batch to be filled in. */
  public NotifyBatch newBatch(int capacity) {
    return new NotifyBatch(capacity, notifications.names());
  }

  /**
   * Holds back renames until {@link #notifyEnd}, so that no name goes astray meanwhile. Never from
   * a thread that runs {@link Operations}.
   *
   * @param timeout how long to wait for renames under way, in ms; -1 for ever
   * @return an NTSTATUS; a failure (STATUS_CANT_WAIT after the time) is not to be followed by
   *     {@link #notifyEnd}
   */
  public int notifyBegin(int timeout) {
    return notifications.begin(timeout);
  }

  /** Ends what {@link #notifyBegin} began. */
  public int notifyEnd() {
    return notifications.end();
  }

  /**
   * For {@link Operations#dispatcherStopped} of a file system in a {@link WinFspService}: ends the
   * service if the dispatcher ended for another reason than {@link #stop}. WinFsp before 2.0 does
   * not.
   *
   * @param normally what the operation was given
   */
  public void stopServiceIfNecessary(boolean normally) {
    functions.stopServiceIfNecessary(fileSystem, normally);
  }

  /**
   * Serves no more requests; returns when the last one is done. A request that was answered
   * STATUS_PENDING is not waited for. Further calls do nothing.
   *
   * @throws IllegalStateException on a thread that runs {@link Operations}
   */
  public void stop() {
    requireOtherThread();
    synchronized (lock) {
      if (state == State.STARTED) {
        functions.stopDispatcher(fileSystem);
        state = State.STOPPED;
      }
    }
  }

  /**
   * Stops, unmounts and frees everything. Further calls do nothing.
   *
   * @throws IllegalStateException on a thread that runs {@link Operations}
   */
  @Override
  public void close() {
    requireOtherThread();
    synchronized (lock) {
      if (state == State.CLOSED) {
        return;
      }
      gate.shut();
      notifications.endSessions();
      stop();
      gate.awaitEmpty();
      notifications.endSessions();
      functions.delete(fileSystem);
      state = State.CLOSED;
      arena.close();
    }
  }

  private void requireOtherThread() {
    if (library.getOperationContext() != Pointer.NULL || dispatcherEnd.isOnThisThread()) {
      throw new IllegalStateException(
          "A file system cannot be stopped by a thread that serves it: use another thread.");
    }
  }

  private void requireState(State... allowed) {
    for (State one : allowed) {
      if (state == one) {
        return;
      }
    }
    throw new IllegalStateException("The file system is " + state + ": it is too late for this.");
  }
}
