// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class KernelNamesTest {
  private static final long INODE = 4711;

  private final KernelNames names = new KernelNames();
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
  void anOpenWhoseAnswerIsUnderWayHasToBeToldAgain() {
    KernelName name = names.opened(INODE, "\\a");
    assertThat(names.visit(INODE, seen::add)).isTrue();
    name.settled();
    assertThat(names.visit(INODE, seen::add)).isFalse();
  }

  @Test
  void aRenameOfTheKernelsOwnMovesAllBelowIt() {
    names.opened(INODE, "\\dir").settled();
    names.opened(INODE + 1, "\\DIR\\sub\\file").settled();
    names.opened(INODE + 2, "\\dir:stream").settled();
    names.opened(INODE + 3, "\\directory").settled();

    names.renamed("\\dir", "\\new").settled();

    for (int i = 0; i < 4; i++) {
      names.visit(INODE + i, seen::add);
    }
    assertThat(seen).containsExactly("\\new", "\\new\\sub\\file", "\\new:stream", "\\directory");
  }

  @Test
  void untilTheKernelHasRenamedTheOldNameCountsToo() {
    names.opened(INODE, "\\dir\\file").settled();
    Settling renaming = names.renamed("\\dir", "\\new");

    assertThat(names.visit(INODE, seen::add)).isTrue();
    assertThat(seen).containsExactly("\\new\\file", "\\dir\\file");

    renaming.settled();
    seen.clear();
    assertThat(names.visit(INODE, seen::add)).isFalse();
    assertThat(seen).containsExactly("\\new\\file");
  }
}
