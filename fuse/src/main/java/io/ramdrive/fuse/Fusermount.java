// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Mounting by {@code fusermount3}, the setuid program of libfuse, for users who may not mount
 * themselves. It mounts the device and hands the file over through a socket.
 */
final class Fusermount {
  private static final String PROGRAM = "fusermount3";

  /** AF_UNIX of bits/socket.h. */
  private static final int AF_UNIX = 1;

  /** SOCK_STREAM | SOCK_CLOEXEC of bits/socket_type.h. */
  private static final int SOCK_STREAM_CLOEXEC = 1 | 0x80000;

  /** MSG_CMSG_CLOEXEC of bits/socket.h. */
  private static final int MSG_CMSG_CLOEXEC = 0x40000000;

  /** SOL_SOCKET of asm-generic/socket.h. */
  private static final int SOL_SOCKET = 1;

  /** SCM_RIGHTS of bits/socket.h. */
  private static final int SCM_RIGHTS = 1;

  /** sizeof(struct msghdr): 0 name 8 namelen 16 iov 24 iovlen 32 control 40 controllen 48 flags. */
  private static final int MSGHDR_SIZE = 56;

  /** CMSG_SPACE(sizeof(int)): 0 len 8 level 12 type 16 the file. */
  private static final int CONTROL_SIZE = 24;

  private Fusermount() {}

  /**
   * Mounts.
   *
   * @return the connected file
   */
  static int mount(MountPoint point, FuseOptions options) throws MountException {
    Syscalls syscalls = new Syscalls();
    boolean everybody = options.access() == FuseOptions.Access.EVERYBODY;
    List<String> command =
        List.of(
            PROGRAM,
            "-o",
            "fsname="
                + escape(options.label())
                + ",subtype="
                + MountPoint.SUBTYPE
                + ",nosuid,nodev,"
                + DirectMount.common(options, everybody),
            "--",
            point.toString());
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment pair = arena.allocate(JAVA_INT, 2);
      int error = syscalls.socketpair(AF_UNIX, SOCK_STREAM_CLOEXEC, pair.address());
      if (error < 0) {
        throw new MountException("No socket for " + PROGRAM + ": " + Errno.name(-error) + ".");
      }
      int ours = pair.getAtIndex(JAVA_INT, 0);
      try (ChildProcess child =
          ChildProcess.start(syscalls, command, pair.getAtIndex(JAVA_INT, 1))) {
        int fd = receiveFile(syscalls, ours, arena);
        if (fd < 0) {
          throw refused(point, child.errorOutput());
        }
        return fd;
      } finally {
        syscalls.close(ours);
      }
    }
  }

  /** Unmounts lazily, as {@link Unmounter#detach}. */
  static void detach(MountPoint point) throws MountException {
    try {
      Process process =
          new ProcessBuilder(PROGRAM, "-u", "-z", "--", point.toString())
              .redirectErrorStream(true)
              .start();
      process.getOutputStream().close();
      String output =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      if (process.waitFor() != 0) {
        throw new MountException("Unmounting " + point + " failed: " + output);
      }
    } catch (IOException missing) {
      throw notInstalled(missing);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new MountException("Unmounting " + point + " was interrupted.", interrupted);
    }
  }

  /** The file that comes with a message, or -1 when the other side closed the socket instead. */
  private static int receiveFile(Syscalls syscalls, int socket, Arena arena) {
    MemorySegment data = arena.allocate(1);
    MemorySegment iovec = arena.allocate(JAVA_LONG, 2);
    iovec.setAtIndex(JAVA_LONG, 0, data.address());
    iovec.setAtIndex(JAVA_LONG, 1, data.byteSize());
    MemorySegment control = arena.allocate(CONTROL_SIZE, Long.BYTES);
    MemorySegment message = arena.allocate(MSGHDR_SIZE, Long.BYTES);
    message.set(JAVA_LONG, 16, iovec.address());
    message.set(JAVA_LONG, 24, 1);
    message.set(JAVA_LONG, 32, control.address());
    message.set(JAVA_LONG, 40, CONTROL_SIZE);
    long received;
    do {
      received = syscalls.recvmsg(socket, message.address(), MSG_CMSG_CLOEXEC);
    } while (received == -Errno.EINTR);
    boolean carriesFile =
        received > 0
            && message.get(JAVA_LONG, 40) >= 20
            && control.get(JAVA_INT, 8) == SOL_SOCKET
            && control.get(JAVA_INT, 12) == SCM_RIGHTS;
    return carriesFile ? control.get(JAVA_INT, 16) : -1;
  }

  /** {@code fusermount3} splits its options at commas that have no backslash before them. */
  private static String escape(String option) {
    return option.replace("\\", "\\\\").replace(",", "\\,");
  }

  private static MountException refused(MountPoint point, String reason) {
    String advice =
        reason.contains("user_allow_other")
            ? " Let root add the line user_allow_other to /etc/fuse.conf, or mount for yourself"
                + " only."
            : "";
    return new MountException(
        "Mounting on "
            + point
            + " failed: this user may not call mount(2), and "
            + PROGRAM
            + " said: "
            + reason
            + "."
            + advice);
  }

  static MountException notInstalled(Throwable cause) {
    return new MountException(
        "This user may not mount, and the program "
            + PROGRAM
            + " that does it for users was not found;"
            + " install it (Debian: apt install fuse3) or run as root.",
        cause);
  }
}
