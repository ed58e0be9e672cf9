// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A {@code fusermount3} that is given one of our files: {@link ProcessBuilder} can pass on none but
 * the standard streams.
 */
final class ChildProcess implements AutoCloseable {
  /** Where the child finds the socket; told by _FUSE_COMMFD, libfuse's own name for it. */
  private static final int SOCKET_IN_CHILD = 3;

  private static final int STDERR = 2;

  /** O_CLOEXEC of asm-generic/fcntl.h. */
  private static final int O_CLOEXEC = 0x80000;

  /** More than sizeof(posix_spawn_file_actions_t), which is 80 in glibc and musl. */
  private static final int FILE_ACTIONS_SIZE = 256;

  private static final int PIPE_BUFFER = 4096;

  private final Syscalls syscalls;
  private final int pid;
  private final int errorPipe;

  private ChildProcess(Syscalls syscalls, int pid, int errorPipe) {
    this.syscalls = syscalls;
    this.pid = pid;
    this.errorPipe = errorPipe;
  }

  /**
   * Starts {@code command} with {@code socket}, which is closed here in any case.
   *
   * @throws MountException when it is not installed
   */
  static ChildProcess start(Syscalls syscalls, List<String> command, int socket)
      throws MountException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment pipe = arena.allocate(JAVA_INT, 2);
      int error = syscalls.pipe2(pipe.address(), O_CLOEXEC);
      if (error < 0) {
        throw new MountException("No pipe for a child process: " + Errno.name(-error) + ".");
      }
      int readEnd = pipe.getAtIndex(JAVA_INT, 0);
      int writeEnd = pipe.getAtIndex(JAVA_INT, 1);
      int result = spawn(arena, command, socket, writeEnd);
      syscalls.close(writeEnd);
      if (result < 0) {
        syscalls.close(readEnd);
        throw Fusermount.notInstalled(new IOException(Errno.name(-result)));
      }
      return new ChildProcess(syscalls, result, readEnd);
    } finally {
      syscalls.close(socket);
    }
  }

  /** All that the child says on its standard error until it ends. */
  String errorOutput() {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment buffer = arena.allocate(PIPE_BUFFER);
      long length;
      while ((length = syscalls.read(errorPipe, buffer.address(), PIPE_BUFFER)) > 0
          || length == -Errno.EINTR) {
        if (length > 0) {
          output.writeBytes(buffer.asSlice(0, length).toArray(JAVA_BYTE));
        }
      }
    }
    return output.toString(StandardCharsets.UTF_8).strip();
  }

  /** Waits for the child to end. */
  @Override
  public void close() {
    syscalls.close(errorPipe);
    while (syscalls.wait4(pid, 0) == -Errno.EINTR) {
      // A signal for this thread says nothing about the child.
    }
  }

  /** The pid, or the negated error number. */
  private static int spawn(Arena arena, List<String> command, int socket, int errorPipe) {
    MemorySegment pid = arena.allocate(JAVA_INT);
    MemorySegment actions = arena.allocate(FILE_ACTIONS_SIZE, Long.BYTES);
    long address = actions.address();
    new LibcFunction("posix_spawn_file_actions_init").call(address);
    LibcFunction dup2 = new LibcFunction("posix_spawn_file_actions_adddup2");
    dup2.call(address, errorPipe, STDERR);
    dup2.call(address, socket, SOCKET_IN_CHILD);
    int error =
        new LibcFunction("posix_spawnp")
            .call(
                pid.address(),
                arena.allocateFrom(command.getFirst()).address(),
                address,
                0,
                strings(arena, command),
                strings(arena, environment()));
    new LibcFunction("posix_spawn_file_actions_destroy").call(address);
    return error == 0 ? pid.get(JAVA_INT, 0) : -error;
  }

  private static List<String> environment() {
    List<String> environment = new ArrayList<>();
    for (Map.Entry<String, String> variable : System.getenv().entrySet()) {
      environment.add(variable.getKey() + "=" + variable.getValue());
    }
    environment.add("_FUSE_COMMFD=" + SOCKET_IN_CHILD);
    return environment;
  }

  /** A char*[] that ends in NULL. */
  private static long strings(Arena arena, List<String> values) {
    MemorySegment array = arena.allocate(JAVA_LONG, values.size() + 1L);
    for (int i = 0; i < values.size(); i++) {
      array.setAtIndex(JAVA_LONG, i, arena.allocateFrom(values.get(i)).address());
    }
    return array.address();
  }
}
