// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.binding;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;

/**
 * A Windows service in this process, or the same in a console, where Ctrl-C stops it. Windows has
 * one at most for each process.
 */
public final class WinFspService {
  /** What the service does. WinFsp's threads call it. */
  public interface Handler {
    /**
     * Brings the service up, and returns while it runs: within half a minute, or {@link
     * WinFspService#requestTime} has to be called.
     *
     * @param arguments what Windows was told to start the service with; in a console the whole
     *     command line of the JVM
     * @throws Exception if it does not come up, which is logged and ends it
     */
    void start(WinFspService service, List<String> arguments) throws Exception;

    /** Brings it down, before it returns. */
    void stop();
  }

  private final ServiceFunctions functions;
  private final Handler handler;

  /** FSP_SERVICE; written before the first call of the handler, by the thread that calls it. */
  private volatile long service;

  private WinFspService(ServiceFunctions functions, Handler handler) {
    this.functions = functions;
    this.handler = handler;
  }

  /**
   * Runs the service until it is stopped.
   *
   * @return the process's exit code: an error code of Win32, not an NTSTATUS; 0 is success
   * @throws WinFspException if the DLL has no services
   */
  public static int run(WinFspLibrary library, String name, Handler handler)
      throws WinFspException {
    ServiceFunctions functions = new ServiceFunctions(library);
    WinFspService service = new WinFspService(functions, handler);
    // For ever: a thread of Windows may be about to leave a stub when the service is over.
    Arena arena = Arena.global();
    return functions.run(
        WideString.allocate(arena, name).address(),
        ServiceStubs.start(arena, service),
        ServiceStubs.stop(arena, service));
  }

  /** Asks Windows for so many more milliseconds, while the handler starts or stops. */
  public void requestTime(int millis) {
    functions.requestTime(service, millis);
  }

  /** What {@link #run} shall return, if the service ends without an error of its own. */
  public void setExitCode(int code) {
    functions.setExitCode(service, code);
  }

  /** Ends the service, from any thread: the handler is told to stop, and {@link #run} returns. */
  public void stop() {
    functions.stop(service);
  }

  /** Whether it runs for a user to see, and not as a service of Windows. */
  public boolean isInteractive() {
    return functions.isInteractive();
  }

  /** FSP_SERVICE_START. */
  int onStart(long pointer, int argc, long argv) {
    service = pointer;
    try {
      handler.start(this, arguments(argc, argv));
      return NtStatus.STATUS_SUCCESS;
    } catch (Throwable e) {
      Upcall.log("The service does not start: " + e.getMessage(), e);
      boolean known = e instanceof WinFspException failure && failure.status() < 0;
      return known ? ((WinFspException) e).status() : NtStatus.STATUS_UNSUCCESSFUL;
    }
  }

  /** FSP_SERVICE_STOP. */
  int onStop(long pointer) {
    try {
      handler.stop();
      return NtStatus.STATUS_SUCCESS;
    } catch (Throwable e) {
      Upcall.log("The service does not stop properly: " + e.getMessage(), e);
      return NtStatus.STATUS_UNSUCCESSFUL;
    }
  }

  private static List<String> arguments(int argc, long argv) {
    List<String> arguments = new ArrayList<>();
    for (int i = 0; i < argc; i++) {
      arguments.add(WideString.read(Pointer.MEMORY.get(JAVA_LONG, argv + 8L * i)));
    }
    return arguments;
  }
}
