// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.ramdrive.volume.AttributeChange;
import io.ramdrive.volume.Call;
import io.ramdrive.volume.Name;
import io.ramdrive.volume.SparePages;
import io.ramdrive.volume.Volume;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * One request and the reply to it, and all that a handler works with meanwhile. Reused from request
 * to request, so that a request need not allocate; one thread at a time.
 *
 * <p>A handler returns what is to be sent: the length of the reply's body, which it has written to
 * {@link #reply()} at {@link OutHeader#SIZE}; or a negated error number; or {@link #NO_REPLY}.
 */
final class Exchange {
  /** What a handler returns when the request has been answered, or gets no answer. */
  static final int NO_REPLY = Integer.MIN_VALUE;

  /** The longest body of a reply, READ's apart: that of the largest extended attribute. */
  static final int MAX_BODY = Volume.MAX_XATTR_SIZE;

  private final KernelChannel channel;
  private final MemorySegment reply;
  private final Call call;
  private final AttributeChange change = new AttributeChange();
  private final ReadReply readReply;
  private final DirectoryListing listing;
  private MemorySegment request = MemorySegment.NULL;
  private @Nullable SparePages arrived;
  private int length;
  private boolean shortOfSpace;

  /**
   * @param arena lives as long as this object is in use
   */
  Exchange(KernelChannel channel, FuseFileSystem fileSystem, Arena arena) {
    this.channel = channel;
    reply = arena.allocate(OutHeader.SIZE + MAX_BODY, Long.BYTES);
    call = new Call(fileSystem.lookupCounts());
    if (fileSystem.negotiation().writeback()) {
      call.keepTimes();
    }
    readReply = new ReadReply(channel, fileSystem.negotiation().maxWrite(), arena);
    listing = new DirectoryListing(fileSystem, reply);
  }

  /**
   * Takes the request of {@code length} bytes that {@code request} begins with.
   *
   * @param arrived see {@link KernelChannel#arrived()}
   * @return false when its header is no header, so that there is nobody to answer to
   */
  boolean accept(MemorySegment request, int length, @Nullable SparePages arrived) {
    this.request = request;
    this.arrived = arrived;
    this.length = length;
    shortOfSpace = false;
    if (length < InHeader.SIZE || InHeader.len(request) != length) {
      return false;
    }
    call.name().wrap(request, 0, 0);
    readReply.begin(InHeader.unique(request));
    return true;
  }

  /** The request, from its header on. */
  MemorySegment request() {
    return request;
  }

  /** The pages that hold the data of a WRITE, unless {@link #request()} does. */
  @Nullable SparePages arrived() {
    return arrived;
  }

  /** The reply, from its header on. */
  MemorySegment reply() {
    return reply;
  }

  Call call() {
    return call;
  }

  AttributeChange change() {
    return change;
  }

  ReadReply readReply() {
    return readReply;
  }

  DirectoryListing listing() {
    return listing;
  }

  /** Notes that the volume was too full to do all that was asked. */
  void shortOfSpace() {
    shortOfSpace = true;
  }

  /** Whether that was noted since the request came, or since this was last asked. */
  boolean takeShortOfSpace() {
    boolean result = shortOfSpace;
    shortOfSpace = false;
    return result;
  }

  /** Sees to it that the struct at the body's start is there. */
  void requireBody(int size) {
    requireBytes(InHeader.SIZE, size);
  }

  /** Sees to it that {@code size} bytes are there at {@code offset}. */
  void requireBytes(long offset, int size) {
    if (size < 0 || size > length - offset) {
      throw new MalformedRequest("the request ends before its body");
    }
  }

  /**
   * Points {@code name} at the NUL-terminated name behind the struct of {@code bodySize} bytes.
   *
   * @return the offset behind the NUL
   */
  int name(int bodySize, Name name) {
    return nameAt(InHeader.SIZE + bodySize, name);
  }

  /** As {@link #name}, for a name that follows another. */
  int nameAt(int offset, Name name) {
    int end = endOfString(offset);
    name.wrap(request, offset, end - offset);
    return end + 1;
  }

  /** The offset of the NUL that ends the string at {@code offset}. */
  int endOfString(int offset) {
    int end = offset;
    while (end < length && request.get(JAVA_BYTE, end) != 0) {
      end++;
    }
    if (end >= length) {
      throw new MalformedRequest("a name is not terminated");
    }
    return end;
  }

  /** Says in {@link #call()} that the request's user asks, and which umask applies. */
  Call callAs(int umask) {
    return call.as(InHeader.uid(request), InHeader.gid(request), umask);
  }

  /** The request in one line, for messages. */
  String describe() {
    Name name = call.name();
    return Opcode.name(InHeader.opcode(request))
        + " #"
        + Long.toUnsignedString(InHeader.unique(request))
        + " of node "
        + InHeader.nodeid(request)
        + (name.length() == 0 ? "" : " '" + new String(name.toBytes(), UTF_8) + "'")
        + ", "
        + length
        + " bytes";
  }

  /**
   * Sends what a handler returned.
   *
   * @return 0, or the negated error number with which the kernel refused the reply
   */
  int send(int result) {
    if (readReply.isSent()) {
      return readReply.error();
    }
    if (result == NO_REPLY || isForget()) {
      return 0;
    }
    int replyLength = OutHeader.SIZE + Math.max(result, 0);
    OutHeader.encode(reply, replyLength, Math.min(result, 0), InHeader.unique(request));
    return channel.send(reply.address(), replyLength);
  }

  /** The kernel waits for no reply to these, whatever became of them. */
  boolean isForget() {
    int opcode = InHeader.opcode(request);
    return opcode == Opcode.FUSE_FORGET || opcode == Opcode.FUSE_BATCH_FORGET;
  }
}
