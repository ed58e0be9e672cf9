// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.volume;

import static io.ramdrive.volume.TestVolume.PAGE;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Writes of data that has arrived in spare pages. */
final class PageExchangerTest {
  /** What the volume has for files; an eighth of that it can spare. */
  private static final int PAGES = 1024;

  private static final int SPARE = 32;

  private final TestVolume test = new TestVolume(PAGES, 100);
  private final Inode file = test.file(test.root(), "file");
  private final SparePages spare = spares(SPARE);

  @AfterEach
  void close() {
    spare.close();
    test.close();
  }

  @Test
  void pagesChangePlaces() {
    test.write(file, 0, random(8 * PAGE, 1));
    int[] before = spare.pages.clone();
    byte[] bytes = random(4 * PAGE, 2);
    assertThat(write(file, 2 * PAGE, bytes)).isEqualTo(bytes.length);
    assertThat(test.read(file, 0, 9 * PAGE))
        .isEqualTo(overlay(random(8 * PAGE, 1), 2 * PAGE, bytes));
    assertThat(Arrays.copyOf(spare.pages, 4)).doesNotContain(Arrays.copyOf(before, 4));
    assertThat(Arrays.copyOfRange(spare.pages, 4, SPARE))
        .isEqualTo(Arrays.copyOfRange(before, 4, SPARE));
    assertThat(test.usedPages()).isEqualTo(8);
  }

  @Test
  void holesAndReservedPagesAreFilled() {
    test.volume.fallocate(test.call, file, 0, 0, 2L * PAGE);
    byte[] bytes = random(4 * PAGE + 100, 3);
    assertThat(write(file, PAGE, bytes)).isEqualTo(bytes.length);
    assertThat(test.usedPages()).isEqualTo(6);
    assertThat(test.attributes(file).size()).isEqualTo(PAGE + bytes.length);
    assertThat(test.attributes(file).allocated()).isEqualTo(6L * PAGE);
    assertThat(test.read(file, 0, 6 * PAGE))
        .isEqualTo(overlay(new byte[PAGE + bytes.length], PAGE, bytes));
  }

  @Test
  void aPageInPartKeepsItsOtherPart() {
    byte[] old = random(3 * PAGE, 4);
    test.write(file, 0, old);
    byte[] bytes = random(PAGE + 7, 5);
    assertThat(write(file, PAGE, bytes)).isEqualTo(bytes.length);
    assertThat(test.read(file, 0, 3 * PAGE)).isEqualTo(overlay(old, PAGE, bytes));
  }

  @Test
  void whatLiesBehindTheOldEndBecomesZeros() {
    test.write(file, 0, random(PAGE, 6));
    test.volume.setattr(test.call, file, new AttributeChange().size(10));
    assertThat(write(file, 2 * PAGE, new byte[PAGE])).isEqualTo(PAGE);
    assertThat(test.read(file, 10, PAGE)).containsOnly(0);
  }

  @Test
  void anotherFileKeepsWhatItShares() {
    byte[] old = random(4 * PAGE, 7);
    test.write(file, 0, old);
    Inode copy = test.file(test.root(), "copy");
    test.volume.copyRange(test.call, file, 0, copy, 0, old.length);
    assertThat(test.usedPages()).isEqualTo(4);
    byte[] bytes = random(2 * PAGE, 8);
    write(file, PAGE, bytes);
    TestVolume.arrive(random(SPARE * PAGE, 9), spare); // into what the file gave for it
    assertThat(test.read(copy, 0, old.length)).isEqualTo(old);
    assertThat(test.read(file, 0, old.length)).isEqualTo(overlay(old, PAGE, bytes));
    assertThat(test.usedPages()).isEqualTo(6);
  }

  @Test
  void whatIsMappedStaysInItsPlace() {
    test.write(file, 0, random(4 * PAGE, 10));
    byte[] bytes = random(2 * PAGE, 11);
    try (Arena arena = Arena.ofConfined()) {
      assertThat(test.volume.map(test.call, file, 0, 4L * PAGE, arena, () -> {}))
          .isEqualTo(Status.OK);
      MemorySegment mapped = test.call.takeMapped();
      write(file, PAGE, bytes);
      assertThat(mapped.asSlice(PAGE, 2 * PAGE).toArray(JAVA_BYTE)).isEqualTo(bytes);
    }
    assertThat(test.read(file, PAGE, 2 * PAGE)).isEqualTo(bytes);
  }

  @Test
  void theCapacityIsWhatItIsWithoutSparePages() {
    byte[] all = random(PAGES * PAGE, 12);
    test.write(file, 0, all);
    assertThat(test.call.count()).isEqualTo(all.length);
    assertThat(test.usedPages()).isEqualTo(PAGES);
    byte[] bytes = random(SPARE * PAGE, 13);
    assertThat(write(file, 8 * PAGE, bytes)).isEqualTo(bytes.length);
    assertThat(test.read(file, 0, all.length)).isEqualTo(overlay(all, 8 * PAGE, bytes));
    assertThat(test.write(test.file(test.root(), "more"), 0, new byte[1]))
        .isEqualTo(Status.NO_SPACE);
  }

  /** The caller may make room and try again: what arrived has to be there still. */
  @Test
  void aWriteThatDoesNotFitLeavesWhatArrived() {
    Inode other = test.file(test.root(), "other");
    test.write(other, 0, new byte[(PAGES - 3) * PAGE]);
    byte[] bytes = random(8 * PAGE, 14);
    assertThat(write(file, 0, bytes)).isEqualTo(3 * PAGE);
    assertThat(test.usedPages()).isEqualTo(PAGES);
    test.volume.setattr(test.call, other, new AttributeChange().size(0));
    assertThat(test.writeArrived(file, 0, bytes.length, spare)).isEqualTo(bytes.length);
    assertThat(test.read(file, 0, bytes.length)).isEqualTo(bytes);
    assertThat(test.usedPages()).isEqualTo(8);
  }

  @Test
  void noMoreCanBeSparedThanThereIs() {
    SparePages rest = spares(PAGES / 8 - SPARE);
    assertThat(SparePages.of(test.volume, PAGE)).isEmpty();
    rest.close();
    spares(PAGES / 8 - SPARE).close();
    assertThat(SparePages.of(test.volume, PAGE - 1)).isEmpty();
  }

  @Test
  void pagesInManyPiecesStaySoWhileThereAreNoOthers() {
    for (int i = 0; i < 2 * SPARE; i++) {
      test.write(file, (long) (i * 37 % (2 * SPARE)) * PAGE, random(PAGE, i));
    }
    test.write(test.file(test.root(), "rest"), 0, new byte[(PAGES - 2 * SPARE) * PAGE]);
    SparePages rest = spares(PAGES / 8 - SPARE);
    write(file, 0, random(SPARE * PAGE, 15));
    assertThat(spare.gather()).isFalse();
    write(file, SPARE * PAGE, random(SPARE * PAGE, 16));
    assertThat(test.read(file, 0, SPARE * PAGE)).isEqualTo(random(SPARE * PAGE, 15));
    assertThat(test.read(file, SPARE * PAGE, SPARE * PAGE)).isEqualTo(random(SPARE * PAGE, 16));
    rest.close();
  }

  @Test
  void theLargestVolumeHasAllPageNumbersForItsFiles() {
    long most = Integer.MAX_VALUE * 4096L;
    assertThat(SparePages.most(new VolumeOptions(most, 4096, 100, false, 0, 0, 0755))).isZero();
  }

  @Test
  void pagesInManyPiecesAreChangedForOthers() {
    for (int i = 0; i < 2 * SPARE; i++) { // so that no two pages of the file touch
      test.write(file, (long) (i * 37 % (2 * SPARE)) * PAGE, random(PAGE, i));
    }
    write(file, 0, random(SPARE * PAGE, 15));
    assertThat(pieces()).isGreaterThan(SparePages.MOST_PIECES);
    assertThat(spare.gather()).isTrue();
    assertThat(pieces()).isLessThanOrEqualTo(SparePages.MOST_PIECES);
    byte[] bytes = random(SPARE * PAGE, 16);
    write(file, SPARE * PAGE, bytes);
    assertThat(test.read(file, 0, SPARE * PAGE)).isEqualTo(random(SPARE * PAGE, 15));
    assertThat(test.read(file, SPARE * PAGE, bytes.length)).isEqualTo(bytes);
    assertThat(test.usedPages()).isEqualTo(2 * SPARE);
  }

  @Test
  void theMemoryStaysUntilTheLastPagesAreReturned() {
    TestVolume closed = new TestVolume(PAGES, 10);
    SparePages pages = SparePages.of(closed.volume, PAGE).orElseThrow();
    closed.close();
    pages.copyTo(MemorySegment.ofArray(new byte[PAGE]), 0, PAGE);
    pages.close();
  }

  private SparePages spares(int pages) {
    return SparePages.of(test.volume, pages * PAGE).orElseThrow();
  }

  private int pieces() {
    int pieces = 0;
    for (int at = 0; at < spare.count(); at = spare.endOfPiece(at)) {
      pieces++;
    }
    return pieces;
  }

  private long write(Inode to, int offset, byte[] bytes) {
    return test.writeArrived(to, offset, bytes, spare);
  }

  private static byte[] random(int length, int seed) {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  /** {@code old} with {@code bytes} at {@code offset}. */
  private static byte[] overlay(byte[] old, int offset, byte[] bytes) {
    byte[] all = Arrays.copyOf(old, Math.max(old.length, offset + bytes.length));
    System.arraycopy(bytes, 0, all, offset, bytes.length);
    return all;
  }
}
