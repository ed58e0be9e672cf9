// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp;

import static io.ramdrive.winfsp.binding.NtStatus.*;
import static io.ramdrive.winfsp.binding.WinNt.*;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.assertj.core.api.Assertions.assertThat;

import io.ramdrive.volume.AttributeChange;
import io.ramdrive.volume.Call;
import io.ramdrive.volume.Mode;
import io.ramdrive.volume.Status;
import io.ramdrive.volume.VolumeStatistics;
import io.ramdrive.winfsp.binding.DirInfo;
import io.ramdrive.winfsp.binding.FileInfo;
import io.ramdrive.winfsp.binding.VolumeInfo;
import io.ramdrive.winfsp.binding.WideString;
import io.ramdrive.winfsp.binding.WinFspConstants;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The contract of the callbacks, called directly. */
class VolumeOperationsTest {
  private final Requests requests =
      new Requests(WinFspOptions.builder().fileInfoTimeoutMs(WinFspOptions.FOR_EVER).build());

  @AfterEach
  void close() {
    requests.close();
  }

  private void make(String path, int options) {
    long context = requests.create(path, options);
    requests.operations.cleanup(context, 0, 0);
    requests.operations.close(context);
  }

  private long free() {
    VolumeStatistics statistics = new VolumeStatistics();
    requests.volume.statistics(statistics);
    return statistics.free();
  }

  @Test
  void createdFileIsWrittenAndRead() {
    long file = requests.create("\\Some.txt", Requests.FILE);
    assertThat(file).isPositive();
    assertThat(requests.attributes()).isEqualTo(FILE_ATTRIBUTE_ARCHIVE);
    assertThat(requests.fileSize()).isZero();
    assertThat(FileInfo.indexNumber(requests.fileInfo, 0)).isNotZero();
    assertThat(FileInfo.hardLinks(requests.fileInfo, 0)).isZero();

    assertThat(requests.write(file, 0, "hello")).isZero();
    assertThat(requests.fileSize()).isEqualTo(5);
    assertThat(FileInfo.allocationSize(requests.fileInfo, 0)).isEqualTo(4096);
    assertThat(requests.write(file, -1, " world")).isZero();
    assertThat(requests.read(file, 0, 100)).isEqualTo("hello world");
    assertThat(requests.tryRead(file, 11, 1)).isEqualTo(STATUS_END_OF_FILE);

    requests.poison();
    assertThat(requests.operations.flush(file, requests.info())).isZero();
    requests.requireNoPoison();
    assertThat(requests.fileSize()).isEqualTo(11);
    assertThat(requests.operations.flush(0, requests.info())).isZero();
  }

  @Test
  void emptyWriteAndWriteBehindTheEndTellTheTruth() {
    long file = requests.create("\\f", Requests.FILE);
    requests.write(file, 0, "0123456789");

    assertThat(requests.write(file, 0, 0, false)).isZero();
    assertThat(requests.fileSize()).isEqualTo(10);
    assertThat(requests.write(file, 10, 5, true)).isZero();
    assertThat(requests.number.get(JAVA_INT, 0)).isZero();
    assertThat(requests.fileSize()).isEqualTo(10);
    assertThat(requests.write(file, 8, 5, true)).isZero();
    assertThat(requests.number.get(JAVA_INT, 0)).isEqualTo(2);
    assertThat(requests.fileSize()).isEqualTo(10);
  }

  @Test
  void namesDoNotDifferByCaseAndAreToldAsStored() {
    make("\\Dir", Requests.DIRECTORY);
    make("\\Dir\\File.TXT", Requests.FILE);

    requests.open("\\dIR\\fILE.txt");
    assertThat(requests.normalizedName()).isEqualTo("\\Dir\\File.TXT");
    assertThat(requests.tryCreate("\\DIR\\FILE.txt", Requests.FILE, 0))
        .isEqualTo(STATUS_OBJECT_NAME_COLLISION);
    requests.open("\\");
    assertThat(requests.normalizedName()).isEqualTo("\\");
  }

  @Test
  void missingNameAndMissingPathDiffer() {
    make("\\file", Requests.FILE);
    assertThat(requests.tryOpen("\\no")).isEqualTo(STATUS_OBJECT_NAME_NOT_FOUND);
    assertThat(requests.tryOpen("\\no\\no")).isEqualTo(STATUS_OBJECT_PATH_NOT_FOUND);
    assertThat(requests.tryOpen("\\file\\no")).isEqualTo(STATUS_OBJECT_PATH_NOT_FOUND);
    assertThat(requests.tryCreate("\\no\\no", 0, 0)).isEqualTo(STATUS_OBJECT_PATH_NOT_FOUND);
    assertThat(requests.tryCreate("\\file\\no", 0, 0)).isEqualTo(STATUS_OBJECT_PATH_NOT_FOUND);
    assertThat(requests.tryCreate("\\" + "n".repeat(256), 0, 0))
        .isEqualTo(STATUS_OBJECT_NAME_INVALID);
    assertThat(requests.tryCreate("\\" + "\u4e00".repeat(255), 0, 0)).isZero();
    assertThat(requests.tryCreate("\\", Requests.DIRECTORY, 0))
        .isEqualTo(STATUS_OBJECT_NAME_COLLISION);
  }

  @Test
  void deletedFileLivesUntilClose() {
    long file = requests.create("\\f", Requests.FILE);
    requests.write(file, 0, "content");
    assertThat(requests.delete(file, "\\f")).isZero();

    assertThat(requests.tryOpen("\\f")).isEqualTo(STATUS_OBJECT_NAME_NOT_FOUND);
    assertThat(requests.read(file, 0, 100)).isEqualTo("content");
    long other = requests.create("\\f", Requests.FILE);
    assertThat(other).isNotEqualTo(file);
    assertThat(requests.write(file, 7, 100_000, false)).isZero();
    requests.operations.close(file);
    assertThat(free()).isEqualTo(Requests.CAPACITY);
    assertThat(requests.tryRead(file, 0, 1)).isEqualTo(STATUS_INVALID_HANDLE);
  }

  @Test
  void deletionIsOfTheFileAndNotOfItsName() {
    long file = requests.create("\\f", Requests.FILE);
    Call java = new Call(requests.view);
    java.name().wrap(bytes("f"));
    java.newName().wrap(bytes("g"));
    assertThat(requests.volume.rename(java, requests.volume.root(), requests.volume.root(), 0))
        .isEqualTo(Status.OK);
    make("\\f", Requests.FILE);

    assertThat(requests.delete(file, "\\f")).isZero();
    assertThat(requests.tryOpen("\\f")).isZero();
    assertThat(requests.tryOpen("\\g")).isEqualTo(STATUS_OBJECT_NAME_NOT_FOUND);
  }

  @Test
  void directoryWithEntriesIsNotDeleted() {
    long dir = requests.create("\\d", Requests.DIRECTORY);
    assertThat(requests.attributes()).isEqualTo(FILE_ATTRIBUTE_DIRECTORY);
    make("\\d\\f", Requests.FILE);
    assertThat(requests.delete(dir, "\\d")).isEqualTo(STATUS_DIRECTORY_NOT_EMPTY);
    assertThat(requests.delete(requests.open("\\d\\f"), "\\d\\f")).isZero();
    assertThat(requests.delete(dir, "\\d")).isZero();
    assertThat(requests.tryOpen("\\d")).isEqualTo(STATUS_OBJECT_NAME_NOT_FOUND);
  }

  @Test
  void renameFollowsTheTable() {
    make("\\d", Requests.DIRECTORY);
    make("\\d\\sub", Requests.DIRECTORY);
    make("\\e", Requests.DIRECTORY);
    make("\\b", Requests.FILE);
    long file = requests.create("\\a", Requests.FILE);
    requests.write(file, 0, "a");
    long dir = requests.open("\\d");

    assertThat(requests.rename(file, "\\a", "\\B", false)).isEqualTo(STATUS_OBJECT_NAME_COLLISION);
    assertThat(requests.rename(file, "\\a", "\\e", false)).isEqualTo(STATUS_OBJECT_NAME_COLLISION);
    assertThat(requests.rename(file, "\\a", "\\e", true)).isEqualTo(STATUS_ACCESS_DENIED);
    assertThat(requests.rename(file, "\\a", "\\x\\y", true))
        .isEqualTo(STATUS_OBJECT_PATH_NOT_FOUND);
    assertThat(requests.rename(dir, "\\d", "\\d\\sub\\d", false)).isEqualTo(STATUS_ACCESS_DENIED);
    assertThat(requests.rename(dir, "\\d", "\\b", true)).isEqualTo(STATUS_ACCESS_DENIED);
    assertThat(requests.rename(dir, "\\d", "\\e", true)).isEqualTo(STATUS_ACCESS_DENIED);
    assertThat(requests.rename(file, "\\b", "\\c", false)).isEqualTo(STATUS_OBJECT_NAME_NOT_FOUND);

    assertThat(requests.rename(file, "\\a", "\\A", false)).isZero();
    requests.open("\\a");
    assertThat(requests.normalizedName()).isEqualTo("\\A");
    long replaced = requests.open("\\b");
    requests.write(replaced, 0, "old");
    assertThat(requests.rename(file, "\\A", "\\b", true)).isZero();
    assertThat(requests.read(requests.open("\\B"), 0, 10)).isEqualTo("a");
    assertThat(requests.read(replaced, 0, 10)).isEqualTo("old");
    assertThat(requests.rename(dir, "\\d", "\\e\\D2", false)).isZero();
    assertThat(requests.tryOpen("\\e\\d2\\SUB")).isZero();
  }

  @Test
  void listingIsSortedAndGoesOnBehindAnyMarker() {
    long root = requests.open("\\");
    long dir = requests.create("\\dir", Requests.DIRECTORY);
    List<String> expected = new ArrayList<>(List.of(".", ".."));
    for (int i = 100; i < 400; i++) {
      String name = (i % 2 == 0 ? "Name " : "name ") + i;
      make("\\dir\\" + name, Requests.FILE);
      expected.add(name);
    }
    for (int length : new int[] {200, 1000, 4096, Requests.BUFFER_SIZE}) {
      assertThat(requests.list(dir, length)).isEqualTo(expected);
    }
    assertThat(requests.list(root, 4096)).containsExactly("dir");

    // A first part, then the name that it ended with goes.
    requests.number.set(JAVA_INT, 0, 0);
    requests.operations.readDirectory(
        dir, 0, 0, requests.buffer.address(), 300, requests.number.address());
    requests.delete(requests.open("\\dir\\Name 100"), "\\dir\\Name 100");
    requests.number.set(JAVA_INT, 0, 0);
    requests.operations.readDirectory(
        dir,
        0,
        requests.text("NAME 100"),
        requests.buffer.address(),
        300,
        requests.number.address());
    assertThat(WideString.read(requests.buffer, DirInfo.FileNameBuf, 8)).isEqualTo("name 101");
  }

  @Test
  void oneEntryIsFoundByItsNameAndToldAsStored() {
    long dir = requests.create("\\d", Requests.DIRECTORY);
    make("\\d\\Xyz", Requests.FILE);
    long answer = requests.buffer.address();
    assertThat(requests.operations.getDirInfoByName(dir, requests.text("xYZ"), answer)).isZero();
    assertThat(DirInfo.size(requests.buffer, 0)).isEqualTo(DirInfo.SIZE + 6);
    assertThat(WideString.read(requests.buffer, DirInfo.FileNameBuf, 3)).isEqualTo("Xyz");
    assertThat(requests.operations.getDirInfoByName(dir, requests.text("x"), answer))
        .isEqualTo(STATUS_OBJECT_NAME_NOT_FOUND);
    assertThat(requests.operations.getDirInfoByName(dir, requests.text("."), answer))
        .isEqualTo(STATUS_OBJECT_NAME_NOT_FOUND);
  }

  @Test
  void sizeIsReservedWhenItIsSet() {
    long file = requests.create("\\f", Requests.FILE);
    long half = Requests.CAPACITY / 2;
    requests.poison();
    assertThat(requests.operations.setFileSize(file, half, false, requests.info())).isZero();
    requests.requireNoPoison();
    assertThat(requests.fileSize()).isEqualTo(half);
    assertThat(free()).isEqualTo(half);

    long other = requests.create("\\g", Requests.FILE);
    assertThat(requests.operations.setFileSize(other, half + 1, false, requests.info()))
        .isEqualTo(STATUS_DISK_FULL);
    assertThat(requests.operations.setFileSize(other, half + 1, true, requests.info()))
        .isEqualTo(STATUS_DISK_FULL);
    assertThat(free()).isEqualTo(half);
    assertThat(requests.write(other, half, 1, false)).isEqualTo(STATUS_DISK_FULL);
    requests.operations.getFileInfo(other, requests.info());
    assertThat(requests.fileSize()).isZero();
    assertThat(requests.tryCreate("\\h", 0, half + 1)).isEqualTo(STATUS_DISK_FULL);
    assertThat(requests.tryOpen("\\h")).isEqualTo(STATUS_OBJECT_NAME_NOT_FOUND);
  }

  @Test
  void allocationIsKeptUntilCleanupTrimsIt() {
    assertThat(requests.tryCreate("\\f", 0, 1 << 20)).isZero();
    long file = requests.number.get(JAVA_LONG, 0);
    assertThat(requests.fileSize()).isZero();
    assertThat(FileInfo.allocationSize(requests.fileInfo, 0)).isEqualTo(1 << 20);
    assertThat(free()).isEqualTo(Requests.CAPACITY - (1 << 20));

    assertThat(requests.operations.setFileSize(file, 1 << 16, true, requests.info())).isZero();
    assertThat(FileInfo.allocationSize(requests.fileInfo, 0)).isEqualTo(1 << 16);
    requests.write(file, 0, "0123456789");
    assertThat(requests.operations.setFileSize(file, 5, true, requests.info())).isZero();
    assertThat(requests.fileSize()).isEqualTo(5);
    requests.operations.cleanup(file, 0, WinFspConstants.FspCleanupSetAllocationSize);
    assertThat(free()).isEqualTo(Requests.CAPACITY - 4096);
  }

  @Test
  void fullVolumeTakesAWholeWriteOrNothing() {
    long file = requests.create("\\f", Requests.FILE);
    requests.operations.setFileSize(file, Requests.CAPACITY - 8192, false, requests.info());
    long other = requests.create("\\g", Requests.FILE);
    assertThat(requests.write(other, 0, 3 * 4096, false)).isEqualTo(STATUS_DISK_FULL);
    requests.operations.getFileInfo(other, requests.info());
    assertThat(requests.fileSize()).isZero();
    assertThat(free()).isEqualTo(8192);
    assertThat(requests.write(other, 0, 2 * 4096, false)).isZero();
  }

  @Test
  void overwriteReplacesContentButNotWhenItCannotReserve() {
    long file = requests.create("\\f", Requests.FILE);
    requests.write(file, 0, "content");
    requests.create("\\f:s", Requests.FILE);
    assertThat(
            requests.operations.overwriteEx(
                file, 0, false, Requests.CAPACITY * 2, 0, 0, requests.info()))
        .isEqualTo(STATUS_DISK_FULL);
    assertThat(requests.read(file, 0, 100)).isEqualTo("content");

    requests.poison();
    assertThat(
            requests.operations.overwriteEx(
                file, FILE_ATTRIBUTE_HIDDEN, true, 10_000, 0, 0, requests.info()))
        .isZero();
    requests.requireNoPoison();
    assertThat(requests.fileSize()).isZero();
    assertThat(FileInfo.allocationSize(requests.fileInfo, 0)).isEqualTo(12_288);
    assertThat(requests.attributes()).isEqualTo(FILE_ATTRIBUTE_HIDDEN | FILE_ATTRIBUTE_ARCHIVE);
    assertThat(requests.streams(file)).containsExactly("=0");
    requests.operations.overwriteEx(file, FILE_ATTRIBUTE_SYSTEM, false, 0, 0, 0, requests.info());
    assertThat(requests.attributes())
        .isEqualTo(FILE_ATTRIBUTE_HIDDEN | FILE_ATTRIBUTE_SYSTEM | FILE_ATTRIBUTE_ARCHIVE);
  }

  @Test
  void basicInfoIsSetOrLeft() {
    long file = requests.create("\\f", Requests.FILE);
    long time = 133_000_000_001_234_567L;
    requests.poison();
    assertThat(
            requests.operations.setBasicInfo(
                file, FILE_ATTRIBUTE_READONLY, time, time + 1, time + 2, time + 3, requests.info()))
        .isZero();
    requests.requireNoPoison();
    assertThat(requests.attributes()).isEqualTo(FILE_ATTRIBUTE_READONLY);
    assertThat(FileInfo.creationTime(requests.fileInfo, 0)).isEqualTo(time);
    assertThat(FileInfo.lastAccessTime(requests.fileInfo, 0)).isEqualTo(time + 1);
    assertThat(FileInfo.lastWriteTime(requests.fileInfo, 0)).isEqualTo(time + 2);
    assertThat(FileInfo.changeTime(requests.fileInfo, 0)).isEqualTo(time + 3);

    requests.operations.setBasicInfo(file, INVALID_FILE_ATTRIBUTES, 0, 0, 0, 0, requests.info());
    assertThat(requests.attributes()).isEqualTo(FILE_ATTRIBUTE_READONLY);
    assertThat(FileInfo.lastWriteTime(requests.fileInfo, 0)).isEqualTo(time + 2);
    requests.operations.setBasicInfo(file, 0, 0, 0, 0, 0, requests.info());
    assertThat(requests.attributes()).isEqualTo(FILE_ATTRIBUTE_NORMAL);
    requests.operations.cleanup(file, 0, WinFspConstants.FspCleanupSetArchiveBit);
    requests.operations.getFileInfo(file, requests.info());
    assertThat(requests.attributes()).isEqualTo(FILE_ATTRIBUTE_ARCHIVE);
  }

  @Test
  void streamsBelongToTheirFile() {
    long file = requests.create("\\f", Requests.FILE);
    long index = FileInfo.indexNumber(requests.fileInfo, 0);
    requests.write(file, 0, "12345");
    long stream = requests.create("\\F:Zone", Requests.FILE);
    assertThat(FileInfo.indexNumber(requests.fileInfo, 0)).isEqualTo(index);
    assertThat(requests.normalizedName()).isEqualTo("\\f:Zone");
    requests.write(stream, 0, "abc");
    assertThat(requests.fileSize()).isEqualTo(3);
    assertThat(requests.streams(stream)).containsExactly("=5", "Zone=3");
    assertThat(requests.tryCreate("\\f:zone", 0, 0)).isEqualTo(STATUS_OBJECT_NAME_COLLISION);
    assertThat(requests.read(requests.open("\\f:ZONE:$data"), 0, 10)).isEqualTo("abc");
    assertThat(requests.read(requests.open("\\f::$DATA"), 0, 10)).isEqualTo("12345");
    assertThat(requests.tryOpen("\\f:no")).isEqualTo(STATUS_OBJECT_NAME_NOT_FOUND);
    assertThat(requests.delete(stream, "\\f:Zone")).isZero();
    assertThat(requests.streams(file)).containsExactly("=5");
    assertThat(requests.read(stream, 0, 10)).isEqualTo("abc");

    make("\\d", Requests.DIRECTORY);
    long ofDirectory = requests.create("\\d:s", Requests.FILE);
    assertThat(requests.attributes() & FILE_ATTRIBUTE_DIRECTORY).isZero();
    assertThat(requests.streams(ofDirectory)).containsExactly("s=0");
  }

  @Test
  void rootHasItsDescriptorAndOthersInherit() {
    assertThat(requests.volume.windows().securityDescriptor(requests.volume.root())).isNull();
    byte[] root = Sddl.parse(WinFspOptions.DEFAULT_ROOT_SECURITY);
    assertThat(security("\\", root.length)).isEqualTo(root);
    assertThat(securityStatus("\\", root.length - 1)).isEqualTo(STATUS_BUFFER_OVERFLOW);
    assertThat(requests.number.get(JAVA_LONG, 0)).isEqualTo(root.length);
    assertThat(securityStatus("\\", 0)).isEqualTo(STATUS_BUFFER_OVERFLOW);

    Call java = new Call(requests.view);
    java.name().wrap(bytes("made by java"));
    requests.volume.create(java, requests.volume.root(), Mode.S_IFREG | 0644, 0);
    java.inode().release();
    assertThat(security("\\made by java", 1024))
        .isEqualTo(SecurityInheritance.inherit(root, false));
    requests.open("\\MADE BY JAVA");
    assertThat(requests.attributes()).isEqualTo(FILE_ATTRIBUTE_ARCHIVE);
  }

  private int securityStatus(String path, int room) {
    requests.number.set(JAVA_LONG, 0, room);
    return requests.operations.getSecurityByName(
        requests.text(path), 0, requests.buffer.address(), requests.number.address());
  }

  private byte[] security(String path, int room) {
    assertThat(securityStatus(path, room)).isZero();
    return requests.buffer.asSlice(0, requests.number.get(JAVA_LONG, 0)).toArray(JAVA_BYTE);
  }

  @Test
  void symlinkOfAnotherViewIsAReparsePoint() {
    Call java = new Call(requests.view);
    java.name().wrap(bytes("link"));
    byte[] target = bytes("some/where");
    requests.volume.symlink(
        java, requests.volume.root(), MemorySegment.ofArray(target), 0, target.length);
    java.inode().release();
    make("\\dir", Requests.DIRECTORY);

    MemorySegment attributes = requests.arena.allocate(JAVA_INT);
    assertThat(
            requests.operations.getSecurityByName(
                requests.text("\\link"), attributes.address(), 0, 0))
        .isZero();
    assertThat(attributes.get(JAVA_INT, 0)).isEqualTo(FILE_ATTRIBUTE_REPARSE_POINT);
    assertThat(
            requests.operations.getSecurityByName(
                requests.text("\\link\\x\\y"), attributes.address(), 0, 0))
        .isEqualTo(STATUS_REPARSE);
    assertThat(attributes.get(JAVA_INT, 0)).isEqualTo(1);

    long link = requests.open("\\link");
    assertThat(FileInfo.reparseTag(requests.fileInfo, 0)).isEqualTo(IO_REPARSE_TAG_SYMLINK);
    requests.number.set(JAVA_LONG, 0, Requests.BUFFER_SIZE);
    assertThat(
            requests.operations.getReparsePoint(
                link, 0, requests.buffer.address(), requests.number.address()))
        .isZero();
    assertThat(WideString.read(requests.buffer, 20, 10)).isEqualTo("some\\where");
    assertThat(
            requests.operations.getReparsePoint(
                requests.open("\\dir"), 0, requests.buffer.address(), requests.number.address()))
        .isEqualTo(STATUS_NOT_A_REPARSE_POINT);
  }

  @Test
  void volumeTellsItsSizeAndTakesALabel() {
    MemorySegment info = requests.arena.allocate(VolumeInfo.SIZE, 8);
    assertThat(requests.operations.getVolumeInfo(info.address())).isZero();
    assertThat(VolumeInfo.totalSize(info, 0)).isEqualTo(Requests.CAPACITY);
    assertThat(VolumeInfo.freeSize(info, 0)).isEqualTo(Requests.CAPACITY);
    assertThat(VolumeInfo.volumeLabelLength(info, 0)).isEqualTo(16);
    requests.operations.setVolumeLabel(requests.text("x".repeat(40)), info.address());
    assertThat(VolumeInfo.volumeLabelLength(info, 0)).isEqualTo(64);
  }

  @Test
  void holesOfAnotherViewAreFilledBeforeTheKernelMayWriteLate() {
    Call java = new Call(requests.view);
    java.name().wrap(bytes("sparse"));
    requests.volume.create(java, requests.volume.root(), Mode.S_IFREG | 0644, 0);
    var inode = java.inode();
    requests.volume.setattr(java, inode, new AttributeChange().size(Requests.CAPACITY / 2));
    assertThat(free()).isEqualTo(Requests.CAPACITY);
    requests.open("\\sparse");
    assertThat(free()).isEqualTo(Requests.CAPACITY);
    assertThat(requests.tryOpen("\\sparse", FileRights.FILE_WRITE_DATA)).isZero();
    assertThat(free()).isEqualTo(Requests.CAPACITY / 2);
    requests.volume.setattr(java, inode, new AttributeChange().size(Requests.CAPACITY * 2));
    assertThat(requests.tryOpen("\\sparse", FileRights.FILE_WRITE_DATA))
        .isEqualTo(STATUS_DISK_FULL);
    inode.release();
  }

  @Test
  void constrainedWriteToAFullVolumeTakesAllOrNothing() {
    Call java = new Call(requests.view);
    java.name().wrap(bytes("sparse"));
    requests.volume.create(java, requests.volume.root(), Mode.S_IFREG | 0644, 0);
    var inode = java.inode();
    long sparse = requests.open("\\sparse");
    requests.volume.setattr(java, inode, new AttributeChange().size(1 << 20));
    long filler = requests.create("\\filler", Requests.FILE);
    requests.operations.setFileSize(filler, Requests.CAPACITY - 8192, false, requests.info());

    assertThat(requests.write(sparse, 0, 3 * 4096, true)).isEqualTo(STATUS_DISK_FULL);
    assertThat(free()).isEqualTo(8192);
    assertThat(requests.write(sparse, 0, 2 * 4096, true)).isZero();
    assertThat(requests.number.get(JAVA_INT, 0)).isEqualTo(8192);
    inode.release();
  }

  @Test
  void timesThatMeanLeaveAloneLeaveThemAlone() {
    long file = requests.create("\\f", Requests.FILE);
    long created = FileInfo.creationTime(requests.fileInfo, 0);
    long written = FileInfo.lastWriteTime(requests.fileInfo, 0);
    requests.operations.setBasicInfo(
        file, INVALID_FILE_ATTRIBUTES, -2, -1, -2, -1, requests.info());
    assertThat(FileInfo.creationTime(requests.fileInfo, 0)).isEqualTo(created);
    assertThat(FileInfo.lastWriteTime(requests.fileInfo, 0)).isEqualTo(written);
  }

  @Test
  void extendedAttributesAreSetAllOrNone() {
    long file = requests.create("\\f", Requests.FILE);
    byte[] list = ea("ONE", "1", true);
    assertThat(setEa(file, list)).isZero();
    assertThat(FileInfo.eaSize(requests.fileInfo, 0)).isEqualTo(5 + 3 + 1);
    assertThat(setEa(file, ea("one", "two", true))).isZero();
    assertThat(FileInfo.eaSize(requests.fileInfo, 0)).isEqualTo(5 + 3 + 3);

    byte[] broken = Arrays.copyOf(ea("OTHER", "x", false), 60);
    assertThat(setEa(file, broken)).isEqualTo(STATUS_INVALID_EA_NAME);
    requests.operations.getFileInfo(file, requests.info());
    assertThat(FileInfo.eaSize(requests.fileInfo, 0)).isEqualTo(5 + 3 + 3);

    requests.write(file, 0, "kept");
    MemorySegment.copy(list, 0, requests.buffer, JAVA_BYTE, 0, list.length);
    assertThat(
            requests.operations.overwriteEx(
                file,
                0,
                false,
                2 * Requests.CAPACITY,
                requests.buffer.address(),
                list.length,
                requests.info()))
        .isEqualTo(STATUS_DISK_FULL);
    requests.operations.getFileInfo(file, requests.info());
    assertThat(FileInfo.eaSize(requests.fileInfo, 0)).isEqualTo(5 + 3 + 3);
    assertThat(requests.read(file, 0, 10)).isEqualTo("kept");
    assertThat(requests.operations.overwriteEx(file, 0, false, 0, 0, 0, requests.info())).isZero();
    assertThat(FileInfo.eaSize(requests.fileInfo, 0)).isZero();
  }

  private int setEa(long file, byte[] list) {
    MemorySegment.copy(list, 0, requests.buffer, JAVA_BYTE, 0, list.length);
    return requests.operations.setEa(file, requests.buffer.address(), list.length, requests.info());
  }

  /** FILE_FULL_EA_INFORMATION; if it is not the last, the next one would be 40 bytes on. */
  private static byte[] ea(String name, String value, boolean last) {
    ByteBuffer bytes = ByteBuffer.allocate(9 + name.length() + value.length());
    bytes.order(ByteOrder.LITTLE_ENDIAN).putInt(last ? 0 : 40).put((byte) 0);
    bytes.put((byte) name.length()).putShort((short) value.length());
    return bytes.put(bytes(name)).put((byte) 0).put(bytes(value)).array();
  }

  @Test
  void reparsePointIsSetAndTakenAway() {
    long directory = requests.create("\\d", Requests.DIRECTORY);
    byte[] data = SymlinkReparseData.of(bytes("a/b"));
    MemorySegment.copy(data, 0, requests.buffer, JAVA_BYTE, 0, data.length);
    long buffer = requests.buffer.address();
    make("\\d\\f", Requests.FILE);
    assertThat(requests.operations.setReparsePoint(directory, 0, buffer, data.length))
        .isEqualTo(STATUS_DIRECTORY_NOT_EMPTY);
    requests.delete(requests.open("\\d\\f"), "\\d\\f");
    assertThat(requests.operations.setReparsePoint(directory, 0, buffer, data.length)).isZero();
    requests.operations.getFileInfo(directory, requests.info());
    assertThat(requests.attributes())
        .isEqualTo(FILE_ATTRIBUTE_DIRECTORY | FILE_ATTRIBUTE_REPARSE_POINT);
    assertThat(FileInfo.reparseTag(requests.fileInfo, 0)).isEqualTo(IO_REPARSE_TAG_SYMLINK);
    assertThat(requests.tryOpen("\\d\\x")).isEqualTo(STATUS_OBJECT_PATH_NOT_FOUND);
    assertThat(requests.operations.deleteReparsePoint(directory, 0, buffer, data.length)).isZero();
    assertThat(requests.operations.deleteReparsePoint(directory, 0, buffer, data.length))
        .isEqualTo(STATUS_NOT_A_REPARSE_POINT);
  }

  private static byte[] bytes(String name) {
    return name.getBytes(StandardCharsets.UTF_8);
  }
}
