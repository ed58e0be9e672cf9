// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.binding;

import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WinFspServiceTest {
  private static final long SERVICE = 0x5555_5555_5555L;

  /** Runs a service as FspServiceRunEx does: start, and stop if that succeeded. */
  static final class FakeServices extends FakeDll {
    int startStatus;
    int stopStatus;

    int fspServiceRunEx(long name, long onStart, long onStop, long onControl, long context) {
      calls.add("run " + WideString.read(name) + " " + onControl);
      try (Arena arena = Arena.ofConfined()) {
        MemorySegment argv = arena.allocate(JAVA_LONG, 2);
        argv.setAtIndex(JAVA_LONG, 0, WideString.allocate(arena, "RamDrive").address());
        argv.setAtIndex(JAVA_LONG, 1, WideString.allocate(arena, "R:").address());
        startStatus =
            (int) call(onStart, ServiceStubs.START).invokeExact(SERVICE, 2, argv.address());
        if (startStatus >= 0) {
          stopStatus = (int) call(onStop, ServiceStubs.STOP).invokeExact(SERVICE);
        }
      } catch (Throwable e) {
        throw new AssertionError(e);
      }
      return startStatus >= 0 ? 0 : 1066;
    }

    void fspServiceRequestTime(long service, int millis) {
      calls.add("time " + (service == SERVICE) + " " + millis);
    }

    void fspServiceSetExitCode(long service, int code) {
      calls.add("exit code " + (service == SERVICE) + " " + code);
    }

    void fspServiceStop(long service) {
      calls.add("stop " + (service == SERVICE));
    }

    byte fspServiceIsInteractive() {
      return 1;
    }
  }

  private final FakeServices dll = new FakeServices();
  private final CapturedLog log = new CapturedLog();
  private final List<String> events = new ArrayList<>();

  @AfterEach
  void restore() {
    log.close();
  }

  private final class Noting implements WinFspService.Handler {
    private final @Nullable Exception startFailure;

    Noting(@Nullable Exception startFailure) {
      this.startFailure = startFailure;
    }

    @Override
    public void start(WinFspService service, List<String> arguments) throws Exception {
      events.add("start " + arguments + " " + service.isInteractive());
      service.requestTime(60_000);
      service.setExitCode(3);
      service.stop();
      if (startFailure != null) {
        throw startFailure;
      }
    }

    @Override
    public void stop() {
      events.add("stop");
    }
  }

  @Test
  void aServiceIsStartedAndStopped() throws Exception {
    int exitCode = WinFspService.run(dll.library(), "RamDrive", new Noting(null));

    assertThat(exitCode).isZero();
    assertThat(events).containsExactly("start [RamDrive, R:] true", "stop");
    assertThat(dll.calls)
        .containsExactly("run RamDrive 0", "time true 60000", "exit code true 3", "stop true");
    assertThat(dll.startStatus).isZero();
    assertThat(dll.stopStatus).isZero();
  }

  @Test
  void aStartThatFailsIsLoggedAndItsStatusHandedOn() throws Exception {
    Exception failure = new WinFspException(NtStatus.STATUS_ACCESS_DENIED, "R: is in use.");

    int exitCode = WinFspService.run(dll.library(), "RamDrive", new Noting(failure));

    assertThat(exitCode).isEqualTo(1066);
    assertThat(dll.startStatus).isEqualTo(NtStatus.STATUS_ACCESS_DENIED);
    assertThat(log.messages()).containsExactly("The service does not start: R: is in use.");
  }

  @Test
  void anyOtherFailureIsOneWithoutAStatus() throws Exception {
    WinFspService.run(dll.library(), "RamDrive", new Noting(new IllegalStateException("why")));

    assertThat(dll.startStatus).isEqualTo(NtStatus.STATUS_UNSUCCESSFUL);
    assertThat(log.messages()).containsExactly("The service does not start: why");
  }

  @Test
  void aStopThatFailsIsLogged() throws Exception {
    WinFspService.Handler handler =
        new WinFspService.Handler() {
          @Override
          public void start(WinFspService service, List<String> arguments) {}

          @Override
          public void stop() {
            throw new IllegalStateException("why");
          }
        };
    WinFspService.run(dll.library(), "RamDrive", handler);

    assertThat(dll.stopStatus).isEqualTo(NtStatus.STATUS_UNSUCCESSFUL);
    assertThat(log.messages()).containsExactly("The service does not stop properly: why");
  }
}
