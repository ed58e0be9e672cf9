// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import io.ramdrive.volume.NameMatching;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Optional;

/**
 * The first request of every mount and its answer.
 *
 * <pre>
 * request:  fuse_in_header   0 len  4 opcode  8 unique ...
 *           fuse_init_in    40 major  44 minor  48 max_readahead  52 flags  56 flags2 ...
 * answer:   fuse_out_header  0 len  4 error  8 unique
 *           fuse_init_out   16 major  20 minor  24 max_readahead  28 flags
 *                           32 max_background(u16)  34 congestion_threshold(u16)
 *                           36 max_write  40 time_gran  44 max_pages(u16)  46 map_alignment(u16)
 *                           48 flags2  52 max_stack_depth ...  80 (end)
 * </pre>
 */
final class InitExchange {
  /** FUSE_INIT of linux/fuse.h. */
  private static final int OPCODE = 26;

  /** FUSE_MIN_READ_BUFFER of linux/fuse.h: the smallest buffer that the kernel reads into. */
  private static final int MIN_READ_BUFFER = 8192;

  private static final int MIN_REQUEST = 56;
  private static final int REQUEST_WITH_FLAGS2 = 60;
  private static final int REPLY = 80;
  private static final int ERROR_REPLY = 16;

  /**
   * Background requests (read-ahead, asynchronous direct I/O, RELEASE) under way at once; the
   * kernel's own 12 lets a single large read wait for itself.
   */
  private static final short MAX_BACKGROUND = 64;

  /** Three quarters of it, as FUSE_DEFAULT_CONGESTION_THRESHOLD of fs/fuse is of its limit. */
  private static final short CONGESTION_THRESHOLD = 48;

  /**
   * How many file systems may lie on one another below this one's files: a tmpfs is the only one.
   */
  private static final int MAX_STACK_DEPTH = 1;

  private InitExchange() {}

  /**
   * Waits for the request and answers it.
   *
   * @param rings prepared here when they are to be used
   * @throws MountException when the two cannot work together
   */
  static Negotiation with(int fd, FuseOptions options, NameMatching names, Rings rings)
      throws MountException {
    Syscalls syscalls = new Syscalls();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment request = arena.allocate(MIN_READ_BUFFER, Long.BYTES);
      long length;
      do {
        length = syscalls.read(fd, request.address(), MIN_READ_BUFFER);
      } while (length == -Errno.EINTR);
      if (length < MIN_REQUEST || request.get(JAVA_INT, 4) != OPCODE) {
        throw new MountException(
            "The kernel did not begin the mount as it should"
                + (length < 0 ? ": " + Errno.name((int) -length) + "." : "."));
      }
      MemorySegment reply = arena.allocate(REPLY, Long.BYTES);
      reply.set(JAVA_LONG, 8, request.get(JAVA_LONG, 8));
      try {
        Negotiation negotiation = negotiate(request, length, options, names, rings);
        encode(reply, negotiation);
        send(syscalls, fd, reply, REPLY);
        return negotiation;
      } catch (IllegalArgumentException impossible) {
        reply.set(JAVA_INT, 0, ERROR_REPLY);
        reply.set(JAVA_INT, 4, -Errno.EIO);
        send(syscalls, fd, reply, ERROR_REPLY);
        throw new MountException(String.valueOf(impossible.getMessage()), impossible);
      }
    }
  }

  private static Negotiation negotiate(
      MemorySegment request, long length, FuseOptions options, NameMatching names, Rings rings) {
    int major = request.get(JAVA_INT, 40);
    if (major != Negotiation.MAJOR) {
      throw new IllegalArgumentException(
          "This kernel speaks FUSE " + major + ", but RamDrive speaks " + Negotiation.MAJOR + ".");
    }
    long offered = Integer.toUnsignedLong(request.get(JAVA_INT, 52));
    if (length >= REQUEST_WITH_FLAGS2 && (offered & InitFlags.INIT_EXT) != 0) {
      offered |= Integer.toUnsignedLong(request.get(JAVA_INT, 56)) << 32;
    }
    Optional<String> ringless = rings.prepare((offered & InitFlags.OVER_IO_URING) != 0);
    return new Negotiation(
        request.get(JAVA_INT, 44), offered, request.get(JAVA_INT, 48), options, names, ringless);
  }

  private static void encode(MemorySegment reply, Negotiation negotiation) {
    reply.set(JAVA_INT, 0, REPLY);
    reply.set(JAVA_INT, 4, 0);
    reply.set(JAVA_INT, 16, Negotiation.MAJOR);
    reply.set(JAVA_INT, 20, negotiation.minor());
    reply.set(JAVA_INT, 24, negotiation.maxReadahead());
    reply.set(JAVA_INT, 28, (int) negotiation.flags());
    reply.set(JAVA_SHORT, 32, MAX_BACKGROUND);
    reply.set(JAVA_SHORT, 34, CONGESTION_THRESHOLD);
    reply.set(JAVA_INT, 36, negotiation.maxWrite());
    reply.set(JAVA_INT, 40, 1); // time_gran, in nanoseconds
    reply.set(JAVA_SHORT, 44, (short) negotiation.maxPages());
    reply.set(JAVA_INT, 48, (int) (negotiation.flags() >>> 32));
    reply.set(JAVA_INT, 52, negotiation.passthrough() ? MAX_STACK_DEPTH : 0);
  }

  private static void send(Syscalls syscalls, int fd, MemorySegment reply, int length)
      throws MountException {
    long result = syscalls.write(fd, reply.address(), length);
    if (result < 0) {
      throw new MountException(
          "The kernel refused the answer to FUSE_INIT: " + Errno.name((int) -result) + ".");
    }
  }
}
