// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.nio;

import static io.ramdrive.nio.FileAssert.assertThatPath;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ramdrive.volume.Volume;
import io.ramdrive.volume.VolumeOptions;
import io.ramdrive.volume.VolumeStatistics;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.ClosedFileSystemException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a drive has beyond any file system. */
class RamDriveFileSystemTest {
  private static final int MIB = 1 << 20;

  private Volume volume;
  private RamDriveFileSystem drive;

  @BeforeEach
  void makeDrive() {
    volume = Volume.create(new VolumeOptions(8 * MIB, 4096, 2000, false, 0, 0, 0755));
    drive = RamDriveFileSystem.over(volume, "a drive", 0, 0);
  }

  @AfterEach
  void closeDrive() throws IOException {
    drive.close();
    volume.close();
  }

  private VolumeStatistics statistics() {
    VolumeStatistics statistics = new VolumeStatistics();
    volume.statistics(statistics);
    return statistics;
  }

  private Path path(String path) {
    return drive.getPath(path);
  }

  @Test
  void theNameFitsAUri() {
    assertThat(drive.name()).isEqualTo("a-drive");
    assertThat(path("/x").toUri()).hasToString("ramdrive://a-drive/x");
    assertThat(drive).hasToString("ramdrive:a-drive");
  }

  @Test
  void figuresAreTrue() throws IOException {
    FileStore store = Files.getFileStore(path("/"));
    assertThat(store.type()).isEqualTo("ramdrive");
    assertThat(store.name()).isEqualTo("a-drive");
    assertThat(store.getTotalSpace()).isEqualTo(8 * MIB);
    Files.write(path("/file"), new byte[MIB + 1]);
    assertThat(store.getUsableSpace()).isEqualTo(7 * MIB - 4096);
    assertThat(store.getUnallocatedSpace()).isEqualTo(7 * MIB - 4096);
    assertThat(store.getBlockSize()).isEqualTo(4096);
    Files.delete(path("/file"));
    assertThat(store.getUsableSpace()).isEqualTo(8 * MIB);
  }

  @Test
  void copiesShareTheirPages() throws IOException {
    Path file = Files.write(path("/file"), new byte[5 * MIB]);
    Files.copy(file, path("/copy"));
    try (FileChannel from = FileChannel.open(file);
        FileChannel to = FileChannel.open(path("/sent"), WRITE, CREATE);
        FileChannel received = FileChannel.open(path("/received"), WRITE, CREATE)) {
      assertThat(from.transferTo(0, 5 * MIB, to)).isEqualTo(5 * MIB);
      assertThat(received.transferFrom(from, 0, Long.MAX_VALUE)).isEqualTo(5 * MIB);
    }
    assertThat(statistics().used()).isEqualTo(5 * MIB);
    try (FileChannel copy = FileChannel.open(path("/copy"), WRITE)) {
      copy.write(ByteBuffer.wrap(new byte[] {1}), MIB);
    }
    assertThat(statistics().used()).isEqualTo(5 * MIB + 4096);
    assertThat(Files.mismatch(file, path("/copy"))).isEqualTo(MIB);
    assertThat(Files.mismatch(file, path("/sent"))).isEqualTo(-1);
    assertThat(Files.mismatch(file, path("/received"))).isEqualTo(-1);
  }

  @Test
  void aFullDriveSaysSo() throws IOException {
    try (FileChannel channel = FileChannel.open(path("/file"), WRITE, CREATE)) {
      assertThat(channel.write(ByteBuffer.allocate(9 * MIB))).isEqualTo(8 * MIB);
      assertThatThrownBy(() -> channel.write(ByteBuffer.allocate(1)))
          .isExactlyInstanceOf(IOException.class)
          .hasMessage("No space left on device");
    }
    assertThatThrownBy(() -> Files.writeString(path("/other"), "x"))
        .hasMessage("No space left on device");
    Files.delete(path("/file"));
    Files.createDirectory(path("/dir"));
    assertThatThrownBy(
            () -> {
              for (int i = 0; i < 3000; i++) {
                Files.createFile(path("/dir/" + i));
              }
            })
        .isExactlyInstanceOf(FileSystemException.class)
        .hasMessageEndingWith("No space left on device");
  }

  @Test
  void aGatheringWriteTellsWhatFitted() throws IOException {
    try (FileChannel channel = FileChannel.open(path("/file"), WRITE, CREATE)) {
      ByteBuffer[] buffers = {ByteBuffer.allocate(8 * MIB), ByteBuffer.allocate(1)};
      assertThat(channel.write(buffers)).isEqualTo(8 * MIB);
      assertThat(channel.position()).isEqualTo(8 * MIB);
      assertThatThrownBy(() -> channel.write(buffers)).hasMessage("No space left on device");
    }
  }

  @Test
  @SuppressWarnings("StreamResourceLeak") // it is closed with the drive
  void closingClosesWhatIsOpen() throws Exception {
    Path file = Files.writeString(path("/file"), "content");
    FileChannel channel = FileChannel.open(file, READ);
    DirectoryStream<Path> entries = Files.newDirectoryStream(path("/"));
    WatchService watcher = drive.newWatchService();
    WatchKey key = path("/").register(watcher, StandardWatchEventKinds.ENTRY_CREATE);
    Files.delete(file);
    assertThat(statistics().used()).isEqualTo(4096);
    drive.close();
    drive.close();
    assertThat(statistics().used()).isZero();
    assertThat(statistics().inodes()).isEqualTo(1);
    assertThat(channel.isOpen()).isFalse();
    assertThat(key.isValid()).isFalse();
    assertThatThrownBy(() -> channel.read(ByteBuffer.allocate(1)))
        .isExactlyInstanceOf(ClosedChannelException.class);
    assertThatThrownBy(entries::iterator).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(watcher::poll).isInstanceOf(ClosedWatchServiceException.class);
    assertThatThrownBy(() -> Files.exists(file)).isInstanceOf(ClosedFileSystemException.class);
    assertThatThrownBy(drive::newWatchService).isInstanceOf(ClosedFileSystemException.class);
    assertThatThrownBy(() -> FileChannel.open(path("/new"), WRITE, CREATE))
        .isInstanceOf(ClosedFileSystemException.class);
    try (RamDriveFileSystem again = RamDriveFileSystem.over(volume, "a drive", 0, 0)) {
      assertThat(again.name()).isEqualTo("a-drive");
      assertThatPath(again.getPath("/")).isEmptyDirectory();
    }
  }

  @Test
  void nothingIsHeldForLong() throws IOException {
    Files.createDirectories(path("/a/b/c"));
    Files.createSymbolicLink(path("/link"), path("/a/b"));
    Files.writeString(path("/link/c/file"), "x");
    Files.move(path("/link/c/file"), path("/a/file"));
    Files.copy(path("/a/file"), path("/copy"));
    Files.isSameFile(path("/a/file"), path("/copy"));
    Files.exists(path("/a/none/x"));
    Files.setLastModifiedTime(path("/copy"), FileTime.fromMillis(0));
    for (String gone : List.of("/copy", "/a/file", "/link", "/a/b/c", "/a/b", "/a")) {
      Files.delete(path(gone));
    }
    assertThat(statistics().inodes()).isEqualTo(1);
    assertThat(statistics().used()).isZero();
    assertThat(volume.orphans()).isZero();
  }

  @Test
  void twoViewsSeeEachOther() throws IOException {
    try (RamDriveFileSystem other = RamDriveFileSystem.over(volume, "other", 0, 0);
        WatchService watcher = other.newWatchService()) {
      other.getPath("/").register(watcher, StandardWatchEventKinds.ENTRY_CREATE);
      Files.writeString(path("/file"), "content");
      assertThat(Files.readString(other.getPath("/file"))).isEqualTo("content");
      WatchKey key = watcher.poll();
      assertThat(key).as("there when the operation returns").isNotNull();
      assertThat(key.pollEvents()).hasSize(1);
      assertThat(Files.readAttributes(path("/file"), "fileKey"))
          .isEqualTo(Files.readAttributes(other.getPath("/file"), "fileKey"));
      // Two file systems, one volume: a copy still shares.
      Files.write(path("/large"), new byte[3 * MIB]);
      long before = statistics().used();
      Files.copy(path("/large"), other.getPath("/copy"));
      assertThat(statistics().used()).isEqualTo(before);
    }
  }

  @Test
  void drivesAreOtherFileSystemsToEachOther() throws IOException {
    Volume volume2 = Volume.create(new VolumeOptions(8 * MIB, 8192, 1000, false, 0, 0, 0755));
    try (RamDriveFileSystem other = RamDriveFileSystem.over(volume2, "other", 0, 0)) {
      byte[] bytes = new byte[3 * MIB + 17];
      bytes[2 * MIB] = 7;
      Path file = Files.write(path("/file"), bytes);
      Files.setAttribute(file, "user:tag", new byte[] {1});
      Path there = Files.move(file, other.getPath("/there"));
      assertThat(Files.readAllBytes(there)).isEqualTo(bytes);
      assertThat(Files.getAttribute(there, "user:tag")).isEqualTo(new byte[] {1});
      assertThatPath(file).doesNotExist();
      assertThatThrownBy(
              () -> Files.move(there, file, java.nio.file.StandardCopyOption.ATOMIC_MOVE))
          .isInstanceOf(java.nio.file.AtomicMoveNotSupportedException.class);
      assertThatThrownBy(() -> Files.createLink(file, there))
          .hasMessageEndingWith("Invalid cross-device link");
      assertThat(Files.getAttribute(path("/"), "unix:dev"))
          .isNotEqualTo(Files.getAttribute(other.getPath("/"), "unix:dev"));
    } finally {
      volume2.close();
    }
  }

  @Test
  void everyModificationIsCounted() throws Exception {
    Files.createFile(path("/file"));
    try (WatchService watcher = drive.newWatchService()) {
      WatchKey key = path("/").register(watcher, StandardWatchEventKinds.ENTRY_MODIFY);
      for (int i = 0; i < 1000; i++) {
        Files.setLastModifiedTime(path("/file"), FileTime.fromMillis(i));
      }
      List<WatchEvent<?>> events = key.pollEvents();
      assertThat(events).hasSize(1);
      assertThat(events.getFirst().count()).isEqualTo(1000);
    }
  }

  /** Many virtual threads, each with a file of its own and all with one directory. */
  @Test
  void virtualThreadsShareADrive() throws Exception {
    List<Future<Void>> tasks = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 200; i++) {
        String name = "/file" + i;
        tasks.add(
            threads.submit(
                () -> {
                  for (int round = 0; round < 20; round++) {
                    Files.writeString(path(name), name + round);
                    Files.move(path(name), path(name + "moved"));
                    assertThat(Files.readString(path(name + "moved"))).isEqualTo(name + round);
                    Files.delete(path(name + "moved"));
                  }
                  return null;
                }));
      }
    }
    for (Future<Void> task : tasks) {
      task.get();
    }
    assertThatPath(path("/")).isEmptyDirectory();
    assertThat(statistics().used()).isZero();
    assertThat(statistics().inodes()).isEqualTo(1);
  }

  /** Whoever is inside when the file system is closed gets his answer or its exception. */
  @Test
  void closingWaitsForWhoIsInside() throws Exception {
    List<Future<Integer>> tasks = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 8; i++) {
        Path file = path("/file" + i);
        tasks.add(
            threads.submit(
                () -> {
                  int count = 0;
                  try {
                    while (true) {
                      Files.write(file, new byte[10_000]);
                      count++;
                    }
                  } catch (ClosedFileSystemException | ClosedChannelException e) {
                    return count;
                  }
                }));
      }
      while (statistics().used() == 0) {
        Thread.onSpinWait();
      }
      drive.close();
      volume.close();
    }
    for (Future<Integer> task : tasks) {
      assertThat(task.get()).isNotNegative();
    }
  }
}
