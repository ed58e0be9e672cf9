// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.volume;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Operations that lock several inodes at once, against each other: none may wait for ever. */
@Timeout(value = 120, unit = SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class LockOrderTest {
  private static final int ROUNDS = 40_000;

  private final TestVolume test = new TestVolume();
  private final ExecutorService threads = Executors.newCachedThreadPool();

  @AfterEach
  void close() {
    threads.shutdownNow();
    test.close();
  }

  @Test
  void exchangeOfAFileAndADirectoryThatBothNameIt() throws Exception {
    Inode parent = test.directory(test.root(), "P");
    Inode file = test.file(parent, "f");
    Inode dir = test.directory(parent, "d");
    test.name("f2");
    assertThat(test.volume.link(test.call, file, dir)).isEqualTo(Status.OK);
    run(
        call -> rename(call, parent, "f", parent, "d", Volume.RENAME_EXCHANGE),
        call -> lookup(call, dir, "f2"),
        call -> list(call, dir));
  }

  @Test
  void exchangeOfDirectoriesWhileNamesMoveBetweenThem() throws Exception {
    Inode parent = test.directory(test.root(), "P");
    // Older than the two, so that it is locked before either.
    Inode sub = test.directory(test.root(), "sub");
    Inode[] made = {test.directory(parent, "1"), test.directory(parent, "2")};
    rename(test.call, test.root(), "sub", made[1], "sub", 0);
    test.file(sub, "x");
    run(
        call -> rename(call, parent, "1", parent, "2", Volume.RENAME_EXCHANGE),
        call -> {
          rename(call, sub, "x", made[0], "x", 0);
          rename(call, made[0], "x", sub, "x", 0);
        },
        call -> list(call, made[1]),
        call -> lookup(call, made[1], "sub"));
  }

  private interface Step {
    void run(Call call);
  }

  private void run(Step... steps) throws Exception {
    List<Future<?>> running = new ArrayList<>();
    for (Step step : steps) {
      running.add(
          threads.submit(
              () -> {
                Call call = new Call(inode -> {});
                for (int round = 0; round < ROUNDS; round++) {
                  step.run(call);
                }
              }));
    }
    for (Future<?> one : running) {
      one.get(100, TimeUnit.SECONDS);
    }
  }

  private void rename(Call call, Inode dir, String name, Inode newDir, String newName, int flags) {
    call.name().wrap(name.getBytes(UTF_8));
    call.newName().wrap(newName.getBytes(UTF_8));
    assertThat(test.volume.rename(call, dir, newDir, flags)).isEqualTo(Status.OK);
  }

  private void lookup(Call call, Inode dir, String name) {
    call.name().wrap(name.getBytes(UTF_8));
    assertThat(test.volume.lookup(call, dir)).isEqualTo(Status.OK);
  }

  /** As READDIRPLUS does: with the attributes of each entry. */
  private void list(Call call, Inode dir) {
    Call entryCall = new Call(inode -> {});
    test.volume.readdir(
        call,
        dir,
        Directory.POSITION_OF_PARENT,
        (name, inode, at) -> test.volume.getattr(entryCall, inode) == Status.OK);
  }
}
