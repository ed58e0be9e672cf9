// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.nio;

import static io.ramdrive.nio.FileAssert.assertThatPath;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ramdrive.volume.Volume;
import io.ramdrive.volume.VolumeOptions;
import io.ramdrive.volume.VolumeStatistics;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.channels.NonReadableChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Files mapped into memory. */
class MappingTest {
  private static final int PAGE = 4096;

  private Volume volume;
  private RamDriveFileSystem drive;
  private Path file;

  @BeforeEach
  void makeDrive() {
    volume = Volume.create(new VolumeOptions(8 << 20, PAGE, 1000, false, 0, 0, 0755));
    drive = RamDriveFileSystem.over(volume, "mapping", 0, 0);
    file = drive.getPath("/file");
  }

  @AfterEach
  void closeDrive() throws IOException {
    drive.close();
    volume.close();
  }

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  private static byte[] bytes(MemorySegment segment) {
    return segment.toArray(JAVA_BYTE);
  }

  private long used() {
    VolumeStatistics statistics = new VolumeStatistics();
    volume.statistics(statistics);
    return statistics.used();
  }

  private FileChannel open() throws IOException {
    return FileChannel.open(file, READ, WRITE, CREATE);
  }

  /** A file whose pages lie alternately with those of another. */
  private byte[] scattered(int pages) throws IOException {
    byte[] bytes = random(pages * PAGE);
    try (FileChannel one = open();
        FileChannel other = FileChannel.open(drive.getPath("/other"), WRITE, CREATE)) {
      for (int at = 0; at < bytes.length; at += PAGE) {
        one.write(ByteBuffer.wrap(bytes, at, PAGE));
        other.write(ByteBuffer.wrap(bytes, at, PAGE));
      }
    }
    return bytes;
  }

  @Test
  void theMappingHasTheFile() throws IOException {
    byte[] bytes = scattered(40);
    long before = used();
    try (Arena arena = Arena.ofConfined();
        FileChannel channel = open()) {
      MemorySegment all = channel.map(MapMode.READ_ONLY, 0, bytes.length, arena);
      assertThat(bytes(all)).isEqualTo(bytes);
      MemorySegment part = channel.map(MapMode.READ_ONLY, 5000, 10_000, arena);
      assertThat(bytes(part)).isEqualTo(Arrays.copyOfRange(bytes, 5000, 15_000));
      assertThat(part.address()).isEqualTo(all.address() + 5000);
      assertThat(all.isReadOnly()).isTrue();
      assertThat(used()).isEqualTo(before);
    }
    assertThat(used()).isEqualTo(before);
    assertThat(Files.readAllBytes(file)).isEqualTo(bytes);
    assertThat(Files.readAllBytes(drive.getPath("/other"))).isEqualTo(bytes);
  }

  @Test
  void writesAreSeenInIt() throws IOException {
    byte[] bytes = scattered(10);
    try (Arena arena = Arena.ofConfined();
        FileChannel channel = open()) {
      MemorySegment mapped = channel.map(MapMode.READ_ONLY, 0, bytes.length, arena);
      channel.write(ByteBuffer.wrap("written".getBytes(UTF_8)), 4090);
      System.arraycopy("written".getBytes(UTF_8), 0, bytes, 4090, 7);
      assertThat(bytes(mapped)).isEqualTo(bytes);
      // Once it is mapped, a copy does not make its pages somebody else's too.
      Files.copy(file, drive.getPath("/copy"));
      channel.write(ByteBuffer.wrap(new byte[] {1, 2, 3}), 0);
      assertThat(bytes(mapped)).startsWith(1, 2, 3);
      assertThat(Files.readAllBytes(drive.getPath("/copy"))).isEqualTo(bytes);
      // Nor does it get others' pages.
      try (FileChannel copy = FileChannel.open(drive.getPath("/other"))) {
        copy.transferTo(0, PAGE, channel);
      }
      assertThat(bytes(mapped)).startsWith(random(10 * PAGE)[0]);
      assertThat(bytes(mapped)).isEqualTo(Files.readAllBytes(file));
    }
  }

  @Test
  void pagesSharedWithACopyAreSeparatedFirst() throws IOException {
    byte[] bytes = scattered(10);
    Path copy = Files.copy(file, drive.getPath("/copy"));
    long before = used();
    try (Arena arena = Arena.ofConfined();
        FileChannel channel = open()) {
      MemorySegment mapped = channel.map(MapMode.READ_WRITE, 0, bytes.length, arena);
      assertThat(used()).isEqualTo(before + bytes.length);
      mapped.fill((byte) 7);
      assertThat(Files.readAllBytes(copy)).isEqualTo(bytes);
      assertThat(Files.readAllBytes(file)).containsOnly(7);
    }
  }

  @Test
  void storesAreSeenInTheFile() throws IOException {
    try (FileChannel channel = open()) {
      try (Arena arena = Arena.ofShared()) {
        MemorySegment mapped = channel.map(MapMode.READ_WRITE, 100, 10_000, arena);
        assertThat(channel.size()).isEqualTo(10_100);
        assertThat(bytes(mapped)).containsOnly(0);
        mapped.setString(0, "stored");
        var before = Files.getLastModifiedTime(file);
        channel.force(true);
        assertThat(Files.getLastModifiedTime(file)).isGreaterThan(before);
        mapped.set(JAVA_BYTE, 9_999, (byte) 'x');
      }
      ByteBuffer buffer = ByteBuffer.allocate(6);
      channel.read(buffer, 100);
      assertThat(buffer.array()).isEqualTo("stored".getBytes(UTF_8));
    }
    assertThat(Files.readAllBytes(file)).endsWith(0, 'x');
  }

  @Test
  void otherViewsAreToldOfStores() throws Exception {
    try (FileChannel channel = open();
        RamDriveFileSystem other = RamDriveFileSystem.over(volume, "other", 0, 0);
        var watcher = other.newWatchService()) {
      Arena arena = Arena.ofShared();
      MemorySegment mapped = channel.map(MapMode.READ_WRITE, 0, 10, arena);
      other.getPath("/").register(watcher, java.nio.file.StandardWatchEventKinds.ENTRY_MODIFY);
      mapped.fill((byte) 1);
      assertThat(watcher.poll()).isNull();
      arena.close();
      assertThat(watcher.poll()).isNotNull();
    }
  }

  @Test
  void otherViewsAreToldOfStoresAfterTheFileSystemHasEnded() throws Exception {
    try (RamDriveFileSystem other = RamDriveFileSystem.over(volume, "other", 0, 0);
        var watcher = other.newWatchService()) {
      Arena arena = Arena.ofShared();
      MemorySegment mapped = open().map(MapMode.READ_WRITE, 0, 10, arena);
      other.getPath("/").register(watcher, java.nio.file.StandardWatchEventKinds.ENTRY_MODIFY);
      drive.close();
      mapped.fill((byte) 1);
      arena.close();
      assertThat(watcher.poll()).isNotNull();
      assertThat(Files.readAllBytes(other.getPath("/file"))).containsOnly(1);
    }
  }

  @Test
  void twoMappingsOfARangeEndOneByOne() throws Exception {
    try (FileChannel channel = open();
        RamDriveFileSystem other = RamDriveFileSystem.over(volume, "other", 0, 0);
        var watcher = other.newWatchService();
        Arena arena = Arena.ofShared()) {
      MemorySegment mapped = channel.map(MapMode.READ_WRITE, 0, 10, arena);
      Arena second = Arena.ofShared();
      channel.map(MapMode.READ_WRITE, 0, 10, second);
      second.close();
      other.getPath("/").register(watcher, java.nio.file.StandardWatchEventKinds.ENTRY_MODIFY);
      mapped.fill((byte) 1);
      assertThat(watcher.poll()).isNull();
      channel.force(false);
      assertThat(watcher.poll()).isNotNull();
    }
  }

  /** An arena in which the channel is closed before it has given any memory. */
  private record ClosingArena(FileChannel channel, Arena arena) implements Arena {
    @Override
    public MemorySegment allocate(long byteSize, long byteAlignment) {
      try {
        channel.close();
      } catch (IOException e) {
        throw new AssertionError(e);
      }
      return arena.allocate(byteSize, byteAlignment);
    }

    @Override
    public MemorySegment.Scope scope() {
      return arena.scope();
    }

    @Override
    public void close() {
      arena.close();
    }
  }

  @Test
  void aFileLivesWhileItIsBeingMapped() throws IOException {
    byte[] bytes = scattered(3);
    FileChannel channel = open();
    Files.delete(file);
    try (Arena arena = new ClosingArena(channel, Arena.ofConfined())) {
      assertThat(bytes(channel.map(MapMode.PRIVATE, 0, bytes.length, arena))).isEqualTo(bytes);
    }
    assertThat(used()).isEqualTo(bytes.length);
  }

  @Test
  void whatOthersAppendIsNotCutOff() throws Exception {
    try (FileChannel channel = open();
        FileChannel other = open()) {
      for (int i = 0; i < 2000; i++) {
        channel.truncate(0);
        CyclicBarrier start = new CyclicBarrier(2);
        FutureTask<Integer> appending =
            new FutureTask<>(
                () -> {
                  start.await();
                  return other.write(ByteBuffer.wrap(new byte[] {1}), 2 * PAGE);
                });
        Thread.ofPlatform().start(appending);
        try (Arena arena = Arena.ofConfined()) {
          start.await();
          channel.map(MapMode.READ_WRITE, 0, PAGE, arena);
          appending.get();
        }
        assertThat(channel.size()).isEqualTo(2 * PAGE + 1);
      }
    }
  }

  @Test
  void privateMappingsAreCopies() throws IOException {
    byte[] bytes = scattered(3);
    try (Arena arena = Arena.ofConfined();
        FileChannel channel = open()) {
      MemorySegment mapped = channel.map(MapMode.PRIVATE, 10, 5000, arena);
      assertThat(bytes(mapped)).isEqualTo(Arrays.copyOfRange(bytes, 10, 5010));
      mapped.fill((byte) 0);
      channel.write(ByteBuffer.wrap(new byte[] {9}), 10);
      assertThat(mapped.get(JAVA_BYTE, 0)).isZero();
    }
    bytes[10] = 9;
    assertThat(Files.readAllBytes(file)).isEqualTo(bytes);
  }

  @Test
  void whatIsCutOffStaysMappedAndBelongsToNobody() throws IOException {
    byte[] bytes = scattered(100);
    long before = used();
    try (Arena arena = Arena.ofConfined();
        FileChannel channel = open()) {
      MemorySegment mapped = channel.map(MapMode.READ_ONLY, 0, bytes.length, arena);
      channel.truncate(PAGE);
      assertThat(used()).isEqualTo(before);
      // Who takes all memory that is left does not get it.
      try (FileChannel greedy = FileChannel.open(drive.getPath("/greedy"), WRITE, CREATE)) {
        ByteBuffer ones = ByteBuffer.wrap(new byte[64 << 10]);
        Arrays.fill(ones.array(), (byte) 1);
        assertThatThrownBy(
                () -> {
                  while (true) {
                    greedy.write(ones.clear());
                  }
                })
            .isInstanceOf(IOException.class)
            .hasMessage("No space left on device");
      }
      assertThat(bytes(mapped)).isEqualTo(bytes);
      Files.delete(drive.getPath("/greedy"));
    }
    assertThat(used()).isEqualTo(before - 99 * PAGE);
  }

  @Test
  void holesPunchedAreSeenInIt() throws Exception {
    byte[] bytes = scattered(4);
    try (Arena arena = Arena.ofConfined();
        FileChannel channel = open()) {
      MemorySegment mapped = channel.map(MapMode.READ_ONLY, 0, bytes.length, arena);
      for (int mode :
          new int[] {
            Volume.FALLOC_FL_PUNCH_HOLE | Volume.FALLOC_FL_KEEP_SIZE, Volume.FALLOC_FL_ZERO_RANGE
          }) {
        channel.write(ByteBuffer.wrap(bytes), 0);
        try (Operation operation = drive.begin()) {
          var inode = Walk.find(operation, Place.of((RamDrivePath) file), true);
          volume.fallocate(operation.changing(), inode, mode, 100, 2 * PAGE);
        }
        byte[] expected = bytes.clone();
        Arrays.fill(expected, 100, 100 + 2 * PAGE, (byte) 0);
        assertThat(Files.readAllBytes(file)).isEqualTo(expected);
        assertThat(bytes(mapped)).isEqualTo(expected);
      }
    }
  }

  @Test
  void aDeletedFileLivesWhileItIsMapped() throws IOException {
    byte[] bytes = scattered(5);
    long before = used();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment mapped;
      try (FileChannel channel = open()) {
        mapped = channel.map(MapMode.READ_ONLY, 0, bytes.length, arena);
      }
      Files.delete(file);
      assertThat(bytes(mapped)).isEqualTo(bytes);
      assertThat(used()).isEqualTo(before);
    }
    assertThat(used()).isEqualTo(before - bytes.length);
  }

  @Test
  void aMappingOutlivesItsVolume() throws IOException {
    byte[] bytes = scattered(5);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment mapped;
      try (FileChannel channel = open()) {
        mapped = channel.map(MapMode.READ_WRITE, 0, bytes.length, arena);
      }
      drive.close();
      volume.close();
      assertThat(bytes(mapped)).isEqualTo(bytes);
    }
  }

  @Test
  void noRoomInOnePieceIsSaid() throws IOException {
    byte[] bytes = scattered(1000);
    try (Arena arena = Arena.ofConfined();
        FileChannel channel = open()) {
      assertThatThrownBy(() -> channel.map(MapMode.READ_ONLY, 0, bytes.length, arena))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("in one piece");
      assertThat(Files.readAllBytes(file)).isEqualTo(bytes);
      assertThat(bytes(channel.map(MapMode.READ_ONLY, 0, PAGE, arena)))
          .isEqualTo(Arrays.copyOf(bytes, PAGE));
    }
  }

  @Test
  void mappingsAreMadeAsTheChannelAllows() throws IOException {
    Files.write(file, new byte[10]);
    try (Arena arena = Arena.ofConfined();
        FileChannel reading = FileChannel.open(file);
        FileChannel writing = FileChannel.open(file, WRITE)) {
      assertThat(reading.map(MapMode.READ_ONLY, 5, 0, arena).byteSize()).isZero();
      assertThatThrownBy(() -> reading.map(MapMode.READ_WRITE, 0, 1, arena))
          .isInstanceOf(NonWritableChannelException.class);
      assertThatThrownBy(() -> reading.map(MapMode.PRIVATE, 0, 1, arena))
          .isInstanceOf(NonWritableChannelException.class);
      assertThatThrownBy(() -> writing.map(MapMode.READ_ONLY, 0, 1, arena))
          .isInstanceOf(NonReadableChannelException.class);
      assertThatThrownBy(() -> reading.map(MapMode.READ_ONLY, 0, 11, arena))
          .isInstanceOf(IOException.class);
      assertThatThrownBy(() -> reading.map(MapMode.READ_ONLY, -1, 1, arena))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> reading.map(MapMode.READ_ONLY, 0, 1))
          .isInstanceOf(UnsupportedOperationException.class)
          .hasMessageContaining("map(mode, position, size, arena)");
    }
    assertThatPath(file).hasSize(10);
    Arena closed = Arena.ofShared();
    closed.close();
    try (FileChannel channel = open()) {
      assertThatThrownBy(() -> channel.map(MapMode.READ_ONLY, 0, 1, closed))
          .isInstanceOf(IllegalStateException.class);
      channel.truncate(0);
    }
    assertThat(used()).isZero();
  }
}
