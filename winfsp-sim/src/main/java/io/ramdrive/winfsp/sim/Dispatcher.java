// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.sim;

import static io.ramdrive.winfsp.binding.NtStatus.STATUS_CANCELLED;
import static io.ramdrive.winfsp.binding.NtStatus.STATUS_INSUFFICIENT_RESOURCES;
import static io.ramdrive.winfsp.binding.NtStatus.STATUS_INTERNAL_ERROR;
import static io.ramdrive.winfsp.binding.NtStatus.STATUS_PENDING;

import io.ramdrive.winfsp.binding.InterfaceSlot;
import io.ramdrive.winfsp.binding.Pointer;
import io.ramdrive.winfsp.binding.TransactRsp;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Lock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The queue of a volume's requests, and the threads that serve them. */
final class Dispatcher implements UserMode {
  private static final int FEWEST_THREADS = 2;
  private static final int FEWEST_DEFAULT = 4;
  private static final int MOST_DEFAULT = 16;

  /** How long threads that are stuck in a callback may take to leave it after a violation. */
  private static final long GRACE_MILLIS = 2_000;

  private enum State {
    /** Before Transact0: requests are turned away. */
    NEW,
    /** Requests queue up, and are handed out if there are threads. */
    OPEN,
    /** What is handed out may be finished; nothing else is handed out. */
    STOPPING,
    STOPPED
  }

  private final SimFileSystem fileSystem;
  private final RequestServer server;
  private final OperationGuard guard = new OperationGuard();
  private final ArrayDeque<InFlight> queued = new ArrayDeque<>();
  private final Map<Long, InFlight> processing = new HashMap<>();
  private final List<DispatcherThread> threads = new ArrayList<>();
  private final Object monitor = new Object();
  private State state = State.NEW;
  private int threadsToStart;
  private int threadsRunning;
  private long lastHint;

  /** Whether the file system asked for the end; else the driver went away. */
  private volatile boolean stopRequested;

  Dispatcher(SimFileSystem fileSystem) {
    this.fileSystem = fileSystem;
    this.server = new RequestServer(fileSystem);
  }

  OperationGuard guard() {
    return guard;
  }

  List<DispatcherThread> threads() {
    synchronized (monitor) {
      return List.copyOf(threads);
    }
  }

  /** FspFsctlTransact without buffers: requests may queue up from now on. */
  void transact0() {
    synchronized (monitor) {
      if (state == State.NEW) {
        state = State.OPEN;
      }
    }
  }

  boolean isStarted() {
    synchronized (monitor) {
      return !threads.isEmpty();
    }
  }

  /** FspFileSystemStopDispatcher was called. */
  boolean isStopRequested() {
    return stopRequested;
  }

  /** Nothing is taken from the queue any more. */
  boolean isStopping() {
    synchronized (monitor) {
      return state == State.STOPPING || state == State.STOPPED;
    }
  }

  void start(int count, int cpus) {
    int wanted = count == 0 ? Math.clamp(cpus, FEWEST_DEFAULT, MOST_DEFAULT) : count;
    synchronized (monitor) {
      threadsToStart = Math.max(wanted, FEWEST_THREADS);
    }
    startNext();
    transact0();
  }

  /** Each thread starts the next one. */
  void startNext() {
    synchronized (monitor) {
      if (threadsToStart > 0) {
        threadsToStart--;
        threadsRunning++;
        DispatcherThread next = new DispatcherThread(this, fileSystem, threads.size() + 1);
        threads.add(next);
        next.thread().start();
      }
    }
  }

  @Override
  public Response call(Request request, Consumer<Response> apply) {
    Violations violations = fileSystem.violations();
    violations.check();
    DispatcherThread self = DispatcherThread.current();
    if (self != null && self.fileSystem() == fileSystem && self.inCallback()) {
      violations.report(Invariant.THREADING, "a callback calls its own volume: " + request);
      violations.check();
    }
    InFlight inFlight;
    int status;
    synchronized (monitor) {
      inFlight = new InFlight(request, ++lastHint, apply);
      status = admit(request);
      if (status == STATUS_PENDING) {
        queued.add(inFlight);
        monitor.notify();
      }
    }
    if (status != STATUS_PENDING) {
      inFlight.complete(Response.of(status), violations);
    }
    return inFlight.await(violations);
  }

  private int admit(Request request) {
    if (state != State.OPEN) {
      return STATUS_CANCELLED;
    }
    boolean full = queued.size() >= fileSystem.parameters().irpCapacity();
    return full && !(request instanceof Request.Close)
        ? STATUS_INSUFFICIENT_RESOURCES
        : STATUS_PENDING;
  }

  /** The next request; null when it is time to end. */
  @Nullable InFlight take() {
    synchronized (monitor) {
      while (queued.isEmpty() && !isStopping()) {
        try {
          monitor.wait();
        } catch (InterruptedException e) {
          return null;
        }
      }
      if (isStopping()) {
        return null;
      }
      InFlight next = queued.remove();
      processing.put(next.hint(), next);
      return next;
    }
  }

  /** On a dispatcher's thread: guard, callbacks, answer. */
  void serve(InFlight inFlight, DispatcherThread thread) {
    Violations violations = fileSystem.violations();
    fileSystem.dawdler().step();
    Frame frame = new Frame(fileSystem, thread, inFlight);
    inFlight.served(frame);
    Response response;
    Lock held = guard.enter(inFlight.request());
    try {
      response = server.serve(inFlight.request(), frame);
    } catch (RuntimeException | AssertionError e) {
      violations.report("the DLL", e);
      response = Response.of(STATUS_INTERNAL_ERROR);
    } finally {
      if (held != null) {
        held.unlock();
      }
    }
    fileSystem.dawdler().step();
    inFlight.callbackReturned();
    if (response.status() != STATUS_PENDING) {
      finish(inFlight, response);
    }
  }

  private void finish(InFlight inFlight, Response response) {
    synchronized (monitor) {
      processing.remove(inFlight.hint());
    }
    if (!inFlight.complete(response, fileSystem.violations())) {
      fileSystem
          .violations()
          .report(Invariant.STATUS, "answered twice: " + inFlight.request().getClass());
    }
  }

  /** FspFileSystemSendResponse: the answer to a request that was left pending. */
  void send(long response) {
    Violations violations = fileSystem.violations();
    for (DispatcherThread thread : threads()) {
      if (thread.response() == response) {
        violations.report(Invariant.MEMORY, "SendResponse of the dispatcher's own response");
        return;
      }
    }
    if (TransactRsp.size(Pointer.MEMORY, response) < TransactRsp.SIZE) {
      violations.report(Invariant.STATUS, "SendResponse with a Size below 128");
      return;
    }
    InFlight inFlight;
    synchronized (monitor) {
      inFlight = processing.get(TransactRsp.hint(Pointer.MEMORY, response));
    }
    if (inFlight != null) {
      finish(inFlight, server.transfers().lateAnswer(inFlight, response));
    } else if (!isStopping()) {
      violations.report(Invariant.STATUS, "SendResponse with a Hint of no pending request");
    }
  }

  /** Ends the threads, waits for them, and cancels what is left. */
  void stop() {
    stopRequested = true;
    end();
    boolean stuck = false;
    for (DispatcherThread thread : threads()) {
      stuck |= !join(thread.thread());
    }
    if (stuck) {
      fileSystem.stuck();
    }
    List<InFlight> rest;
    synchronized (monitor) {
      state = State.STOPPED;
      threads.clear();
      rest = new ArrayList<>(processing.values());
      processing.clear();
    }
    for (InFlight inFlight : rest) {
      inFlight.complete(Response.of(STATUS_CANCELLED), fileSystem.violations());
    }
    cancelQueued();
  }

  /** The driver is unloaded: FspFsctlTransact fails on each thread. */
  void driverUnloaded() {
    fileSystem.dispatcherResult(STATUS_CANCELLED);
    end();
    cancelQueued();
  }

  private void end() {
    synchronized (monitor) {
      if (state != State.STOPPED) {
        state = State.STOPPING;
      }
      monitor.notifyAll();
    }
  }

  private void cancelQueued() {
    List<InFlight> rest;
    synchronized (monitor) {
      rest = new ArrayList<>(queued);
      queued.clear();
    }
    for (InFlight inFlight : rest) {
      inFlight.complete(Response.of(STATUS_CANCELLED), fileSystem.violations());
    }
  }

  /** Waits for the thread; not much longer once the watchdog has seen it stuck. */
  private boolean join(Thread thread) {
    boolean interrupted = false;
    try {
      long deadline = 0;
      while (thread.isAlive()) {
        try {
          thread.join(50);
        } catch (InterruptedException e) {
          interrupted = true;
        }
        if (deadline == 0 && fileSystem.violations().any()) {
          deadline = System.nanoTime() + GRACE_MILLIS * 1_000_000;
        } else if (deadline != 0 && System.nanoTime() > deadline) {
          return false;
        }
      }
      return true;
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** A thread ends; the first one waits for the others and tells the file system. */
  void ended(DispatcherThread thread) {
    boolean normally;
    synchronized (monitor) {
      normally = stopRequested;
      state = state == State.STOPPED ? State.STOPPED : State.STOPPING;
      threadsToStart = 0;
      threadsRunning--;
      monitor.notifyAll();
      if (thread != threads.getFirst()) {
        return;
      }
      while (threadsRunning > 0) {
        try {
          monitor.wait();
        } catch (InterruptedException e) {
          return;
        }
      }
    }
    if (fileSystem.host().has(InterfaceSlot.DispatcherStopped)) {
      byte flag = (byte) (normally ? 1 : 0);
      fileSystem.host().call(InterfaceSlot.DispatcherStopped, fileSystem.address(), flag);
    }
  }
}
