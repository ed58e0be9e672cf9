// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.sim;

import io.ramdrive.winfsp.binding.NtStatus;
import io.ramdrive.winfsp.binding.WinFspFunction;
import io.ramdrive.winfsp.binding.WinFspVersion;
import java.lang.foreign.Arena;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * WinFsp's DLL: an upcall stub for each function, made with the descriptor that the binding calls
 * it by. Nothing that goes wrong in a function leaves it: it is reported, and the function fails.
 */
final class SimDll implements SymbolLookup, AutoCloseable {
  private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();

  private final SimSettings settings;
  private final KernelSide kernel;
  private final Violations violations;
  private final Lender lender;
  private final Dawdler dawdler;
  private final MountPoints mountPoints;
  private final Watchdog watchdog;
  private final List<Object> exports;
  private final ServiceExports services;
  private final SecurityExports security;
  private final Arena arena = Arena.ofShared();
  private final Map<String, Optional<MemorySegment>> symbols = new HashMap<>();
  private final Map<Long, SimFileSystem> fileSystems = new HashMap<>();

  /** Whether a thread may still run in what {@link #close} would free. */
  private volatile boolean stuck;

  private boolean closed;

  SimDll(SimSettings settings, KernelSide kernel, Violations violations) {
    this.settings = settings;
    this.kernel = kernel;
    this.violations = violations;
    lender = settings.guardPages() ? new GuardedMemory() : new PoisonedMemory(violations);
    dawdler = new Dawdler(settings);
    mountPoints = new MountPoints(settings);
    services = new ServiceExports(arena, violations);
    security = new SecurityExports(this);
    exports =
        List.of(
            new LifeCycleExports(this),
            new CallbackExports(this),
            new ReparseExports(),
            security,
            services,
            new StatusExports());
    watchdog = new Watchdog(this::dispatcherThreads, violations, settings.watchdogMillis());
  }

  SimSettings settings() {
    return settings;
  }

  KernelSide kernel() {
    return kernel;
  }

  Violations violations() {
    return violations;
  }

  Lender lender() {
    return lender;
  }

  Dawdler dawdler() {
    return dawdler;
  }

  /** What lives as long as the process. */
  Arena arena() {
    return arena;
  }

  MountPoints mountPoints() {
    return mountPoints;
  }

  ServiceExports services() {
    return services;
  }

  @Override
  public synchronized Optional<MemorySegment> find(String name) {
    return symbols.computeIfAbsent(name, this::stub);
  }

  private Optional<MemorySegment> stub(String name) {
    WinFspFunction function;
    try {
      function = WinFspFunction.valueOf(name);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    int number = settings.version().number();
    if (function.since().compareTo(new WinFspVersion(number >>> 16, number & 0xFFFF)) > 0) {
      return Optional.empty();
    }
    MethodType type = function.descriptor().toMethodType();
    MethodHandle body = contained(name, body(name, type));
    return Optional.of(Linker.nativeLinker().upcallStub(body, function.descriptor(), arena));
  }

  private MethodHandle body(String name, MethodType type) {
    for (Object each : exports) {
      MethodHandle found = bound(each, name, type);
      if (found != null) {
        return found;
      }
    }
    MethodHandle missing =
        MethodHandles.throwException(type.returnType(), UnsupportedOperationException.class)
            .bindTo(new UnsupportedOperationException(name + " is not simulated"));
    return MethodHandles.dropArguments(missing, 0, type.parameterList());
  }

  private static @Nullable MethodHandle bound(Object exporter, String name, MethodType type) {
    try {
      return LOOKUP.bind(exporter, name, type);
    } catch (NoSuchMethodException e) {
      return null;
    } catch (IllegalAccessException e) {
      throw new LinkageError(name, e);
    }
  }

  /** The body, with what it throws reported in place of thrown. */
  private MethodHandle contained(String name, MethodHandle body) {
    MethodType type = MethodType.methodType(long.class, String.class, long.class, Throwable.class);
    MethodHandle failed = bound(this, "failed", type);
    Class<?> result = body.type().returnType();
    long answer = result == int.class ? NtStatus.STATUS_UNSUCCESSFUL : 0;
    failed = MethodHandles.insertArguments(Objects.requireNonNull(failed), 0, name, answer);
    failed = MethodHandles.explicitCastArguments(failed, failed.type().changeReturnType(result));
    return MethodHandles.catchException(body, Throwable.class, failed);
  }

  /** Where a function ends that failed in an unforeseen way. */
  long failed(String name, long answer, Throwable cause) {
    violations.report(name, cause);
    return answer;
  }

  /** A dispatcher's thread does not end. */
  void stuck() {
    stuck = true;
    violations.report(Invariant.STOP, "StopDispatcher does not return");
  }

  synchronized void add(SimFileSystem fileSystem) {
    fileSystems.put(fileSystem.address(), fileSystem);
  }

  synchronized @Nullable SimFileSystem remove(long address) {
    return fileSystems.remove(address);
  }

  /** The FSP_FILE_SYSTEM at this address; fails if it was deleted, or never was. */
  synchronized SimFileSystem at(long address) {
    SimFileSystem found = fileSystems.get(address);
    if (found == null) {
      throw new InvariantViolation(
          Invariant.MEMORY, "no FSP_FILE_SYSTEM at " + Long.toHexString(address));
    }
    return found;
  }

  private synchronized List<DispatcherThread> dispatcherThreads() {
    List<DispatcherThread> threads = new ArrayList<>();
    for (SimFileSystem each : fileSystems.values()) {
      threads.addAll(each.dispatcher().threads());
    }
    return threads;
  }

  /** The driver is uninstalled while file systems are served. */
  void unloadDriver() {
    for (SimFileSystem each : all()) {
      each.dispatcher().driverUnloaded();
    }
  }

  private synchronized List<SimFileSystem> all() {
    return List.copyOf(fileSystems.values());
  }

  /** Waits until the system's threads have worked off every notification. */
  void drainNotifications() {
    for (SimFileSystem each : all()) {
      each.notifications().drain();
    }
  }

  /** The end of the process: nothing may be left. Reports, and does not throw. */
  @Override
  public void close() {
    List<SimFileSystem> left;
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
      left = List.copyOf(fileSystems.values());
    }
    for (SimFileSystem each : left) {
      violations.report(Invariant.LIFE_CYCLE, "FspFileSystemDelete was not called");
      each.stopDispatcher();
      each.delete();
    }
    security.close();
    lender.check();
    watchdog.close();
    if (left.isEmpty() && !stuck) {
      lender.close();
      arena.close();
    }
  }
}
