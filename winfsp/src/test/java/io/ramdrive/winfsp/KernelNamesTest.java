// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class KernelNamesTest {
  private static final long INODE = 4711;

  private static final long LATER = KernelNames.UNDER_WAY.toNanos();

  private long now;
  private final KernelNames names = new KernelNames(false, () -> now);
  private final List<String> seen = new ArrayList<>();

  @Test
  void anInodeIsKnownByTheNamesItIsOpenUnder() {
    KernelName one = names.opened(INODE, "\\a");
    names.opened(INODE, "\\b");
    names.opened(INODE + 1024, "\\other");
    names.closed(one);

    names.visit(INODE, seen::add);

    assertThat(seen).containsExactly("\\b");
  }

  @Test
  void closingInAnyOrderLeavesTheOthers() {
    List<KernelName> all = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      all.add(names.opened(INODE, "\\" + i));
    }
    names.closed(all.get(2));
    names.closed(all.get(4));
    names.closed(all.get(0));
    names.visit(INODE, seen::add);
    assertThat(seen).containsExactlyInAnyOrder("\\1", "\\3");
  }

  @Test
  void anOpenWhoseAnswerMayBeUnderWayHasToBeToldAgain() {
    names.opened(INODE, "\\a");
    now = LATER - 1;
    assertThat(names.visit(INODE, seen::add)).isTrue();
    now = LATER;
    assertThat(names.visit(INODE, seen::add)).isFalse();
  }

  @Test
  void aRenameOfTheKernelsOwnMovesAllBelowIt() {
    openFour();

    names.renamed("\\dir", "\\new");
    now = LATER;

    visitFour();
    assertThat(seen).containsExactly("\\new", "\\new\\sub\\file", "\\new:stream", "\\directory");
  }

  @Test
  void whatIsBelowADirectoryIsFound() {
    openFour();
    names.visitBelow("\\dir", seen::add);
    assertThat(seen).containsExactlyInAnyOrder("\\DIR\\sub\\file", "\\dir:stream");
  }

  @Test
  void whereCaseMattersNamesThatDifferInItAreOthers() {
    KernelNames exact = new KernelNames(true, () -> now);
    exact.opened(INODE, "\\A");
    exact.renamed("\\a", "\\b");
    exact.visit(INODE, seen::add);
    assertThat(seen).containsExactly("\\A");
  }

  @Test
  void untilTheKernelHasRenamedTheOldNameCountsToo() {
    names.opened(INODE, "\\dir\\file");
    names.renamed("\\dir", "\\new");

    now = LATER - 1;
    names.visit(INODE, seen::add);
    assertThat(seen).containsExactly("\\new\\file", "\\dir\\file");

    now = LATER;
    seen.clear();
    names.visit(INODE, seen::add);
    assertThat(seen).containsExactly("\\new\\file");
  }

  private void openFour() {
    names.opened(INODE, "\\dir");
    names.opened(INODE + 1, "\\DIR\\sub\\file");
    names.opened(INODE + 2, "\\dir:stream");
    names.opened(INODE + 3, "\\directory");
  }

  private void visitFour() {
    for (int i = 0; i < 4; i++) {
      names.visit(INODE + i, seen::add);
    }
  }
}
