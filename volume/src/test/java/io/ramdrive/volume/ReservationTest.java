// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.volume;

import static io.ramdrive.volume.TestVolume.PAGE;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Space that is reserved for writes that may not fail, and given back; exact to the page. */
final class ReservationTest implements ChangeListener {
  private static final int PAGES = 16;

  private final TestVolume test = new TestVolume(PAGES, 100);
  private final Volume volume = test.volume;
  private final Inode file = test.file(test.root(), "file");
  private final List<String> told = new ArrayList<>();

  @BeforeEach
  void attach() {
    volume.attach(inode -> {}, "a test", false, this);
  }

  @AfterEach
  void close() {
    test.unlink(test.root(), "file");
    test.unlink(test.root(), "other");
    assertThat(test.usedPages()).isZero();
    test.close();
  }

  @Override
  public void changed(Change change) {
    told.add(change.kind() + " " + change.offset());
  }

  @Override
  public boolean awaitDelivered(long deadline) {
    return true;
  }

  @Test
  void trimGivesBackWhatLiesBehindTheEnd() {
    test.write(file, 0, new byte[PAGE + 1]);
    volume.fallocate(test.call, file, Volume.FALLOC_FL_KEEP_SIZE, 0, 10L * PAGE);
    assertThat(test.usedPages()).isEqualTo(10);
    told.clear();
    assertThat(volume.trim(test.call, file, 3 * PAGE + 1)).isEqualTo(Status.OK);
    assertThat(test.call.attributes().allocated()).isEqualTo(4 * PAGE);
    assertThat(volume.trim(test.call, file, Long.MAX_VALUE)).isEqualTo(Status.OK);
    assertThat(volume.trim(test.call, file, 0)).isEqualTo(Status.OK);
    assertThat(test.call.attributes().allocated()).isEqualTo(2 * PAGE);
    assertThat(test.call.attributes().size()).isEqualTo(PAGE + 1);
    assertThat(test.usedPages()).isEqualTo(2);
    assertThat(volume.trim(test.call, file, 1)).isEqualTo(Status.OK);
    assertThat(told).containsExactly("ALLOCATED 0", "ALLOCATED 0");
    assertThat(volume.trim(test.call, test.root(), 0)).isEqualTo(Status.IS_DIRECTORY);
  }

  @Test
  void replacedContentReservesExactly() {
    test.write(file, 0, filled(5 * PAGE));
    told.clear();
    for (int pages : new int[] {2, 7, 16, 0, 3}) {
      assertThat(volume.replaceContent(test.call, file, (long) pages * PAGE)).isEqualTo(Status.OK);
      assertThat(test.call.attributes().size()).isZero();
      assertThat(test.call.attributes().allocated()).isEqualTo((long) pages * PAGE);
      assertThat(test.usedPages()).isEqualTo(pages);
    }
    assertThat(told).containsOnly("RESIZED 0").hasSize(5);
    assertThat(volume.replaceContent(test.call, file, 2 * PAGE + 1)).isEqualTo(Status.OK);
    assertThat(test.usedPages()).isEqualTo(3);
    extend(file, 3 * PAGE);
    assertThat(test.read(file, 0, 3 * PAGE)).isEqualTo(new byte[3 * PAGE]);
  }

  @Test
  void whatIsNotToBeHadIsRefusedBeforeAnythingIsLost() {
    test.write(file, 0, filled(5 * PAGE));
    Inode other = test.file(test.root(), "other");
    test.write(other, 0, new byte[8 * PAGE]);
    told.clear();
    assertThat(volume.replaceContent(test.call, file, 8 * PAGE + 1)).isEqualTo(Status.NO_SPACE);
    assertThat(volume.replaceContent(test.call, file, Long.MAX_VALUE)).isEqualTo(Status.NO_SPACE);
    assertThat(volume.replaceContent(test.call, file, -1)).isEqualTo(Status.INVALID);
    assertThat(told).isEmpty();
    assertThat(test.read(file, 0, 5 * PAGE)).isEqualTo(filled(5 * PAGE));
    assertThat(test.usedPages()).isEqualTo(13);
    assertThat(volume.replaceContent(test.call, file, 8 * PAGE)).isEqualTo(Status.OK);
    assertThat(test.usedPages()).isEqualTo(16);
  }

  /** With its pages anywhere, a file can always be replaced by one as large on a full volume. */
  @Test
  void theFilesOwnPagesServeWhereverTheyAre() {
    test.write(file, 20L * PAGE, filled(PAGES * PAGE));
    assertThat(test.usedPages()).isEqualTo(PAGES);
    assertThat(volume.replaceContent(test.call, file, (long) PAGES * PAGE)).isEqualTo(Status.OK);
    assertThat(test.usedPages()).isEqualTo(PAGES);
    extend(file, 40 * PAGE);
    assertThat(test.read(file, 0, 40 * PAGE)).isEqualTo(new byte[40 * PAGE]);
  }

  @Test
  void pagesThatAreSharedAreNotReused() {
    byte[] content = filled(4 * PAGE);
    test.write(file, 0, content);
    Inode other = test.file(test.root(), "other");
    volume.copyRange(test.call, file, 0, other, 0, 4 * PAGE);
    assertThat(test.usedPages()).isEqualTo(4);
    assertThat(volume.replaceContent(test.call, file, 13L * PAGE)).isEqualTo(Status.NO_SPACE);
    assertThat(test.read(file, 0, 4 * PAGE)).isEqualTo(content);
    assertThat(volume.replaceContent(test.call, file, 12L * PAGE)).isEqualTo(Status.OK);
    assertThat(test.usedPages()).isEqualTo(16);
    test.write(file, 0, new byte[12 * PAGE]);
    assertThat(test.read(other, 0, 4 * PAGE)).isEqualTo(content);
  }

  @Test
  void whoHasThePagesMappedKeepsThem() {
    byte[] content = filled(2 * PAGE);
    test.write(file, 0, content);
    try (Arena arena = Arena.ofShared()) {
      assertThat(volume.map(test.call, file, 0, 2 * PAGE, arena, () -> {})).isEqualTo(Status.OK);
      var mapped = test.call.takeMapped();
      assertThat(volume.replaceContent(test.call, file, 3 * PAGE)).isEqualTo(Status.OK);
      test.write(file, 0, new byte[3 * PAGE]);
      assertThat(mapped.toArray(ValueLayout.JAVA_BYTE)).isEqualTo(content);
    }
    assertThat(test.usedPages()).isEqualTo(3);
  }

  @Test
  void unsharedPagesCanBeWrittenWhenNoneIsFree() {
    byte[] content = filled(4 * PAGE);
    test.write(file, 0, content);
    Inode other = test.file(test.root(), "other");
    volume.copyRange(test.call, file, 0, other, 0, 4 * PAGE);
    told.clear();
    assertThat(unshare(other, 17)).isEqualTo(Status.NO_SPACE);
    assertThat(unshare(other, 13)).isEqualTo(Status.NO_SPACE);
    assertThat(told).isEmpty();
    assertThat(test.usedPages()).isEqualTo(4);
    int modified = test.attributes(other).mtimeNanos();
    assertThat(unshare(other, 12)).isEqualTo(Status.OK);
    assertThat(unshare(other, 12)).isEqualTo(Status.OK);
    assertThat(told).containsExactly("ALLOCATED 0");
    assertThat(test.attributes(other).mtimeNanos()).isEqualTo(modified);
    assertThat(test.usedPages()).isEqualTo(16);
    assertThat(test.attributes(other).size()).isEqualTo(4 * PAGE);
    assertThat(test.read(other, 0, 12 * PAGE)).isEqualTo(content);
    test.write(other, 0, new byte[12 * PAGE]);
    assertThat(test.call.count()).isEqualTo(12 * PAGE);
    assertThat(test.read(file, 0, 4 * PAGE)).isEqualTo(content);
    test.write(file, 0, new byte[4 * PAGE]);
    assertThat(test.call.count()).isEqualTo(4 * PAGE);
  }

  @Test
  void whoKeepsAccessTimesLeavesThem() {
    test.write(file, 0, new byte[10]);
    volume.setattr(test.call, file, new AttributeChange().atime(7, 0));
    Call quiet = new Call(inode -> {}).keepAccessTimes();
    ExtentSink nowhere =
        new ExtentSink() {
          @Override
          public void extent(long address, long length) {}

          @Override
          public void transfer(long total) {}
        };
    volume.read(quiet, file, 0, 10, nowhere);
    assertThat(test.attributes(file).atimeSeconds()).isEqualTo(7);
    volume.read(test.call, file, 0, 10, nowhere);
    assertThat(test.attributes(file).atimeSeconds()).isGreaterThan(7);
  }

  private Status unshare(Inode inode, int pages) {
    int mode = Volume.FALLOC_FL_UNSHARE_RANGE | Volume.FALLOC_FL_KEEP_SIZE;
    return volume.fallocate(test.call, inode, mode, 0, (long) pages * PAGE);
  }

  private void extend(Inode inode, long size) {
    assertThat(volume.setattr(test.call, inode, new AttributeChange().size(size)))
        .isEqualTo(Status.OK);
  }

  private static byte[] filled(int length) {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) 7);
    return bytes;
  }
}
