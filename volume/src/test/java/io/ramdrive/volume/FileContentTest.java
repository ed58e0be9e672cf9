// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.volume;

import static io.ramdrive.volume.TestVolume.PAGE;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a regular file holds, by every way to change it, against a plain array. */
final class FileContentTest {
  private final TestVolume test = new TestVolume(64, 100);
  private final Inode file = test.file(test.root(), "file");

  @AfterEach
  void close() {
    test.close();
  }

  @Test
  void aWriteInsideLeavesTheLengthAlone() {
    test.write(file, 0, new byte[10]);
    byte[] bytes = {1, 2, 3, 4};
    assertThat(inside(8, bytes)).isEqualTo(2);
    assertThat(inside(10, bytes)).isZero();
    assertThat(inside(5000, bytes)).isZero();
    assertThat(inside(0, bytes)).isEqualTo(4);
    assertThat(test.attributes(file).size()).isEqualTo(10);
    assertThat(test.read(file, 0, 20)).isEqualTo(new byte[] {1, 2, 3, 4, 0, 0, 0, 0, 1, 2});
  }

  private long inside(long offset, byte[] bytes) {
    assertThat(
            test.volume.writeInside(
                test.call, file, offset, MemorySegment.ofArray(bytes), 0, bytes.length, false))
        .isEqualTo(Status.OK);
    return test.call.count();
  }

  @Test
  void readsWhatWasWrittenAcrossPages() {
    byte[] bytes = random(3 * PAGE + 77, 1);
    assertThat(test.write(file, 100, bytes)).isEqualTo(Status.OK);
    assertThat(test.call.count()).isEqualTo(bytes.length);
    assertThat(test.read(file, 0, 100)).containsOnly(0);
    assertThat(test.read(file, 100, bytes.length + 50)).isEqualTo(bytes);
    assertThat(test.attributes(file).allocated()).isEqualTo(4L * PAGE);
    assertThat(test.usedPages()).isEqualTo(4);
  }

  @Test
  void holesCostNothingAndReadAsZeros() {
    test.write(file, 40L * PAGE, new byte[] {1});
    assertThat(test.usedPages()).isEqualTo(1);
    assertThat(test.read(file, 0, 40 * PAGE)).containsOnly(0);
    assertThat(test.read(file, 39 * PAGE, 2 * PAGE)).hasSize(PAGE + 1).endsWith(0, 0, 1);
  }

  @Test
  void hugeOffsetsAreFiles() {
    long far = Long.MAX_VALUE - 5;
    assertThat(test.write(file, far, new byte[] {1, 2, 3, 4, 5})).isEqualTo(Status.OK);
    assertThat(test.attributes(file).size()).isEqualTo(Long.MAX_VALUE);
    assertThat(test.read(file, far, 5)).containsExactly(1, 2, 3, 4, 5);
    assertThat(test.write(file, far + 1, new byte[5])).isEqualTo(Status.FILE_TOO_LARGE);
    assertThat(setSize(3)).isEqualTo(Status.OK);
    assertThat(test.usedPages()).isZero();
  }

  @Test
  void bytesCutOffDoNotComeBack() {
    test.write(file, 0, filled(2 * PAGE, 7));
    assertThat(setSize(10)).isEqualTo(Status.OK);
    assertThat(setSize(PAGE)).isEqualTo(Status.OK);
    assertThat(test.read(file, 0, PAGE)).startsWith(filled(10, 7)).endsWith(new byte[PAGE - 10]);
    setSize(10);
    test.write(file, 20, filled(1, 9));
    assertThat(Arrays.copyOfRange(test.read(file, 0, 21), 10, 20)).containsOnly(0);
  }

  @Test
  void recycledPagesShowNothingOfTheirPast() {
    Inode other = test.file(test.root(), "other");
    test.write(other, 0, filled(64 * PAGE, 0x55));
    test.unlink(test.root(), "other");
    test.write(file, 1000, new byte[] {1});
    assertThat(Arrays.copyOf(test.read(file, 0, 1001), 1000)).containsOnly(0);
    assertThat(setSize(PAGE)).isEqualTo(Status.OK);
    assertThat(Arrays.copyOfRange(test.read(file, 0, PAGE), 1001, PAGE)).containsOnly(0);
  }

  @Test
  void writeThatDoesNotFitIsShortAndThenRefused() {
    test.write(file, 0, new byte[60 * PAGE]);
    assertThat(test.write(file, 60L * PAGE, filled(8 * PAGE, 3))).isEqualTo(Status.OK);
    assertThat(test.call.count()).isEqualTo(4L * PAGE);
    assertThat(test.usedPages()).isEqualTo(64);
    assertThat(test.write(file, 64L * PAGE, new byte[1])).isEqualTo(Status.NO_SPACE);
    assertThat(test.attributes(file).size()).isEqualTo(64L * PAGE);
    assertThat(test.write(file, 64L * PAGE - 1, new byte[] {9})).isEqualTo(Status.OK);
    test.unlink(test.root(), "file");
    assertThat(test.usedPages()).isZero();
  }

  @Test
  void allocateReservesAllOrNothing() {
    assertThat(fallocate(0, 0, 65L * PAGE)).isEqualTo(Status.NO_SPACE);
    assertThat(test.usedPages()).isZero();
    assertThat(test.attributes(file).size()).isZero();
    assertThat(fallocate(0, 0, 64L * PAGE)).isEqualTo(Status.OK);
    assertThat(test.usedPages()).isEqualTo(64);
    Inode other = test.file(test.root(), "other");
    assertThat(test.write(other, 0, new byte[1])).isEqualTo(Status.NO_SPACE);
    assertThat(test.write(file, 5, filled(3 * PAGE, 4))).isEqualTo(Status.OK);
    assertThat(test.read(file, 0, 5)).containsOnly(0);
    assertThat(fallocate(0, 1L << 60, 1L << 60)).isEqualTo(Status.NO_SPACE);
  }

  @Test
  void zeroingThatDoesNotFitChangesNothing() {
    byte[] bytes = random(PAGE, 5);
    test.write(file, PAGE, bytes);
    test.write(file, 9L * PAGE, bytes);
    test.write(test.file(test.root(), "other"), 0, new byte[62 * PAGE]);
    int zero = Volume.FALLOC_FL_ZERO_RANGE;
    assertThat(fallocate(zero, PAGE - 10, PAGE)).isEqualTo(Status.NO_SPACE);
    assertThat(fallocate(zero, PAGE + 10, PAGE)).isEqualTo(Status.NO_SPACE);
    assertThat(test.read(file, PAGE, PAGE)).isEqualTo(bytes);
    assertThat(fallocate(zero, PAGE + 10, 20)).isEqualTo(Status.OK);
    Arrays.fill(bytes, 10, 30, (byte) 0);
    assertThat(test.read(file, PAGE, PAGE)).isEqualTo(bytes);
  }

  @Test
  void copiesShareWholePagesUntilOneIsWritten() {
    byte[] bytes = random(10 * PAGE + 100, 2);
    test.write(file, 0, bytes);
    Inode copy = test.file(test.root(), "copy");
    assertThat(test.volume.copyRange(test.call, file, 0, copy, 0, Long.MAX_VALUE / 2))
        .isEqualTo(Status.OK);
    assertThat(test.call.count()).isEqualTo(bytes.length);
    assertThat(test.usedPages()).isEqualTo(11);
    assertThat(test.read(copy, 0, bytes.length)).isEqualTo(bytes);
    test.write(copy, PAGE + 5, new byte[] {1, 2, 3});
    assertThat(test.usedPages()).isEqualTo(12);
    assertThat(test.read(file, 0, bytes.length)).isEqualTo(bytes);
    System.arraycopy(new byte[] {1, 2, 3}, 0, bytes, PAGE + 5, 3);
    assertThat(test.read(copy, 0, bytes.length)).isEqualTo(bytes);
    test.unlink(test.root(), "file");
    assertThat(test.usedPages()).isEqualTo(11);
    assertThat(test.read(copy, 0, bytes.length)).isEqualTo(bytes);
    test.unlink(test.root(), "copy");
    assertThat(test.usedPages()).isZero();
  }

  @Test
  void sharedPageIsNotChangedByClearingBehindTheEnd() {
    test.write(file, 0, filled(PAGE, 5));
    Inode copy = test.file(test.root(), "copy");
    test.volume.copyRange(test.call, file, 0, copy, 0, PAGE);
    setSize(10);
    setSize(PAGE);
    assertThat(test.read(copy, 0, PAGE)).containsOnly(5);
    assertThat(Arrays.copyOfRange(test.read(file, 0, PAGE), 10, PAGE)).containsOnly(0);
  }

  @Test
  void bytesCopiedWithinASharedPageAreTheFilesOwn() {
    byte[] bytes = random(PAGE, 3);
    test.write(file, 0, bytes);
    Inode copy = test.file(test.root(), "copy");
    test.volume.copyRange(test.call, file, 0, copy, 0, PAGE);
    assertThat(test.volume.copyRange(test.call, file, 0, file, 2048, 1000)).isEqualTo(Status.OK);
    assertThat(test.read(copy, 0, PAGE)).isEqualTo(bytes);
    System.arraycopy(bytes, 0, bytes, 2048, 1000);
    assertThat(test.read(file, 0, PAGE)).isEqualTo(bytes);
  }

  @Test
  void punchedRangesTakeTheirPartOfTheTableWithThem() {
    PageTable table = ((PagedFile) file).table;
    for (long page = 511; page < 1L << 20; page += 512) {
      test.write(file, page * PAGE, new byte[1]);
      fallocate(Volume.FALLOC_FL_PUNCH_HOLE | Volume.FALLOC_FL_KEEP_SIZE, page * PAGE, PAGE);
      assertThat(table.isEmpty()).as("page %d", page).isTrue();
    }
    test.write(file, 0, new byte[PAGE]);
    test.write(file, 1024L * PAGE, new byte[] {7});
    fallocate(Volume.FALLOC_FL_PUNCH_HOLE | Volume.FALLOC_FL_KEEP_SIZE, 0, 1024L * PAGE);
    assertThat(test.usedPages()).isEqualTo(1);
    assertThat(test.read(file, 1024L * PAGE, 1)).containsExactly(7);
    assertThat(seek(0, true)).isEqualTo(1024L * PAGE);
  }

  @Test
  void seekFindsDataAndHoles() {
    test.write(file, 2L * PAGE, new byte[PAGE]);
    setSize(10L * PAGE);
    fallocate(Volume.FALLOC_FL_KEEP_SIZE, 5L * PAGE, PAGE);
    assertThat(seek(0, true)).isEqualTo(2L * PAGE);
    assertThat(seek(2L * PAGE + 7, true)).isEqualTo(2L * PAGE + 7);
    assertThat(seek(0, false)).isZero();
    assertThat(seek(2L * PAGE, false)).isEqualTo(3L * PAGE);
    assertThat(test.volume.seek(test.call, file, 3L * PAGE, true)).isEqualTo(Status.NO_SUCH_OFFSET);
    assertThat(test.volume.seek(test.call, file, 10L * PAGE, false))
        .isEqualTo(Status.NO_SUCH_OFFSET);
  }

  /** Every operation, thousands of times, on two files that share pages, against arrays. */
  @Test
  void everyMixtureOfOperationsMatchesAnArray() {
    for (int seed = 0; seed < 40; seed++) {
      try (TestVolume volume = new TestVolume(64, 100)) {
        new Mixture(volume, seed).run(400);
      }
    }
  }

  private static final class Mixture {
    private static final int MAX = 20 * PAGE;

    /** What the volume can spare. */
    private static final int SPARE = 8;

    private final TestVolume test;
    private final Random random;
    private final Inode[] files = new Inode[2];
    private final byte[][] expected = new byte[2][];
    private final SparePages spare;
    private final String seedText;

    Mixture(TestVolume test, int seed) {
      this.test = test;
      spare = SparePages.of(test.volume, SPARE * PAGE).orElseThrow();
      random = new Random(seed);
      seedText = "seed " + seed;
      for (int i = 0; i < 2; i++) {
        files[i] = test.file(test.root(), "f" + i);
        expected[i] = new byte[0];
      }
    }

    void run(int steps) {
      for (int step = 0; step < steps; step++) {
        int which = random.nextInt(2);
        step(which);
        String where = seedText + " step " + step;
        for (int i = 0; i < 2; i++) {
          assertThat(test.attributes(files[i]).size()).as(where).isEqualTo(expected[i].length);
          assertThat(test.read(files[i], 0, MAX + 1)).as(where).isEqualTo(expected[i]);
        }
      }
      test.unlink(test.root(), "f0");
      test.unlink(test.root(), "f1");
      spare.close();
      assertThat(test.usedPages()).as(seedText).isZero();
    }

    private void step(int which) {
      int offset = random.nextInt(MAX / 2);
      int length = 1 + random.nextInt(random.nextBoolean() ? 100 : MAX / 2);
      if (random.nextBoolean()) {
        offset -= offset % PAGE;
      }
      if (random.nextInt(3) == 0) {
        length = Math.max(PAGE, length - length % PAGE);
      }
      Inode file = files[which];
      switch (random.nextInt(6)) {
        case 0, 1 -> {
          byte[] bytes = new byte[length];
          random.nextBytes(bytes);
          if (offset % PAGE == 0 && length <= SPARE * PAGE) {
            assertThat(test.writeArrived(file, offset, bytes, spare)).isEqualTo(length);
          } else {
            assertThat(test.write(file, offset, bytes)).isEqualTo(Status.OK);
          }
          grow(which, offset + length);
          System.arraycopy(bytes, 0, expected[which], offset, length);
        }
        case 2 -> {
          assertThat(setSize(test, file, offset)).isEqualTo(Status.OK);
          expected[which] = Arrays.copyOf(expected[which], offset);
        }
        case 3 -> {
          int mode = random.nextBoolean() ? Volume.FALLOC_FL_PUNCH_HOLE : 0;
          mode |= mode != 0 || random.nextBoolean() ? Volume.FALLOC_FL_KEEP_SIZE : 0;
          boolean zeroes = (mode & Volume.FALLOC_FL_PUNCH_HOLE) != 0;
          if (!zeroes && random.nextBoolean()) {
            mode |= Volume.FALLOC_FL_ZERO_RANGE;
            zeroes = true;
          }
          assertThat(test.volume.fallocate(test.call, file, mode, offset, length))
              .isEqualTo(Status.OK);
          if ((mode & Volume.FALLOC_FL_KEEP_SIZE) == 0) {
            grow(which, offset + length);
          }
          int end = Math.min(expected[which].length, offset + length);
          if (zeroes && offset < end) {
            Arrays.fill(expected[which], offset, end, (byte) 0);
          }
        }
        default -> copy(which, offset, length);
      }
    }

    private void copy(int which, int offset, int length) {
      int to = random.nextBoolean() ? offset : random.nextInt(MAX / 2);
      int source = 1 - which;
      int count = Math.max(0, Math.min(length, expected[source].length - offset));
      assertThat(test.volume.copyRange(test.call, files[source], offset, files[which], to, length))
          .isEqualTo(Status.OK);
      assertThat(test.call.count()).isEqualTo(count);
      if (count > 0) {
        grow(which, to + count);
        System.arraycopy(expected[source], offset, expected[which], to, count);
      }
    }

    private void grow(int which, int size) {
      if (size > expected[which].length) {
        expected[which] = Arrays.copyOf(expected[which], size);
      }
    }
  }

  private long seek(long offset, boolean data) {
    assertThat(test.volume.seek(test.call, file, offset, data)).isEqualTo(Status.OK);
    return test.call.count();
  }

  private Status setSize(long size) {
    return setSize(test, file, size);
  }

  private static Status setSize(TestVolume test, Inode file, long size) {
    return test.volume.setattr(test.call, file, new AttributeChange().size(size));
  }

  private Status fallocate(int mode, long offset, long length) {
    return test.volume.fallocate(test.call, file, mode, offset, length);
  }

  private static byte[] filled(int length, int value) {
    byte[] bytes = new byte[length];
    MemorySegment.ofArray(bytes).fill((byte) value);
    return bytes;
  }

  private static byte[] random(int length, int seed) {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }
}
