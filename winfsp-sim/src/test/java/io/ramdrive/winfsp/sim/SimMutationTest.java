// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.sim;

import static io.ramdrive.winfsp.sim.MemMachine.INFINITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.ramdrive.winfsp.binding.FileInfo;
import io.ramdrive.winfsp.binding.NtStatus;
import io.ramdrive.winfsp.binding.Pointer;
import java.lang.foreign.ValueLayout;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Each bug of a file system is found, and by the rule that it breaks. */
class SimMutationTest {
  private record Bug(
      String name, Invariant caughtBy, Consumer<Spy> bug, Consumer<MemMachine> program) {}

  private static void info(Spy spy, String callback, Consumer<Long> change) {
    spy.distort(
        callback,
        (arguments, answer) -> {
          change.accept((Long) arguments[arguments.length - 1]);
          return answer;
        });
  }

  private static void write(MemMachine machine) {
    machine.volume.writeFile("\\file", new byte[5000]);
    try (SimFile file = machine.volume.openFile("\\file")) {
      file.flush();
      file.setBasicInfo(0, 0, 0, 1_000_000, 0);
      file.write(1, new byte[] {1, 2, 3});
      file.setEndOfFile(6000);
    }
    machine.volume.drain();
  }

  private static final Stream<Bug> BUGS =
      Stream.of(
          new Bug(
              "Flush answers zeros",
              Invariant.FILE_INFO,
              spy ->
                  info(
                      spy, "flush", at -> Pointer.MEMORY.asSlice(at, FileInfo.SIZE).fill((byte) 0)),
              SimMutationTest::write),
          new Bug(
              "IndexNumber is 0",
              Invariant.FILE_INFO,
              spy -> info(spy, "create", at -> FileInfo.indexNumber(Pointer.MEMORY, at, 0)),
              SimMutationTest::write),
          new Bug(
              "IndexNumber is always the same",
              Invariant.FILE_INFO,
              spy ->
                  Stream.of("create", "open", "getFileInfo", "overwrite")
                      .forEach(
                          each ->
                              info(spy, each, at -> FileInfo.indexNumber(Pointer.MEMORY, at, 9))),
              machine -> machine.volume.writeFile("\\file", new byte[1])),
          new Bug(
              "AllocationSize is the size",
              Invariant.FILE_INFO,
              spy ->
                  info(spy, "setFileSize", at -> FileInfo.allocationSize(Pointer.MEMORY, at, 6000)),
              SimMutationTest::write),
          new Bug(
              "SetFileSize answers the old size",
              Invariant.FILE_INFO,
              spy -> info(spy, "setFileSize", at -> FileInfo.fileSize(Pointer.MEMORY, at, 0)),
              SimMutationTest::write),
          new Bug(
              "SetFileSize reserves nothing",
              Invariant.CAPACITY,
              spy ->
                  spy.distort(
                      "write",
                      (arguments, answer) ->
                          (Boolean) arguments[5] ? NtStatus.STATUS_DISK_FULL : answer),
              SimMutationTest::write),
          new Bug(
              "a constrained write makes the file longer",
              Invariant.DATA,
              spy ->
                  spy.distort(
                      "write",
                      (arguments, answer) -> {
                        Pointer.MEMORY.set(
                            ValueLayout.JAVA_INT, (Long) arguments[6], (Integer) arguments[3]);
                        return answer;
                      }),
              SimMutationTest::write),
          new Bug(
              "Read gives other bytes",
              Invariant.DATA,
              spy ->
                  spy.distort(
                      "read",
                      (arguments, answer) -> {
                        Pointer.MEMORY.set(ValueLayout.JAVA_BYTE, (Long) arguments[1], (byte) 77);
                        return answer;
                      }),
              machine -> {
                machine.volume.writeFile("\\file", new byte[100]);
                machine.volume.readUncached("\\file");
              }),
          new Bug(
              "a failed SetFileSize has done it",
              Invariant.FAILURE,
              spy -> spy.distort("setFileSize", (arguments, answer) -> NtStatus.STATUS_DISK_FULL),
              machine -> {
                try (SimFile file = machine.volume.createNew("\\file")) {
                  file.setEndOfFile(100);
                }
              }),
          new Bug(
              "a file lives on after its deletion",
              Invariant.LIFE_CYCLE,
              spy ->
                  spy.distort("getSecurityByName", (arguments, answer) -> NtStatus.STATUS_SUCCESS),
              machine -> {
                MemNode node = machine.fs.root;
                SimFile file = machine.volume.createNew("\\file");
                MemNode child = Objects.requireNonNull(node.children.get("FILE"));
                file.setDispositionEx(3);
                file.close();
                node.children.put("FILE", child);
                machine.volume.as(CreateRequests.KERNEL).openFile("\\file").close();
              }),
          new Bug(
              "a listing lacks a name",
              Invariant.LISTING,
              spy -> {},
              machine -> {
                machine.volume.writeFile("\\file", new byte[1]);
                machine.fs.root.children.remove("FILE");
                machine.volume.list("\\");
              }),
          new Bug(
              "a listing has no end",
              Invariant.LISTING,
              spy ->
                  spy.distort(
                      "readDirectory",
                      (arguments, answer) -> {
                        long used = (Long) arguments[5];
                        int bytes = Pointer.MEMORY.get(ValueLayout.JAVA_INT, used);
                        Pointer.MEMORY.set(ValueLayout.JAVA_INT, used, bytes / 8 * 8);
                        return answer;
                      }),
              machine -> {
                machine.volume.writeFile("\\file", new byte[1]);
                machine.volume.list("\\");
              }),
          new Bug(
              "nothing counts as used",
              Invariant.CAPACITY,
              spy ->
                  spy.distort(
                      "getVolumeInfo",
                      (arguments, answer) -> {
                        Pointer.MEMORY.set(
                            ValueLayout.JAVA_LONG, (Long) arguments[0] + 8, MemFs.CAPACITY);
                        return answer;
                      }),
              machine -> {
                machine.volume.writeFile("\\file", new byte[] {1});
                machine.volume.drain();
              }));

  @TestFactory
  Stream<DynamicTest> isCaught() {
    return BUGS.map(bug -> dynamicTest(bug.name(), () -> run(bug)));
  }

  private static void run(Bug bug) {
    Spy spy = new Spy();
    MemMachine machine = MemMachine.start(new SimSettings(), INFINITE, params -> params, spy::on);
    machine.volume.exists("\\x");
    bug.bug().accept(spy);
    InvariantViolation found = null;
    try {
      bug.program().accept(machine);
    } catch (InvariantViolation e) {
      found = e;
    } finally {
      machine.closeBroken();
    }
    assertThat(found == null ? null : found.invariant()).isEqualTo(bug.caughtBy());
  }
}
