// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

import io.ramdrive.volume.SparePages;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.jspecify.annotations.Nullable;

/**
 * The classic transport: {@code read} and {@code writev} on a file of /dev/fuse that is a clone of
 * the connected one; {@code readv} where large writes are expected, see {@link DataPages}. The
 * kernel keeps requests that were read but not answered by the file they were read from, so that
 * each dispatcher has its own and no lock is shared.
 */
final class DeviceChannel implements ServedChannel {
  /** O_RDWR | O_CLOEXEC of asm-generic/fcntl.h: no child process may keep the mount alive. */
  static final int OPEN_FLAGS = 0x80002;

  /** O_NONBLOCK of asm-generic/fcntl.h. */
  private static final int O_NONBLOCK = 0x800;

  /** F_SETFL of asm-generic/fcntl.h. */
  private static final int F_SETFL = 4;

  /** FUSE_DEV_IOC_CLONE of linux/fuse.h: {@code _IOR(229, 0, uint32_t)}. */
  private static final int FUSE_DEV_IOC_CLONE = 0x8004E500;

  /** What a request needs beside the data of the largest write: one page is ample. */
  private static final int HEADER_ROOM = 4096;

  /** Where requests begin in the memory for them, so that the data of a WRITE begin with a page. */
  private static final int REQUEST_AT = 4096 - DataPages.BEFORE_DATA;

  private final Syscalls syscalls;
  private final int connected;
  private final int fd;
  private final MountServer server;
  private final MappedMemory memory;
  private final MemorySegment request;
  private final long capacity;
  private final DataPages data;
  private @Nullable SparePages arrived;
  private volatile boolean stopping;

  /** The kernel's number of the thread that serves the channel; 0 before it does. */
  private volatile int tid;

  private DeviceChannel(
      Syscalls syscalls, int connected, MountServer server, int fd, MappedMemory memory) {
    this.syscalls = syscalls;
    this.connected = connected;
    this.server = server;
    this.fd = fd;
    this.memory = memory;
    request = memory.segment().asSlice(REQUEST_AT);
    capacity = request.byteSize();
    data = new DataPages(request, (int) (capacity - HEADER_ROOM), server);
  }

  /**
   * Opens a further way to the file system that {@code connected} belongs to.
   *
   * @param connected the file that was mounted
   * @param maxWrite the most bytes of one write
   * @param server has pages for their data, perhaps
   */
  static DeviceChannel open(int connected, int maxWrite, MountServer server) throws MountException {
    Syscalls syscalls = new Syscalls();
    long capacity = (long) maxWrite + HEADER_ROOM;
    int fd = cloneOf(syscalls, connected);
    try {
      MappedMemory memory = MappedMemory.map(syscalls, REQUEST_AT + capacity);
      return new DeviceChannel(syscalls, connected, server, fd, memory);
    } catch (MountException noRoom) {
      syscalls.close(fd);
      throw noRoom;
    }
  }

  /** A further file of the file system that {@code connected} belongs to. */
  static int cloneOf(Syscalls syscalls, int connected) throws MountException {
    try (Arena arena = Arena.ofConfined()) {
      int fd = syscalls.open(arena.allocateFrom(DirectMount.DEVICE).address(), OPEN_FLAGS);
      if (fd < 0) {
        throw new MountException(
            "Cannot open " + DirectMount.DEVICE + " once more: " + Errno.name(-fd) + ".");
      }
      long source = arena.allocateFrom(ValueLayout.JAVA_INT, connected).address();
      int error = syscalls.ioctl(fd, FUSE_DEV_IOC_CLONE, source);
      if (error < 0) {
        syscalls.close(fd);
        throw new MountException(
            "Cannot share the mount between threads (FUSE_DEV_IOC_CLONE): "
                + Errno.name(-error)
                + ".");
      }
      return fd;
    }
  }

  @Override
  public void begin() {
    tid = syscalls.gettid();
  }

  @Override
  public void stop() {
    stopping = true;
  }

  /** A new one: closing the file is what fails the requests that were read from it. */
  @Override
  public ServedChannel renew() throws MountException {
    close();
    DeviceChannel next = open(connected, (int) (capacity - HEADER_ROOM), server);
    next.begin();
    return next;
  }

  @Override
  public boolean takesForgets() {
    return true;
  }

  @Override
  public int receive() {
    while (!stopping) {
      int pieces = data.prepare();
      int length = pieces > 0 ? length(syscalls.readv(fd, data.iovecs(), pieces)) : read(request);
      if (length == NONE) {
        continue;
      }
      if (stopping || length == ENDED) {
        return ENDED;
      }
      arrived = data.sort(length, pieces > 0);
      return length;
    }
    return ENDED;
  }

  @Override
  public @Nullable SparePages arrived() {
    return arrived;
  }

  @Override
  public int poll(MemorySegment into) {
    syscalls.fcntl(fd, F_SETFL, O_NONBLOCK);
    int length = read(into);
    syscalls.fcntl(fd, F_SETFL, 0);
    return length;
  }

  @Override
  public boolean isIdle() {
    return WaitingThread.isIn(tid, SystemCall.READ, fd)
        || WaitingThread.isIn(tid, SystemCall.READV, fd);
  }

  private int read(MemorySegment into) {
    return length(syscalls.read(fd, into.address(), capacity));
  }

  /**
   * The length of the request that reading gave {@code result} for. NONE when there was nothing to
   * hand out, for the caller to decide whether to try again.
   */
  private static int length(long result) {
    if (result > 0) {
      return (int) result;
    }
    int errno = (int) -result;
    if (errno == Errno.ENODEV || errno == Errno.ECONNABORTED) {
      return ENDED;
    }
    // ENOENT: the request was given up while it was being copied out.
    if (errno == Errno.ENOENT || errno == Errno.EINTR || errno == Errno.EAGAIN) {
      return NONE;
    }
    throw new UncheckedIOException(
        new MountException("Reading a request failed: " + Errno.name(errno) + "."));
  }

  @Override
  public MemorySegment request() {
    return request;
  }

  @Override
  public int send(long address, int length) {
    return sent(syscalls.write(fd, address, length));
  }

  @Override
  public int sendv(long iovecs, int count) {
    return sent(syscalls.writev(fd, iovecs, count));
  }

  private static int sent(long result) {
    return result >= 0 || result == -Errno.ENOENT ? 0 : (int) result;
  }

  @Override
  public void close() {
    syscalls.close(fd);
    memory.close();
    data.close();
  }
}
