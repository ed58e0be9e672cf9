// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.integration;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * An ordinary user to make system calls as. Linux keeps credentials per thread, so each piece of
 * work runs on a thread of its own that gives up root's powers first; inside, use only {@link
 * Posix} and {@link Xattr}: the user may not be able to read what the JVM would load for more.
 *
 * @param groups supplementary groups
 */
record User(int uid, int gid, List<Integer> groups) {
  /** The user that owns nothing. */
  static final User NOBODY = new User(65534, 65534, List.of());

  /** Runs {@code attempt} as this user; tells the name of its error, or {@code OK}. */
  String errno(Posix.Attempt attempt) {
    return get(() -> Posix.errno(attempt));
  }

  /** Runs {@code attempt} as this user. */
  void run(Posix.Attempt attempt) {
    get(
        () -> {
          attempt.run();
          return true;
        });
  }

  /** Runs {@code work} as this user. */
  <T extends @Nullable Object> T get(Callable<T> work) {
    FutureTask<T> task =
        new FutureTask<>(
            () -> {
              become();
              return work.call();
            });
    // Loads what a failure needs, while that can be read.
    Posix.errno(() -> Posix.close(-1));
    Thread.ofPlatform().name("as-" + uid).start(task);
    try {
      return task.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof PosixException failed) {
        throw failed;
      }
      throw new AssertionError("as user " + uid, e.getCause());
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private void become() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment list = arena.allocate(4L * groups.size() + 4, 4);
      for (int i = 0; i < groups.size(); i++) {
        list.setAtIndex(JAVA_INT, i, groups.get(i));
      }
      SystemCall.SETGROUPS.with(arena, groups.size(), list.address());
      SystemCall.SETRESGID.with(arena, gid, gid, gid);
      SystemCall.SETRESUID.with(arena, uid, uid, uid);
    }
  }
}
