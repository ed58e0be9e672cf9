// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;

/**
 * Mounting by mount(2): for root, and for anybody in a user namespace of their own ({@code unshare
 * -Urm}).
 */
final class DirectMount {
  static final String DEVICE = "/dev/fuse";

  /** MS_NOSUID | MS_NODEV of linux/mount.h. */
  private static final int MS_NOSUID_NODEV = 2 | 4;

  /** The first user namespace maps every user to itself: user_namespaces(7). */
  private static final String INITIAL_UID_MAP = "0 0 4294967295";

  private DirectMount() {}

  /**
   * Opens the device and mounts it.
   *
   * @return the connected file, or nothing when this user may not mount
   */
  static OptionalInt mount(MountPoint point, FuseOptions options) throws MountException {
    Syscalls syscalls = new Syscalls();
    try (Arena arena = Arena.ofConfined()) {
      int fd = syscalls.open(arena.allocateFrom(DEVICE).address(), DeviceChannel.OPEN_FLAGS);
      if (fd < 0) {
        throw noDevice(-fd);
      }
      int error =
          syscalls.mount(
              arena.allocateFrom(options.label()).address(),
              point.allocate(arena).address(),
              arena.allocateFrom(MountPoint.TYPE).address(),
              options.specialFiles() && inInitialUserNamespace() ? 0 : MS_NOSUID_NODEV,
              arena.allocateFrom(data(fd, syscalls, options)).address());
      if (error == 0) {
        return OptionalInt.of(fd);
      }
      syscalls.close(fd);
      if (error == -Errno.EPERM) {
        return OptionalInt.empty();
      }
      throw new MountException(
          "Mounting on " + point + " failed: " + Errno.name(-error) + adviceFor(-error));
    }
  }

  /** Options of the fuse file system: linux Documentation/filesystems/fuse.rst. */
  private static String data(int fd, Syscalls syscalls, FuseOptions options) {
    int user = syscalls.geteuid();
    boolean everybody =
        switch (options.access()) {
          case AUTOMATIC -> user == 0;
          case OWNER -> false;
          case EVERYBODY -> true;
        };
    return "fd="
        + fd
        + ",rootmode=40000,user_id="
        + Integer.toUnsignedString(user)
        + ",group_id="
        + Integer.toUnsignedString(syscalls.getegid())
        + ","
        + common(options, everybody);
  }

  /**
   * What both ways of mounting say. max_read keeps reads to what a reply can hold also where a page
   * is larger than 4 KiB and max_pages counts those. Everybody comes in only where permissions are
   * checked.
   */
  static String common(FuseOptions options, boolean everybody) {
    return "max_read="
        + Negotiation.MAX_REQUEST
        + (options.checkPermissions() ? ",default_permissions" : "")
        + (options.checkPermissions() && everybody ? ",allow_other" : "");
  }

  private static boolean inInitialUserNamespace() {
    try {
      String map = Files.readString(Path.of("/proc/self/uid_map"));
      return map.strip().replaceAll("\\s+", " ").equals(INITIAL_UID_MAP);
    } catch (IOException withoutUserNamespaces) {
      return true;
    }
  }

  private static MountException noDevice(int errno) {
    String advice =
        switch (errno) {
          case Errno.ENOENT, Errno.ENODEV ->
              "load the module with: modprobe fuse (in a container: --device "
                  + DEVICE
                  + " --cap-add SYS_ADMIN)";
          case Errno.EACCES, Errno.EPERM ->
              "let this user read and write it (usual mode: 0666; in a container: --device "
                  + DEVICE
                  + ")";
          default -> "see errno(3)";
        };
    return new MountException(
        "Cannot open " + DEVICE + ": " + Errno.name(errno) + "; " + advice + ".");
  }

  private static String adviceFor(int errno) {
    return errno == Errno.ENODEV
        ? "; this kernel has no FUSE file system, load it with: modprobe fuse"
        : ".";
  }
}
