// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;

/**
 * FUSE over io_uring: one of the kernel's queues of requests, that of the programs which run on one
 * processor. The thread that serves it runs on the same processor, so that neither side waits for
 * another to wake up. One system call sends a reply and waits for the next request.
 *
 * <p>The queue has one entry: its thread is at one request at a time, and the memory of the data
 * stays in that processor's cache. Requests that come meanwhile wait in the kernel.
 *
 * <p>A request comes in parts: its header and the struct of its opcode, which lie in a
 * fuse_uring_req_header, and the payload, names and data. The first two are copied in front of the
 * payload, which makes the request look as it does on the device. The memory, of which only what is
 * touched exists:
 *
 * <pre>
 *      0  fuse_uring_req_header
 *    288  struct iovec[2]: the header above, the payload below
 *         (in_header and op_in of the request end at 4096)
 *   4096  payload
 * </pre>
 */
final class RingChannel implements ServedChannel {
  /** The number of a queue that no machine has. */
  static final int NO_QUEUE = 0xFFFF;

  private static final int IOVECS = FuseUringReqHeader.SIZE;
  private static final int IOVEC_SIZE = 16;
  private static final int PAYLOAD = 4096;

  /**
   * What the kernel insists on is max_pages of its own pages, of which the largest have 64 KiB;
   * never more than {@link Negotiation#MAX_REQUEST} of it is touched.
   */
  private static final long PAYLOAD_SIZE = (long) Negotiation.MAX_REQUEST / 4096 * 65536;

  /** The structs that belong to opcodes are multiples of this. */
  private static final int ALIGNMENT = Long.BYTES;

  /** All that there is: what replies are gathered from. */
  private static final MemorySegment ALL = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);

  private final Syscalls syscalls;
  private final int device;
  private final int qid;
  private final IoUring ring;
  private final MappedMemory mapped;
  private final MemorySegment memory;

  /** The request with an op_in of 0, 8, 16 ... bytes. */
  private final MemorySegment[] requests;

  private MemorySegment request;

  /** A request has been handed out that no reply is in place for. */
  private boolean unanswered;

  /** The kernel may copy a request into the memory at any time. */
  private boolean handedOver;

  private volatile boolean stopping;

  /** The kernel's number of the thread that serves the channel; 0 before it does. */
  private volatile int tid;

  private RingChannel(Syscalls syscalls, int device, int qid, IoUring ring, MappedMemory mapped) {
    this.syscalls = syscalls;
    this.device = device;
    this.qid = qid;
    this.ring = ring;
    this.mapped = mapped;
    memory = mapped.segment();
    requests = new MemorySegment[FuseUringReqHeader.OP_IN_SIZE / ALIGNMENT + 1];
    for (int i = 0; i < requests.length; i++) {
      requests[i] = memory.asSlice(PAYLOAD - InHeader.SIZE - (long) i * ALIGNMENT);
    }
    request = requests[0];
    iovec(0, memory.address(), FuseUringReqHeader.SIZE);
    iovec(1, memory.address() + PAYLOAD, memory.byteSize() - PAYLOAD);
  }

  /**
   * Makes a channel that can begin to serve once the mount is initialized.
   *
   * @param device the file that was mounted
   * @param qid the number of the queue, which is that of its processor
   */
  static RingChannel open(int device, int qid) throws MountException {
    Syscalls syscalls = new Syscalls();
    IoUring ring = IoUring.create(syscalls);
    try {
      MappedMemory memory = MappedMemory.map(syscalls, PAYLOAD + PAYLOAD_SIZE);
      return new RingChannel(syscalls, device, qid, ring, memory);
    } catch (MountException noRoom) {
      ring.close();
      throw noRoom;
    }
  }

  private void iovec(int index, long address, long length) {
    memory.set(JAVA_LONG, IOVECS + (long) index * IOVEC_SIZE, address);
    memory.set(JAVA_LONG, IOVECS + (long) index * IOVEC_SIZE + 8, length);
  }

  /**
   * Sends the device a command that is none, before the mount is initialized: that tells whether
   * commands reach it at all, which a security module may forbid.
   *
   * @throws MountException when they do not; its message is a clause
   */
  void probe() throws MountException {
    int result = refusal(IoUringSqe.FUSE_IO_URING_CMD_INVALID);
    // EAGAIN: the mount is not initialized yet, says fuse_uring_cmd of fs/fuse/dev_uring.c.
    if (result != -Errno.EAGAIN) {
      throw new MountException(
          "a command to /dev/fuse through io_uring failed with " + Errno.name(-result));
    }
  }

  /**
   * Registers {@link #NO_QUEUE}: the kernel gives rings up at the first REGISTER that it refuses,
   * see fuse_uring_cmd of fs/fuse/dev_uring.c.
   *
   * @throws MountException when it has not; its message is a sentence
   */
  void refuse() throws MountException {
    int result = refusal(IoUringSqe.FUSE_IO_URING_CMD_REGISTER);
    // EOPNOTSUPP: it has given them up before.
    if (result != -Errno.EINVAL && result != -Errno.EOPNOTSUPP) {
      throw new MountException(
          "The kernel neither took the queues of io_uring nor gave them up: "
              + Errno.name(-result)
              + "; choose the transport 'device'.");
    }
  }

  /** Sends a command that the kernel refuses at once. Returns the negated error number. */
  private int refusal(int command) {
    IoUringSqe.command(ring.entry(), device, command, 0, qid);
    ring.push();
    int result;
    do {
      result = ring.enter(1);
    } while (!ring.isCompleted() && (result >= 0 || result == -Errno.EINTR));
    if (ring.isCompleted()) {
      result = ring.result();
      ring.take();
    }
    return result;
  }

  /**
   * {@inheritDoc}
   *
   * @throws MountException its message is a clause
   */
  @Override
  public void begin() throws MountException {
    tid = syscalls.gettid();
    Processors.pin(syscalls, qid);
    IoUringSqe.command(ring.entry(), device, IoUringSqe.FUSE_IO_URING_CMD_REGISTER, 0, qid);
    IoUringSqe.iovecs(ring.entry(), memory.address() + IOVECS, 2);
    ring.push();
    int entered = ring.enter(0);
    int refused = ring.isCompleted() ? Math.min(ring.result(), 0) : Math.min(entered, 0);
    if (refused < 0) {
      throw new MountException(
          "the kernel refused the queue of processor "
              + qid
              + " (FUSE_IO_URING_CMD_REGISTER) with "
              + Errno.name(-refused));
    }
    handedOver = true;
  }

  @Override
  public void stop() {
    stopping = true;
  }

  @Override
  public int receive() {
    if (unanswered) {
      // Its dispatcher died.
      fail();
    }
    while (true) {
      boolean last = stopping;
      int entered = ring.enter(last ? 0 : 1);
      if (last) {
        return ENDED;
      }
      if (ring.isCompleted()) {
        return received(ring.result());
      }
      if (entered < 0 && entered != -Errno.EINTR && entered != -Errno.EAGAIN) {
        throw failed("Waiting for a request", -entered);
      }
    }
  }

  private int received(int result) {
    if (result == -Errno.ENOTCONN || result == -Errno.ECONNABORTED || result == -Errno.ECANCELED) {
      handedOver = false;
      return ENDED;
    }
    if (result < 0) {
      // Not taken off the ring: whoever asks again shall find it again.
      throw failed("Taking a request", -result);
    }
    ring.take();
    unanswered = true;
    int length = InHeader.len(memory);
    int bodySize = length - InHeader.SIZE - FuseUringReqHeader.payloadSize(memory);
    if (bodySize < 0 || bodySize > FuseUringReqHeader.OP_IN_SIZE || bodySize % ALIGNMENT != 0) {
      throw failed("A request of " + length + " bytes does not add up", Errno.EINVAL);
    }
    request = requests[bodySize / ALIGNMENT];
    MemorySegment.copy(memory, FuseUringReqHeader.IN_OUT, request, 0, InHeader.SIZE);
    MemorySegment.copy(memory, FuseUringReqHeader.OP_IN, request, InHeader.SIZE, bodySize);
    return length;
  }

  private static UncheckedIOException failed(String what, int errno) {
    return new UncheckedIOException(
        new MountException(what + " failed: " + Errno.name(errno) + "."));
  }

  @Override
  public MemorySegment request() {
    return request;
  }

  /** The kernel hands the queue's next request out only with the reply to this one. */
  @Override
  public int poll(MemorySegment into) {
    return NONE;
  }

  @Override
  public boolean takesForgets() {
    return false;
  }

  @Override
  public boolean isIdle() {
    return WaitingThread.isIn(tid, SystemCall.IO_URING_ENTER, ring.fd());
  }

  @Override
  public int send(long address, int length) {
    MemorySegment.copy(ALL, address, memory, FuseUringReqHeader.IN_OUT, OutHeader.SIZE);
    int bodySize = length - OutHeader.SIZE;
    MemorySegment.copy(ALL, address + OutHeader.SIZE, memory, PAYLOAD, bodySize);
    commit(bodySize);
    return 0;
  }

  @Override
  public int sendv(long iovecs, int count) {
    MemorySegment.copy(
        ALL, ALL.get(JAVA_LONG, iovecs), memory, FuseUringReqHeader.IN_OUT, OutHeader.SIZE);
    long bodySize = 0;
    for (long at = iovecs + IOVEC_SIZE; at < iovecs + (long) count * IOVEC_SIZE; at += IOVEC_SIZE) {
      long length = ALL.get(JAVA_LONG, at + 8);
      MemorySegment.copy(ALL, ALL.get(JAVA_LONG, at), memory, PAYLOAD + bodySize, length);
      bodySize += length;
    }
    commit((int) bodySize);
    return 0;
  }

  private void fail() {
    long unique = InHeader.unique(request);
    OutHeader.encode(memory, FuseUringReqHeader.IN_OUT, OutHeader.SIZE, -Errno.EIO, unique);
    commit(0);
  }

  /** The reply is in place: it goes out with the next {@link #receive}. */
  private void commit(int bodySize) {
    FuseUringReqHeader.payloadSize(memory, bodySize);
    IoUringSqe.command(
        ring.entry(),
        device,
        IoUringSqe.FUSE_IO_URING_CMD_COMMIT_AND_FETCH,
        FuseUringReqHeader.commitId(memory),
        qid);
    ring.push();
    unanswered = false;
  }

  /** The same: the queue has no other entry, and the next {@link #receive} fails the request. */
  @Override
  public ServedChannel renew() {
    return this;
  }

  /**
   * The kernel ends a ring that is in use a while after it is closed: then the memory has to stay.
   */
  @Override
  public void close() {
    ring.close();
    if (!handedOver) {
      mapped.close();
    }
  }
}
