// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

import io.ramdrive.volume.Volume;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Mounts a volume the wrong way: the kernel is notified by the thread that serves a request, in the
 * middle of it. Arguments: {@code UNLINK|READ}, which request, and a directory.
 */
final class DeadlockProgram {
  private DeadlockProgram() {}

  public static void main(String[] arguments) throws Exception {
    boolean unlink = arguments[0].equals("UNLINK");
    AtomicReference<KernelNotifier> way = new AtomicReference<>();
    CoherenceSettings settings =
        new CoherenceSettings(
            NotificationMatrix.COMPLETE,
            true,
            QueueLimits::of,
            notifier -> {
              way.set(notifier);
              return notifier;
            },
            exchange -> {
              int opcode = InHeader.opcode(exchange.request());
              if (opcode == (unlink ? Opcode.FUSE_UNLINK : Opcode.FUSE_READ)) {
                notify(way.get(), exchange, unlink);
              }
            });
    try (Volume volume = LiveMount.volume()) {
      new OtherView(volume).file("file", "content");
      FuseMount mount =
          FuseMount.mount(volume, Path.of(arguments[1]), FuseOptions.defaults(), settings);
      System.out.println("mounted");
      System.out.flush();
      mount.awaitUnmounted();
    }
  }

  private static void notify(KernelNotifier notifier, Exchange exchange, boolean unlink) {
    long node = InHeader.nodeid(exchange.request());
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment message = arena.allocate(NotificationBatch.MAX_MESSAGE, Long.BYTES);
      if (unlink) {
        exchange.name(0, exchange.call().name());
        NotifyInvalEntryOut.encode(message, 0, node, exchange.call().name());
      } else {
        NotifyInvalInodeOut.encode(message, 0, node, 0, NotifyInvalInodeOut.TO_THE_END);
      }
      notifier.send(message.address(), OutHeader.len(message, 0));
    }
  }
}
