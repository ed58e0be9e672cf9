// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

import io.ramdrive.volume.Volume;
import io.ramdrive.volume.VolumeOptions;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/**
 * A process that mounts, for tests of what needs one of its own: another user, a namespace, a
 * violent end. Arguments: {@code check|wait|everybody} and a directory.
 */
final class MountProgram {
  private MountProgram() {}

  public static void main(String[] arguments) throws Exception {
    String mode = arguments[0];
    Path directory = Path.of(arguments[1]);
    FuseOptions options =
        FuseOptions.builder()
            .label("a, b\\c")
            .access(
                mode.equals("everybody")
                    ? FuseOptions.Access.EVERYBODY
                    : FuseOptions.Access.AUTOMATIC)
            .unmountTimeout(Duration.ZERO)
            .build();
    try (Volume volume = volume();
        FuseMount mount = FuseMount.mount(volume, directory, options)) {
      print("mounted");
      if (mode.equals("wait")) {
        mount.awaitUnmounted();
      } else {
        check(mount, directory);
      }
    } catch (MountException refused) {
      print("refused: " + refused.getMessage());
    }
  }

  /** The root directory belongs to whoever mounts, as default_permissions makes that count. */
  private static Volume volume() throws IOException {
    Path self = Path.of("/proc/self");
    int uid = (int) Files.getAttribute(self, "unix:uid");
    int gid = (int) Files.getAttribute(self, "unix:gid");
    return Volume.create(new VolumeOptions(64 << 20, 65536, 10_000, false, uid, gid, 0755));
  }

  private static void check(FuseMount mount, Path directory) throws IOException {
    String escaped = directory.toString().replace(" ", "\\040");
    for (String line : Files.readAllLines(Path.of("/proc/self/mountinfo"))) {
      if (line.contains(escaped)) {
        print(line.substring(line.indexOf(escaped) + escaped.length() + 1));
      }
    }
    Path file = directory.resolve("file");
    Files.writeString(file, "content");
    print("read back: " + Files.readString(file));
    FileChannel open = FileChannel.open(file, StandardOpenOption.WRITE);
    mount.close();
    print("mounted after close: " + LiveMount.isMounted(directory));
    try {
      print("written: " + open.write(ByteBuffer.allocate(10), 0));
    } catch (IOException taken) {
      print("open file: " + taken.getMessage());
    }
  }

  private static void print(String line) {
    System.out.println(line);
    System.out.flush();
  }
}
