// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.ramdrive.winfsp.binding.FileSystemHost;
import io.ramdrive.winfsp.binding.NtStatus;
import io.ramdrive.winfsp.binding.VolumeFlags;
import io.ramdrive.winfsp.binding.VolumeParams;
import io.ramdrive.winfsp.binding.WinFspException;
import io.ramdrive.winfsp.binding.WinFspLibrary;
import io.ramdrive.winfsp.binding.WinNt;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A file system, the simulated DLL and a driver without caches. */
final class MiniMachine implements AutoCloseable {
  final Violations violations = new Violations();
  final StubKernel kernel;
  final SimDll dll;
  final WinFspLibrary library;
  final FileSystemHost host;
  private final List<Invariant> expected;

  /** A machine that has to break these rules, and no others. */
  MiniMachine(SimSettings settings, MiniFs files, Invariant... expected) throws WinFspException {
    this.expected = List.of(expected);
    kernel = new StubKernel(settings.version() == SimVersion.V2_2);
    dll = new SimDll(settings, kernel, violations);
    library = WinFspLibrary.of(dll);
    VolumeParams params =
        VolumeParams.builder().set(VolumeFlags.UmFileContextIsUserContext2).build();
    host = FileSystemHost.create(library, params, files);
  }

  /** Mounted and served. */
  static MiniMachine running(SimSettings settings, MiniFs files, Invariant... expected)
      throws WinFspException {
    MiniMachine machine = new MiniMachine(settings, files, expected);
    machine.host.mount("R:");
    machine.host.start(2);
    return machine;
  }

  Response call(Request request) {
    try {
      return kernel.userMode.call(request);
    } catch (InvariantViolation e) {
      assertThat(expected).contains(e.invariant());
      return Response.of(NtStatus.STATUS_UNSUCCESSFUL);
    }
  }

  /** Calls on a thread of its own. */
  CompletableFuture<Response> later(Request request) {
    return CompletableFuture.supplyAsync(
        () -> call(request), task -> Thread.ofPlatform().daemon().start(task));
  }

  Response create(String name, int disposition, int options) {
    return create(name, disposition, options, Caller.USER);
  }

  Response create(String name, int disposition, int options, Caller caller) {
    return call(
        new Request.Create(
            name,
            options,
            disposition,
            Access.FILE_GENERIC_READ,
            0,
            0,
            null,
            0,
            null,
            false,
            false,
            false,
            false,
            0,
            caller));
  }

  /** A new file. */
  FileContext file(String name) {
    Response made = create(name, WinNt.FILE_CREATE, 0);
    assertThat(made.status()).isEqualTo(NtStatus.STATUS_SUCCESS);
    return made.context();
  }

  @Override
  public void close() {
    host.close();
    dll.close();
    List<Invariant> seen =
        violations.all().stream().map(InvariantViolation::invariant).distinct().toList();
    if (expected.isEmpty()) {
      violations.check();
    }
    assertThat(seen).isEqualTo(expected);
  }
}
