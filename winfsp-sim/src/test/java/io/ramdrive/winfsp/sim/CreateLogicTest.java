// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.sim;

import static io.ramdrive.winfsp.binding.NtStatus.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.ramdrive.winfsp.binding.WinNt;
import org.junit.jupiter.api.Test;

class CreateLogicTest {
  private final MiniFs files = new MiniFs();

  private MiniMachine machine(Invariant... expected) throws Exception {
    return MiniMachine.running(new SimSettings(), files, expected);
  }

  @Test
  void dispositionsOpenMakeOrOverwrite() throws Exception {
    try (MiniMachine machine = machine()) {
      assertThat(machine.create("\\f", WinNt.FILE_OPEN, 0).status())
          .isEqualTo(STATUS_OBJECT_NAME_NOT_FOUND);
      assertThat(machine.create("\\d\\f", WinNt.FILE_OPEN, 0).status())
          .isEqualTo(STATUS_OBJECT_PATH_NOT_FOUND);
      assertThat(machine.create("\\f", WinNt.FILE_OVERWRITE, 0).status())
          .isEqualTo(STATUS_OBJECT_NAME_NOT_FOUND);
      assertThat(machine.create("\\f", WinNt.FILE_OPEN_IF, 0).information())
          .isEqualTo(CreateServer.FILE_CREATED);
      assertThat(machine.create("\\f", WinNt.FILE_OPEN_IF, 0).information())
          .isEqualTo(CreateServer.FILE_OPENED);
      assertThat(machine.create("\\f", WinNt.FILE_CREATE, 0).status())
          .isEqualTo(STATUS_OBJECT_NAME_COLLISION);
      assertThat(machine.create("\\f", WinNt.FILE_OVERWRITE, 0).information())
          .isEqualTo(CreateServer.FILE_OVERWRITTEN);
      assertThat(machine.create("\\f", WinNt.FILE_SUPERSEDE, 0).information())
          .isEqualTo(CreateServer.FILE_SUPERSEDED);
      assertThat(machine.create("\\g", WinNt.FILE_OVERWRITE_IF, 0).information())
          .isEqualTo(CreateServer.FILE_CREATED);
    }
  }

  @Test
  void filesAndDirectoriesAreToldApart() throws Exception {
    try (MiniMachine machine = machine()) {
      machine.create("\\d", WinNt.FILE_CREATE, WinNt.FILE_DIRECTORY_FILE);
      machine.file("\\f");
      assertThat(machine.create("\\d", WinNt.FILE_OPEN, WinNt.FILE_NON_DIRECTORY_FILE).status())
          .isEqualTo(STATUS_FILE_IS_A_DIRECTORY);
      assertThat(machine.create("\\f", WinNt.FILE_OPEN, WinNt.FILE_DIRECTORY_FILE).status())
          .isEqualTo(STATUS_NOT_A_DIRECTORY);
      assertThat(machine.create("\\f\\g", WinNt.FILE_CREATE, 0).status())
          .isEqualTo(STATUS_NOT_A_DIRECTORY);
      assertThat(machine.create("\\d", WinNt.FILE_CREATE, WinNt.FILE_NON_DIRECTORY_FILE).status())
          .isEqualTo(STATUS_FILE_IS_A_DIRECTORY);
    }
  }

  @Test
  void childrenInheritFromTheRoot() throws Exception {
    try (MiniMachine machine = machine()) {
      FileContext file = machine.file("\\f");
      Response security = machine.call(new Request.QuerySecurity(file));
      SecurityDescriptor descriptor = SecurityDescriptor.parse(security.payload());
      assertThat(descriptor)
          .isEqualTo(
              Sddl.parse(
                  "O:S-1-5-21-1-2-3-1001G:S-1-5-21-1-2-3-513"
                      + "D:(A;;FA;;;SY)(A;;FA;;;BA)(A;;FA;;;WD)"));
      Response directory = machine.create("\\d", WinNt.FILE_CREATE, WinNt.FILE_DIRECTORY_FILE);
      assertThat(SecurityDescriptor.parse(directory.payload()).dacl())
          .isEqualTo(Sddl.parse(MiniFs.ROOT_SECURITY).dacl());
    }
  }

  @Test
  void accessIsCheckedByTheDescriptor() throws Exception {
    try (MiniMachine machine = machine()) {
      machine.create("\\d", WinNt.FILE_CREATE, WinNt.FILE_DIRECTORY_FILE);
      byte[] closed = Sddl.parse("O:BAG:BAD:P(A;OICI;FA;;;BA)").toBytes();
      files.names.put("\\secret", new MiniFs.Node(99, WinNt.FILE_ATTRIBUTE_DIRECTORY, closed));
      files.names.put("\\secret\\f", files.names.get("\\d"));
      assertThat(machine.create("\\secret", WinNt.FILE_OPEN, 0).status())
          .isEqualTo(STATUS_ACCESS_DENIED);
      assertThat(machine.create("\\secret\\f", WinNt.FILE_OPEN, 0).status())
          .as("with the privilege to pass through")
          .isEqualTo(STATUS_SUCCESS);
      Caller walker = Caller.USER.withoutTraversePrivilege();
      assertThat(machine.create("\\secret\\f", WinNt.FILE_OPEN, 0, walker).status())
          .isEqualTo(STATUS_ACCESS_DENIED);
      assertThat(machine.create("\\secret\\g", WinNt.FILE_CREATE, 0).status())
          .isEqualTo(STATUS_ACCESS_DENIED);
    }
  }

  @Test
  void aNameNotFoundWhoseDirectoryIsMissingIsSeen() throws Exception {
    MiniFs wrong =
        new MiniFs() {
          @Override
          public synchronized int getSecurityByName(
              long name, long attributes, long sd, long size) {
            int status = super.getSecurityByName(name, attributes, sd, size);
            return status == STATUS_OBJECT_PATH_NOT_FOUND ? STATUS_OBJECT_NAME_NOT_FOUND : status;
          }
        };
    try (MiniMachine machine = MiniMachine.running(new SimSettings(), wrong, Invariant.STATUS)) {
      machine.create("\\d\\f", WinNt.FILE_OPEN, 0);
    }
  }

  @Test
  void aDescriptorHandedOutWronglyIsSeen() throws Exception {
    MiniFs wrong =
        new MiniFs() {
          @Override
          int handOut(byte[] descriptor, long buffer, long pSize) {
            int status = super.handOut(descriptor, buffer, pSize);
            return status == STATUS_BUFFER_OVERFLOW ? STATUS_SUCCESS : status;
          }
        };
    try (MiniMachine machine = MiniMachine.running(new SimSettings(), wrong, Invariant.SECURITY)) {
      machine.create("\\", WinNt.FILE_OPEN, 0);
    }
  }

  @Test
  void aDescriptorThatIsDroppedIsSeen() throws Exception {
    MiniFs wrong =
        new MiniFs() {
          @Override
          byte[] descriptor(long address) {
            return Sddl.parse("O:BAG:BAD:(A;;FA;;;WD)").toBytes();
          }
        };
    try (MiniMachine machine = MiniMachine.running(new SimSettings(), wrong, Invariant.SECURITY)) {
      machine.create("\\f", WinNt.FILE_CREATE, 0);
    }
  }

  @Test
  void aStatusOutsideOfTheContractIsSeen() throws Exception {
    MiniFs wrong =
        new MiniFs() {
          @Override
          public int flush(long context, long fileInfo) {
            return STATUS_REPARSE;
          }
        };
    try (MiniMachine machine = MiniMachine.running(new SimSettings(), wrong, Invariant.STATUS)) {
      machine.call(new Request.Flush(machine.file("\\f")));
    }
  }

  @Test
  void aRootThatHandsNothingDownIsSeen() throws Exception {
    byte[] closed = Sddl.parse("O:BAG:BAD:P(A;;FA;;;WD)").toBytes();
    files.names.put("\\", new MiniFs.Node(1, WinNt.FILE_ATTRIBUTE_DIRECTORY, closed));
    try (MiniMachine machine = machine(Invariant.SECURITY)) {
      machine.create("\\f", WinNt.FILE_CREATE, 0);
    }
  }

  @Test
  void aCollisionWithNothingIsSeen() throws Exception {
    MiniFs wrong =
        new MiniFs() {
          @Override
          public synchronized int rename(long context, long from, long to, boolean replace) {
            return STATUS_OBJECT_NAME_COLLISION;
          }
        };
    try (MiniMachine machine = MiniMachine.running(new SimSettings(), wrong, Invariant.STATUS)) {
      FileContext file = machine.file("\\f");
      machine.call(new Request.Rename(file, "\\f", "\\g", false, Caller.USER));
    }
  }
}
