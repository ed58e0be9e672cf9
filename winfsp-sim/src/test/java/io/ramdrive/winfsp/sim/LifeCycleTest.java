// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.sim;

import static io.ramdrive.winfsp.binding.NtStatus.*;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ramdrive.winfsp.binding.FileSystemHost;
import io.ramdrive.winfsp.binding.FspFileSystem;
import io.ramdrive.winfsp.binding.Pointer;
import io.ramdrive.winfsp.binding.VolumeFlags;
import io.ramdrive.winfsp.binding.VolumeParams;
import io.ramdrive.winfsp.binding.WinFspException;
import io.ramdrive.winfsp.binding.WinFspFunction;
import io.ramdrive.winfsp.binding.WinFspLibrary;
import io.ramdrive.winfsp.binding.WinFspService;
import io.ramdrive.winfsp.binding.WinNt;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class LifeCycleTest {
  private static void mountFails(SimSettings settings, String mountPoint, int status)
      throws Exception {
    try (MiniMachine machine = new MiniMachine(settings, new MiniFs())) {
      assertThatThrownBy(() -> machine.host.mount(mountPoint))
          .isInstanceOfSatisfying(
              WinFspException.class, e -> assertThat(e.status()).isEqualTo(status));
    }
  }

  @Test
  void aFileSystemIsMadeMountedServedAndEnded() throws Exception {
    MiniFs files = new MiniFs();
    StubKernel kernel;
    try (MiniMachine machine = MiniMachine.running(new SimSettings(), files)) {
      kernel = machine.kernel;
      FileContext file = machine.file("\\f");
      byte[] data = {1, 2, 3};
      Response written = machine.call(new Request.Write(file, 0, data, false));
      assertThat(written.information()).isEqualTo(3);
      assertThat(machine.call(new Request.Read(file, 1, 10)).payload())
          .isEqualTo(new byte[] {2, 3});
      assertThat(machine.call(new Request.Read(file, 3, 10)).status())
          .isEqualTo(STATUS_END_OF_FILE);
      machine.call(new Request.Close(file));
      assertThat(files.open).isEmpty();
      assertThat(machine.host.mountPoint()).isEqualTo("R:");
    }
    assertThat(kernel.events)
        .containsExactly("created on Disk", "mounted R:", "stopped", "unmounted R:", "deleted");
    assertThat(files.stopped).containsExactly(true);
  }

  @Test
  void olderReleasesLackFunctions() throws Exception {
    SimSettings old = new SimSettings().version(SimVersion.V1_10);
    try (MiniMachine machine = new MiniMachine(old, new MiniFs())) {
      assertThat(machine.dll.find("FspSxsIdent")).isEmpty();
      assertThat(machine.dll.find("FspNothing")).isEmpty();
      assertThat(machine.dll.find("FspVersion")).isPresent();
      assertThat(machine.library.version().toString()).isEqualTo("1.10");
    }
  }

  @Test
  void mountPointsThatCannotBe() throws Exception {
    SimSettings user = new SimSettings().elevated(false);
    mountFails(user, "\\\\.\\R:", STATUS_ACCESS_DENIED);
    mountFails(new SimSettings(), "C:\\mnt", STATUS_OBJECT_NAME_COLLISION);
    mountFails(new SimSettings(), "C:\\gone\\mnt", STATUS_OBJECT_PATH_NOT_FOUND);
  }

  @Test
  void anyLetterIsTheLastFreeOne() throws Exception {
    SimSettings settings = new SimSettings().takenLetters(Set.of("C:", "Z:"));
    try (MiniMachine machine = new MiniMachine(settings, new MiniFs())) {
      machine.host.mount("*");
      assertThat(machine.host.mountPoint()).isEqualTo("Y:");
    }
  }

  @Test
  void preflightSeesWhatIsTaken() throws Exception {
    try (MiniMachine machine = new MiniMachine(new SimSettings(), new MiniFs())) {
      WinFspLibrary library = machine.library;
      VolumeParams params = VolumeParams.builder().build();
      FileSystemHost.preflight(library, params, "R:");
      FileSystemHost.preflight(library, params, "C:\\new");
      for (String taken : new String[] {"C:", "c:", "C:\\mnt", "c:\\MNT\\"}) {
        assertThatThrownBy(() -> FileSystemHost.preflight(library, params, taken))
            .isInstanceOfSatisfying(
                WinFspException.class,
                e -> assertThat(e.status()).isEqualTo(STATUS_OBJECT_NAME_COLLISION));
      }
    }
    SimSettings absent = new SimSettings().driverInstalled(false);
    assertThatThrownBy(() -> new MiniMachine(absent, new MiniFs()))
        .isInstanceOfSatisfying(
            WinFspException.class, e -> assertThat(e.status()).isEqualTo(STATUS_NO_SUCH_DEVICE));
  }

  @Test
  void aNetworkVolumeNeedsAShareAndCannotBeADirectory() throws Exception {
    try (MiniMachine machine = new MiniMachine(new SimSettings(), new MiniFs())) {
      VolumeParams params =
          VolumeParams.builder()
              .set(VolumeFlags.UmFileContextIsUserContext2)
              .prefix("\\server\\share")
              .build();
      try (FileSystemHost network = FileSystemHost.create(machine.library, params, new MiniFs())) {
        assertThat(machine.kernel.events).contains("created on Net");
        assertThatThrownBy(() -> network.mount("C:\\new"))
            .isInstanceOfSatisfying(
                WinFspException.class,
                e -> assertThat(e.status()).isEqualTo(STATUS_NETWORK_ACCESS_DENIED));
      }
    }
  }

  @Test
  void requestsWaitForTheDispatcherOfADriveOnly() throws Exception {
    try (MiniMachine machine = new MiniMachine(new SimSettings(), new MiniFs())) {
      assertThat(machine.create("\\", WinNt.FILE_OPEN, 0).status()).isEqualTo(STATUS_CANCELLED);
      machine.host.mount("C:\\new");
      assertThat(machine.create("\\", WinNt.FILE_OPEN, 0).status()).isEqualTo(STATUS_CANCELLED);
      machine.host.start(2);
      assertThat(machine.create("\\", WinNt.FILE_OPEN, 0).status()).isEqualTo(STATUS_SUCCESS);
    }
    try (MiniMachine machine = new MiniMachine(new SimSettings(), new MiniFs())) {
      machine.host.mount("R:");
      Thread early =
          Thread.startVirtualThread(
              () ->
                  assertThat(machine.create("\\", WinNt.FILE_OPEN, 0).status())
                      .isEqualTo(STATUS_SUCCESS));
      machine.host.start(2);
      early.join();
    }
  }

  @Test
  void aTableThatMovesIsSeen() throws Exception {
    MiniFs files = new MiniFs();
    try (MiniMachine machine = MiniMachine.running(new SimSettings(), files, Invariant.MEMORY)) {
      SimFileSystem fileSystem = machine.dll.at(machine.host.pointer());
      long table = FspFileSystem.interfaceTable(Pointer.MEMORY, fileSystem.address());
      MemorySegment slot = Pointer.MEMORY.asSlice(table + 31 * 8, 8);
      slot.set(Pointer.LAYOUT, 0, 1);
      machine.create("\\", WinNt.FILE_OPEN, 0);
      slot.set(Pointer.LAYOUT, 0, 0);
    }
  }

  @Test
  void whatIsLeftAtTheEndIsSeen() throws Exception {
    Violations violations = new Violations();
    SimDll dll = new SimDll(new SimSettings(), new StubKernel(false), violations);
    WinFspLibrary library = WinFspLibrary.of(dll);
    FileSystemHost host =
        FileSystemHost.create(library, VolumeParams.builder().build(), new MiniFs());
    host.mount("R:");
    host.start(2);
    dll.close();
    assertThat(violations.all())
        .extracting(InvariantViolation::invariant)
        .containsExactly(Invariant.LIFE_CYCLE);
  }

  @Test
  void aSecondDeleteIsSeen() throws Throwable {
    try (MiniMachine machine = new MiniMachine(new SimSettings(), new MiniFs(), Invariant.MEMORY)) {
      long address = machine.host.pointer();
      machine.host.close();
      machine.library.link(WinFspFunction.FspFileSystemDelete).invokeExact(address);
    }
  }

  @Test
  void aDescriptorIsDeletedOnceAndByItsMaker() throws Exception {
    SecurityDescriptor root = Sddl.parse(MiniFs.ROOT_SECURITY);
    try (MiniMachine machine = new MiniMachine(new SimSettings(), new MiniFs(), Invariant.MEMORY);
        Arena arena = Arena.ofConfined()) {
      long old = arena.allocateFrom(JAVA_BYTE, root.toBytes()).address();
      MemorySegment into = arena.allocate(Pointer.LAYOUT);
      int status =
          machine.library.setSecurityDescriptor(
              old, WinNt.OWNER_SECURITY_INFORMATION, old, into.address());
      assertThat(status).isEqualTo(STATUS_SUCCESS);
      long made = into.get(Pointer.LAYOUT, 0);
      machine.library.deleteSecurityDescriptor(made);
      assertThat(machine.violations.any()).isFalse();
      machine.library.deleteSecurityDescriptor(made);
    }
  }

  @Test
  void aServiceRunsUntilItIsStopped() throws Exception {
    try (MiniMachine machine = new MiniMachine(new SimSettings(), new MiniFs())) {
      List<String> events = new CopyOnWriteArrayList<>();
      WinFspService.Handler handler =
          new WinFspService.Handler() {
            @Override
            public void start(WinFspService service, List<String> arguments) {
              events.add("started");
              machine.dll.services().stop();
            }

            @Override
            public void stop() {
              events.add("stopped");
            }
          };
      assertThat(WinFspService.run(machine.library, "RamDrive", handler)).isZero();
      assertThat(events).containsExactly("started", "stopped");
    }
  }
}
