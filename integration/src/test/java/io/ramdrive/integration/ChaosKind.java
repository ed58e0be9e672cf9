// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.integration;

import java.util.SplittableRandom;
import java.util.function.Consumer;

/** The kinds of operations, and how often each is chosen: the weight. */
@SuppressWarnings("ImmutableEnumChecker") // The operations keep nothing.
enum ChaosKind {
  READ(60, w -> w.content().read()),
  READ_DIRECT(20, w -> w.content().readDirect()),
  READ_ALL(10, w -> w.content().readAll()),
  OVERWRITE(40, w -> w.content().overwrite()),
  OVERWRITE_DIRECT(12, w -> w.content().overwriteDirect()),
  READ_MAPPED(15, w -> w.content().readMapped()),
  WRITE_MAPPED(15, w -> w.content().writeMapped()),
  SEEK(8, w -> w.content().seek()),
  FORGET_PAGES(8, w -> w.content().forgetPages()),

  APPEND(30, w -> w.space().append()),
  WRITE(30, w -> w.space().write()),
  REWRITE(10, w -> w.space().rewrite()),
  TRUNCATE(25, w -> w.space().truncate()),
  PUNCH(12, w -> w.space().punch()),
  ZERO(8, w -> w.space().zero()),
  ALLOCATE(8, w -> w.space().allocate()),
  COPY_RANGE(20, w -> w.space().copyRange()),

  CREATE(40, w -> w.names().create()),
  CREATE_OVER(20, w -> w.names().createOver()),
  CREATE_UNNAMED(8, w -> w.names().createUnnamed()),
  UNLINK(30, w -> w.names().unlink()),
  RENAME(40, w -> w.names().rename()),
  RENAME_CAREFULLY(12, w -> w.names().renameCarefully()),
  EXCHANGE(12, w -> w.names().exchange()),
  LINK(20, w -> w.names().link()),
  LIST(10, w -> w.names().list()),
  MOVE_DIRECTORY(1, w -> w.names().moveDirectory()),
  HOLD(20, w -> w.thread().hold()),

  STAT(40, w -> w.attributes().stat()),
  CHMOD(10, w -> w.attributes().chmod()),
  SET_TIMES(6, w -> w.attributes().setTimes()),
  SET_XATTR(10, w -> w.attributes().setXattr()),
  GET_XATTR(10, w -> w.attributes().getXattr()),
  REMOVE_XATTR(6, w -> w.attributes().removeXattr()),
  LIST_XATTRS(6, w -> w.attributes().listXattrs()),

  MKDIR(20, w -> w.corner().mkdir()),
  SYMLINK(10, w -> w.corner().symlink()),
  RMDIR(10, w -> w.corner().rmdir()),
  UNLINK_SYMLINK(10, w -> w.corner().unlink()),
  RENAME_DIRECTORY(20, w -> w.corner().rename()),
  CHECK_CORNER(3, w -> w.corner().check());

  private static final int TOTAL = total();

  private final int weight;
  private final Consumer<ChaosWorker> operation;

  ChaosKind(int weight, Consumer<ChaosWorker> operation) {
    this.weight = weight;
    this.operation = operation;
  }

  private static int total() {
    int total = 0;
    for (ChaosKind kind : values()) {
      total += kind.weight;
    }
    return total;
  }

  /** One of them, by weight. */
  static ChaosKind any(SplittableRandom random) {
    int point = random.nextInt(TOTAL);
    for (ChaosKind kind : values()) {
      point -= kind.weight;
      if (point < 0) {
        return kind;
      }
    }
    throw new AssertionError("the weights have another sum than " + TOTAL);
  }

  /** Whether all others have to wait. */
  boolean isAlone() {
    return this == MOVE_DIRECTORY;
  }

  /**
   * Whether a full drive may leave part of its work undone without telling which. A page of a
   * mapping that finds no space is lost without a word, on tmpfs with a SIGBUS; a direct write of
   * which a part finds none has failed as a whole.
   */
  boolean needsSpace() {
    return this == READ_MAPPED || this == WRITE_MAPPED || this == OVERWRITE_DIRECT;
  }

  void perform(ChaosWorker worker) {
    operation.accept(worker);
  }
}
