// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

import io.ramdrive.volume.Volume;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** To tell another mount of a change allocates nothing, neither where it is made nor where told. */
class NotificationAllocationTest {
  private static final int OPERATIONS =
      Integer.getInteger("ramdrive.allocation.operations", 20_000);

  private static final int SIZE = 4096;

  @TempDir Path scratch;

  @Test
  void writes() throws IOException {
    FuseOptions options = FuseOptions.builder().fileInfoTimeoutMs(FuseOptions.FOR_EVER).build();
    try (Volume volume = LiveMount.volume();
        FuseMount one = FuseMount.mount(volume, directory("a"), options);
        FuseMount two = FuseMount.mount(volume, directory("b"), options)) {
      Path file = Files.write(one.mountPoint().resolve("file"), new byte[SIZE]);
      Files.size(two.mountPoint().resolve("file"));
      List<Thread> threads =
          Thread.getAllStackTraces().keySet().stream()
              .filter(thread -> thread.getName().startsWith("ramdrive-"))
              .toList();
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        ByteBuffer buffer = ByteBuffer.allocateDirect(SIZE);
        AllocatedBytes.assertNoneOnceCompiled(threads, () -> write(channel, buffer));
      }
    }
  }

  private static void write(FileChannel channel, ByteBuffer buffer) {
    try {
      for (int i = 0; i < OPERATIONS; i++) {
        channel.write(buffer.clear(), i % SIZE);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path directory(String name) throws IOException {
    return Files.createDirectory(scratch.resolve(name));
  }
}
