// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.volume;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each committed change is told once, when its locks are free; what fails is not told. */
final class ChangeFeedTest implements ChangeListener {
  private static final View VIEW = inode -> {};
  private static final View OTHER = inode -> {};

  private final TestVolume test = new TestVolume(16, 100);
  private final Volume volume = test.volume;
  private final List<String> told = new ArrayList<>();
  private final List<Inode> mustBeFree = new ArrayList<>(List.of(test.root()));
  private boolean delivers = true;
  private boolean behind;
  private int waits;
  private long deadline;
  private final List<Boolean> concurrent = new ArrayList<>();
  private @Nullable Runnable withinNextChange;

  @BeforeEach
  void attach() {
    volume.attach(VIEW, "the view", false, this);
  }

  @AfterEach
  void close() {
    test.close();
  }

  @Override
  public void changed(Change change) {
    concurrent.add(change.isConcurrent());
    Runnable within = withinNextChange;
    if (within != null) {
      withinNextChange = null;
      within.run();
      return;
    }
    for (Inode inode : mustBeFree) {
      assertThat(inode.tryLockWrite()).as("lock of inode " + inode.id()).isTrue();
      inode.unlockWrite();
    }
    told.add(
        switch (change.kind()) {
          case CREATED, LINKED, UNLINKED, REMOVED ->
              change.kind()
                  + " %d/%s %d links %d"
                      .formatted(
                          change.parent(), text(change.name()), change.inode(), change.links());
          case RENAMED, EXCHANGED ->
              change.kind()
                  + " %d/%s to %d/%s of %d, was %d links %d"
                      .formatted(
                          change.parent(),
                          text(change.name()),
                          change.newParent(),
                          text(change.newName()),
                          change.inode(),
                          change.replaced(),
                          change.replacedLinks());
          case WRITTEN ->
              change.kind()
                  + " %d at %d length %d"
                      .formatted(change.inode(), change.offset(), change.length())
                  + (change.isDisplaced() ? " said " + change.saidOffset() : "");
          case RESIZED -> change.kind() + " %d from %d".formatted(change.inode(), change.offset());
          default -> change.kind() + " " + change.inode();
        });
  }

  @Override
  public boolean awaitDelivered(long deadline) {
    waits++;
    this.deadline = deadline;
    return delivers;
  }

  @Override
  public boolean isBehind() {
    return behind;
  }

  private static String text(Name name) {
    return new String(name.toBytes(), UTF_8);
  }

  @Test
  void names() {
    Inode dir = test.directory(test.root(), "d");
    mustBeFree.add(dir);
    Inode file = test.file(dir, "f");
    mustBeFree.add(file);
    test.name("g");
    volume.link(test.call, file, test.root());
    test.unlink(dir, "f");
    test.unlink(test.root(), "g");
    test.name("d");
    volume.rmdir(test.call, test.root());
    test.name("s");
    volume.symlink(test.call, test.root(), MemorySegment.ofArray("d".getBytes(UTF_8)), 0, 1);
    long link = test.call.inode().id();
    assertThat(told)
        .containsExactly(
            "CREATED 1/d %d links 2".formatted(dir.id()),
            "CREATED %d/f %d links 1".formatted(dir.id(), file.id()),
            "LINKED 1/g %d links 2".formatted(file.id()),
            "UNLINKED %d/f %d links 1".formatted(dir.id(), file.id()),
            "UNLINKED 1/g %d links 0".formatted(file.id()),
            "REMOVED 1/d %d links 0".formatted(dir.id()),
            "CREATED 1/s %d links 1".formatted(link));
  }

  @Test
  void renames() {
    Inode dir = test.directory(test.root(), "d");
    mustBeFree.add(dir);
    Inode one = test.file(test.root(), "1");
    Inode two = test.file(dir, "2");
    told.clear();
    test.rename(test.root(), "1", test.root(), "3", 0);
    test.rename(test.root(), "3", dir, "2", Volume.RENAME_EXCHANGE);
    test.rename(dir, "2", test.root(), "3", 0);
    assertThat(told)
        .containsExactly(
            "RENAMED 1/1 to 1/3 of %d, was 0 links 0".formatted(one.id()),
            "EXCHANGED 1/3 to %d/2 of %d, was %d links 1".formatted(dir.id(), one.id(), two.id()),
            "RENAMED %d/2 to 1/3 of %d, was %d links 0".formatted(dir.id(), one.id(), two.id()));
  }

  @Test
  void content() {
    Inode file = test.file(test.root(), "f");
    Inode copy = test.file(test.root(), "c");
    mustBeFree.add(file);
    mustBeFree.add(copy);
    told.clear();
    test.write(file, 10, new byte[5]);
    append(file, 15, 3);
    append(file, 4, 3);
    assertThat(test.call.position()).isEqualTo(18);
    volume.setattr(test.call, file, new AttributeChange().size(7));
    volume.setattr(test.call, file, new AttributeChange().size(100));
    volume.copyRange(test.call, file, 0, copy, 4096, 50);
    volume.fallocate(test.call, file, 0, 0, 200);
    volume.fallocate(test.call, file, Volume.FALLOC_FL_ZERO_RANGE, 3, 4);
    long id = file.id();
    assertThat(told)
        .containsExactly(
            "WRITTEN %d at 10 length 5".formatted(id),
            "WRITTEN %d at 15 length 3".formatted(id),
            "WRITTEN %d at 18 length 3 said 4".formatted(id),
            "RESIZED %d from 7".formatted(id),
            "RESIZED %d from 7".formatted(id),
            "WRITTEN %d at 4096 length 50".formatted(copy.id()),
            "ALLOCATED " + id,
            "WRITTEN %d at 3 length 4".formatted(id));
  }

  @Test
  void attributes() {
    Inode file = test.file(test.root(), "f");
    mustBeFree.add(file);
    told.clear();
    volume.setattr(test.call, file, new AttributeChange().mode(0600));
    test.name("user.x");
    volume.setxattr(test.call, file, MemorySegment.ofArray(new byte[3]), 0, 3, 0, false);
    volume.removexattr(test.call, file);
    assertThat(told)
        .containsExactly("ATTRIBUTES " + file.id(), "XATTRS " + file.id(), "XATTRS " + file.id());
  }

  @Test
  void neitherFailuresNorWhatChangesNothing() {
    Inode file = test.file(test.root(), "f");
    test.directory(test.root(), "d");
    told.clear();
    test.unlink(test.root(), "absent");
    test.unlink(test.root(), "d");
    test.rename(test.root(), "f", test.root(), "d", 0);
    test.rename(test.root(), "f", test.root(), "f", 0);
    test.write(file, 0, new byte[0]);
    test.read(file, 0, 10);
    test.list(test.root());
    volume.setattr(test.call, file, new AttributeChange().size(-1));
    volume.removexattr(test.call, file);
    assertThat(told).isEmpty();
    test.write(file, 0, new byte[16 * TestVolume.PAGE]);
    told.clear();
    assertThat(test.write(file, 16L * TestVolume.PAGE, new byte[1])).isEqualTo(Status.NO_SPACE);
    assertThat(told).isEmpty();
  }

  @Test
  void whetherOthersAreChangingNamesMeanwhile() {
    Call others = new Call(OTHER);
    others.name().wrap("g".getBytes(UTF_8));
    volume.attach(OTHER, "the mount at /b", false, this);
    withinNextChange = () -> volume.create(others, test.root(), Mode.S_IFREG, 0);
    Call viewed = new Call(VIEW);
    viewed.name().wrap("f".getBytes(UTF_8));
    volume.create(viewed, test.root(), Mode.S_IFREG, 0);
    others.name().wrap("h".getBytes(UTF_8));
    volume.create(others, test.root(), Mode.S_IFREG, 0);
    assertThat(concurrent)
        .as("the first, and within it the second; then the third alone; each told to two")
        .containsExactly(false, true, true, false, false, false);
  }

  @Test
  void anExclusiveViewIsTheOnlyOne() {
    assertThatThrownBy(() -> volume.attach(OTHER, "the mount at /b", true, this))
        .hasMessage(
            "An exclusive view must be the only one, but the volume is seen by the view already;"
                + " close that first.");
    try (Attachment second = volume.attach(OTHER, "the mount at /b", false, this)) {
      assertThat(volume.hasOtherViews(VIEW)).isTrue();
      assertThat(second).isNotNull();
    }
    assertThat(volume.hasOtherViews(VIEW)).isFalse();
  }

  @Test
  void nobodyJoinsAnExclusiveView() {
    TestVolume alone = new TestVolume();
    alone.volume.attach(OTHER, "the mount at /b", true, this);
    assertThatThrownBy(() -> alone.volume.attach(VIEW, "the Java view", false, this))
        .hasMessage(
            "The volume is seen by the mount at /b, which is exclusive: the kernel keeps sizes and"
                + " data to itself there; close that first.");
    alone.close();
  }

  @Test
  void aViewThatIsBehindIsNotWaitedForUntilItHasCaughtUp() {
    long later = System.nanoTime() + 60_000_000_000L;
    assertThat(volume.awaitDelivered(VIEW, later)).as("own").isTrue();
    assertThat(waits).isZero();
    assertThat(volume.awaitDelivered(OTHER, later)).isTrue();
    delivers = false;
    assertThat(volume.awaitDelivered(OTHER, later)).isFalse();
    assertThat(deadline).isEqualTo(later);
    behind = true;
    assertThat(volume.awaitDelivered(OTHER, later)).isFalse();
    assertThat(deadline).isLessThan(later);
    assertThat(volume.awaitDelivered(null, later)).isFalse();
    assertThat(deadline).isEqualTo(later);
    behind = false;
    assertThat(volume.awaitDelivered(OTHER, later)).isFalse();
    assertThat(deadline).isEqualTo(later);
  }

  private void append(Inode file, long said, int length) {
    volume.append(test.call, file, said, MemorySegment.ofArray(new byte[length]), 0, length, false);
  }
}
