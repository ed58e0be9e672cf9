// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.bench.peer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.cryptomator.jfuse.api.Fuse;
import org.cryptomator.jfuse.api.FuseBuilder;

/**
 * Mounts a peer: {@code jfuse|jnr-fuse MOUNTPOINT [CAPACITY-IN-BYTES]}. Says {@code mounted} on
 * standard output, and ends when it is unmounted. The system property {@code libfuse} says where
 * jfuse finds its library.
 */
public final class PeerMain {
  private static final long DEFAULT_CAPACITY = 8L << 30;

  private PeerMain() {}

  /** Runs it. */
  public static void main(String[] args) throws Exception {
    if (args.length < 2) {
      System.err.println("What to mount and where: jfuse|jnr-fuse MOUNTPOINT [CAPACITY-IN-BYTES]");
      System.exit(2);
    }
    Path mountPoint = Path.of(args[1]).toAbsolutePath();
    long capacity = args.length > 2 ? Long.parseLong(args[2]) : DEFAULT_CAPACITY;
    switch (args[0].toLowerCase(Locale.ROOT)) {
      case "jfuse" -> jfuse(mountPoint, capacity);
      case "jnr-fuse" -> jnrFuse(mountPoint, capacity);
      default -> {
        System.err.println("There is no peer '" + args[0] + "', only jfuse and jnr-fuse.");
        System.exit(2);
      }
    }
    System.exit(0);
  }

  private static void jfuse(Path mountPoint, long capacity) throws Exception {
    FuseBuilder builder = Fuse.builder();
    builder.setLibraryPath(System.getProperty("libfuse"));
    JFuseFileSystem fileSystem = new JFuseFileSystem(builder.errno(), capacity);
    // Not closed: what close() does has been done by whoever unmounted it.
    Fuse fuse = builder.build(fileSystem);
    fuse.mount("jfuse", mountPoint, "-ofsname=jfuse,allow_other,default_permissions");
    mounted();
    while (isMounted(mountPoint)) {
      // jfuse tells nobody that it was unmounted (destroy() comes only from close()): look again.
      Thread.sleep(Duration.ofMillis(100));
    }
  }

  private static boolean isMounted(Path mountPoint) throws IOException {
    return Files.readString(Path.of("/proc/self/mounts")).contains(" " + mountPoint + " fuse ");
  }

  private static void jnrFuse(Path mountPoint, long capacity) {
    JnrFuseFileSystem fileSystem = new JnrFuseFileSystem(capacity, PeerMain::mounted);
    List<String> options =
        List.of(
            "-o", "fsname=jnr-fuse,allow_other,default_permissions,big_writes,max_write=131072");
    fileSystem.mount(mountPoint, true, false, options.toArray(String[]::new));
  }

  private static void mounted() {
    System.out.println("mounted");
    System.out.flush();
  }
}
