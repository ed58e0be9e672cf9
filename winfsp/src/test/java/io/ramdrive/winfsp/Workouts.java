// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp;

import static io.ramdrive.winfsp.binding.WinNt.DACL_SECURITY_INFORMATION;
import static io.ramdrive.winfsp.binding.WinNt.FILE_NON_DIRECTORY_FILE;
import static io.ramdrive.winfsp.binding.WinNt.FILE_NO_INTERMEDIATE_BUFFERING;
import static io.ramdrive.winfsp.binding.WinNt.FILE_OPEN;
import static io.ramdrive.winfsp.binding.WinNt.FILE_OVERWRITE;
import static io.ramdrive.winfsp.sim.FileAccess.FILE_ALL_ACCESS;
import static io.ramdrive.winfsp.sim.FileAccess.FILE_DISPOSITION_DELETE;
import static io.ramdrive.winfsp.sim.FileAccess.FILE_DISPOSITION_POSIX_SEMANTICS;
import static io.ramdrive.winfsp.sim.FileAccess.FILE_SHARE_ALL;

import io.ramdrive.winfsp.binding.WinNt;
import io.ramdrive.winfsp.sim.FileAccess;
import io.ramdrive.winfsp.sim.NtStatusException;
import io.ramdrive.winfsp.sim.SimFile;
import io.ramdrive.winfsp.sim.SimVolume;

/**
 * What programs do all day. Nothing is asserted here: that all is well is the simulator's to say.
 */
final class Workouts {
  private Workouts() {}

  /** Writes, flushes, cuts, overwrites, and reads it all again. */
  static void content(SimulatedMount mount) {
    SimVolume drive = mount.drive();
    try (SimFile file = drive.createNew("\\file")) {
      file.write(0, Content.of(1, 10_000));
      file.flush();
      file.info();
      file.read(0, 20_000);
      file.read(10_000, 100);
      file.setEndOfFile(5000);
      file.append(Content.of(2, 700));
      file.setAllocation(30_000);
      file.setAllocation(300);
    }
    drive.drain();
    drive.readAllBytes("\\file");
    drive.readUncached("\\file");
    try (SimFile file = uncached(drive, "\\file")) {
      file.write(4096, Content.of(3, 4096));
      file.read(0, 16_384);
      file.read(8192, 4096);
    }
    drive.writeFile("\\file", Content.of(4, 100));
    drive.setAttributes("\\file", WinNt.FILE_ATTRIBUTE_HIDDEN);
    drive.info("\\file");
    drive.writeFile("\\another", Content.of(5, 6000));
    drive.info("\\another");
    drive.drain();
  }

  /** What the driver keeps of a file is compared while the file is open. */
  static void reads(SimulatedMount mount) {
    SimVolume drive = mount.drive();
    try (SimFile file = uncached(drive, "\\file")) {
      file.write(0, Content.of(1, 4096));
      file.info();
      file.read(0, 4096);
      drive.verify();
    }
  }

  /** The last page of a file is written late, whole, and behind its end. */
  static void lateWrites(SimulatedMount mount) {
    SimVolume drive = mount.drive();
    try (SimFile file = drive.createNew("\\file")) {
      file.write(0, Content.of(1, 5001));
    }
    drive.lazyWrite();
    drive.readUncached("\\file");
    drive.drain();
  }

  /** Each is refused what is not there any more while there is still somebody to tell. */
  static void reservations(SimulatedMount mount) {
    SimVolume drive = mount.drive();
    drive.writeFile("\\file", Content.of(1, 10_000));
    try (SimFile rest = uncached(drive, "\\rest")) {
      // Room for one of the lazy writer's pieces of 64 KiB beside the file.
      rest.setAllocation(mount.capacity() - (64 << 10) - 12_288);
      try (SimFile file = drive.createNew("\\promised")) {
        refused(() -> file.write(0, Content.of(2, 1 << 20)));
      }
      try (SimFile file = drive.openFile("\\file")) {
        refused(() -> file.setEndOfFile(1 << 20));
      }
      drive.lazyWrite();
      drive.readAllBytes("\\file");
    }
    drive.drain();
    drive.volumeInfo();
  }

  /** An overwrite that cannot have its allocation leaves the file. */
  static void failedOverwrite(SimulatedMount mount) {
    SimVolume drive = mount.drive();
    drive.writeFile("\\file", Content.of(1, 10_000));
    drive.drain();
    refused(
        () ->
            drive
                .createFile(
                    "\\file",
                    FILE_ALL_ACCESS,
                    FILE_SHARE_ALL,
                    FILE_OVERWRITE,
                    FILE_NON_DIRECTORY_FILE,
                    0,
                    null,
                    1L << 40)
                .close());
    drive.readAllBytes("\\file");
    drive.drain();
  }

  static void directories(SimulatedMount mount) {
    SimVolume drive = mount.drive();
    drive.createDirectory("\\directory");
    // More than the 64 KiB that WinFsp asks for at once.
    String name = "n".repeat(240);
    for (int i = 0; i < 120; i++) {
      drive.createNew("\\directory\\" + name + i * 7 % 120).close();
    }
    try (SimFile directory = drive.openDirectory("\\directory")) {
      boolean first = true;
      while (!directory.queryDirectory(null, first, false, 2048).isEmpty()) {
        first = false;
      }
    }
    drive.drain();
  }

  /** Names that are missing, directories that are, and some that are in the way. */
  static void names(SimulatedMount mount) {
    SimVolume drive = mount.drive();
    refused(() -> drive.open("\\missing", FILE_ALL_ACCESS).close());
    refused(() -> drive.open("\\missing\\file", FILE_ALL_ACCESS).close());
    refused(() -> drive.writeFile("\\missing\\file", new byte[1]));
    drive.createDirectory("\\directory");
    drive.createDirectory("\\directory\\inner");
    drive.writeFile("\\file", new byte[1]);
    drive.writeFile("\\other", new byte[1]);
    refused(() -> drive.rename("\\file", "\\missing\\file"));
    refused(() -> drive.rename("\\file", "\\other"));
    refused(() -> drive.moveFileReplace("\\file", "\\directory"));
    refused(() -> drive.rename("\\directory", "\\directory\\inner\\again"));
    refused(() -> drive.removeDirectory("\\directory"));
    drive.moveFileReplace("\\file", "\\other");
    drive.rename("\\other", "\\OTHER");
    drive.rename("\\OTHER", "\\directory\\inner\\moved");
    drive.list("\\directory\\inner");
    drive.drain();
  }

  /** A file without a name that is still open, and one that nobody needs any more. */
  static void deletions(SimulatedMount mount) {
    SimVolume drive = mount.drive();
    drive.writeFile("\\held", Content.of(1, 10_000));
    try (SimFile holder = uncached(drive, "\\held")) {
      try (SimFile file = drive.open("\\held", FileAccess.DELETE)) {
        file.setDispositionEx(FILE_DISPOSITION_DELETE | FILE_DISPOSITION_POSIX_SEMANTICS);
      }
      holder.read(0, 12_288);
    }
    drive.writeFile("\\file", Content.of(2, 10_000));
    drive.delete("\\file");
    drive.list("\\");
    drive.drain();
    drive.volumeInfo();
  }

  static void security(SimulatedMount mount) {
    SimVolume drive = mount.drive();
    drive.createDirectory("\\directory");
    drive.writeFile("\\directory\\file", new byte[1]);
    drive.securityDescriptor("\\directory\\file");
    try (SimFile file = drive.open("\\directory\\file", FILE_ALL_ACCESS)) {
      file.setSecurity(DACL_SECURITY_INFORMATION, Descriptors.everybody(80));
      file.security();
    }
    drive.readAllBytes("\\directory\\file");
    drive
        .createFile(
            "\\own",
            FILE_ALL_ACCESS,
            0,
            WinNt.FILE_CREATE,
            FILE_NON_DIRECTORY_FILE,
            0,
            Descriptors.everybody(2),
            0)
        .close();
    drive.securityDescriptor("\\own");
    drive.drain();
  }

  private static SimFile uncached(SimVolume drive, String path) {
    return drive.createFile(
        path,
        FILE_ALL_ACCESS,
        FILE_SHARE_ALL,
        drive.exists(path) ? FILE_OPEN : WinNt.FILE_CREATE,
        FILE_NON_DIRECTORY_FILE | FILE_NO_INTERMEDIATE_BUFFERING);
  }

  private static void refused(Runnable call) {
    try {
      call.run();
    } catch (NtStatusException expected) {
      // Whether this is the right status is the simulator's to say.
      return;
    }
  }
}
