// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

import static org.assertj.core.api.Assertions.assertThat;

import io.ramdrive.volume.Volume;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A program that watches an inode through a mount learns that another view has removed it. */
class WatcherTest {
  /** IN_NONBLOCK | IN_CLOEXEC of linux/inotify.h. */
  private static final int IN_NONBLOCK_CLOEXEC = 0x80800;

  /** IN_DELETE_SELF of linux/inotify.h. */
  private static final int IN_DELETE_SELF = 0x400;

  @TempDir Path directory;
  private final Volume volume = LiveMount.volume();
  private final OtherView other = new OtherView(volume);
  private FuseMount mount;

  @BeforeEach
  void mount() throws MountException {
    FuseOptions options = FuseOptions.builder().fileInfoTimeoutMs(FuseOptions.FOR_EVER).build();
    mount = FuseMount.mount(volume, directory, options);
  }

  @AfterEach
  void unmount() {
    mount.close();
    volume.close();
  }

  @Test
  void aFileIsRemoved() {
    other.file("f", "");
    assertDeletionSeen("f", () -> other.unlink("f"));
  }

  @Test
  void aFileIsReplaced() {
    other.file("f", "");
    other.file("g", "");
    assertDeletionSeen("f", () -> other.rename("g", "f"));
  }

  @Test
  void aDirectoryIsRemoved() {
    other.directory("d");
    assertDeletionSeen("d", () -> other.rmdir("d"));
  }

  private void assertDeletionSeen(String name, Runnable removal) {
    settle();
    Syscalls syscalls = new Syscalls();
    int inotify = new LibcFunction("inotify_init1").call(IN_NONBLOCK_CLOEXEC);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment path = arena.allocateFrom(mount.mountPoint().resolve(name).toString());
      LibcFunction watch = new LibcFunction("inotify_add_watch");
      assertThat(watch.call(inotify, path.address(), IN_DELETE_SELF)).isPositive();
      removal.run();
      settle();
      MemorySegment event = arena.allocate(4096, Long.BYTES);
      assertThat(syscalls.read(inotify, event.address(), event.byteSize())).isPositive();
      assertThat(event.get(ValueLayout.JAVA_INT, 4)).isEqualTo(IN_DELETE_SELF);
    } finally {
      syscalls.close(inotify);
    }
  }

  private void settle() {
    assertThat(volume.awaitDelivered(null, System.nanoTime() + 20_000_000_000L)).isTrue();
  }
}
