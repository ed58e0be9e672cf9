// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

import static io.ramdrive.fuse.Exchange.NO_REPLY;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.ramdrive.volume.Call;
import io.ramdrive.volume.Inode;
import io.ramdrive.volume.Status;
import io.ramdrive.volume.Volume;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/** The requests for the content of files. */
final class FileHandlers {
  /**
   * The most bytes that one COPY_FILE_RANGE copies, holes included: both files are locked
   * meanwhile, and the kernel sets no bound. The caller asks again for the rest.
   */
  private static final long MAX_COPY = 256L << 20;

  private final Volume volume;
  private final LookupCounts counts;
  private final Negotiation negotiation;

  /** Null where the kernel asks for content. */
  private final @Nullable BackingFiles backingFiles;

  FileHandlers(
      Volume volume,
      LookupCounts counts,
      Negotiation negotiation,
      @Nullable BackingFiles backingFiles) {
    this.backingFiles = backingFiles;
    this.volume = volume;
    this.counts = counts;
    this.negotiation = negotiation;
  }

  /** Where the kernel asks for content there is nothing to do: it holds the inode already. */
  int open(Exchange exchange) {
    if (negotiation.noOpen()) {
      return -Errno.ENOSYS;
    }
    if (backingFiles != null) {
      exchange.requireBody(OpenIn.SIZE);
      Inode file = volume.inode(InHeader.nodeid(exchange.request()));
      if (file == null) {
        return -Errno.ESTALE;
      }
      int backing = backingFiles.open(file, OpenIn.flags(exchange.request()));
      if (backing < 0) {
        return backing;
      }
      OpenOut.encode(exchange.reply(), OutHeader.SIZE, negotiation.openFlags(), backing);
      return OpenOut.SIZE;
    }
    OpenOut.encode(exchange.reply(), OutHeader.SIZE, negotiation.openFlags());
    return OpenOut.SIZE;
  }

  boolean opensForWriting(Exchange exchange) {
    exchange.requireBody(OpenIn.SIZE);
    return OpenIn.writers(OpenIn.flags(exchange.request())) > 0;
  }

  int release(Exchange exchange) {
    if (backingFiles != null) {
      exchange.requireBody(OpenIn.RELEASE_SIZE);
      MemorySegment request = exchange.request();
      backingFiles.release(InHeader.nodeid(request), OpenIn.releaseFlags(request));
    }
    return 0;
  }

  int read(Exchange exchange, Inode file) {
    exchange.requireBody(ReadIn.SIZE);
    MemorySegment request = exchange.request();
    int size = ReadIn.size(request);
    if (size < 0 || size > negotiation.maxWrite()) {
      return -Errno.EINVAL;
    }
    Status status =
        volume.read(exchange.call(), file, ReadIn.offset(request), size, exchange.readReply());
    return status == Status.OK ? NO_REPLY : -Errno.of(status);
  }

  int write(Exchange exchange, Inode file) {
    exchange.requireBody(WriteIn.SIZE);
    MemorySegment request = exchange.request();
    int size = WriteIn.size(request);
    exchange.requireBytes(InHeader.SIZE + WriteIn.SIZE, size);
    Call call = exchange.call();
    boolean kill = (WriteIn.writeFlags(request) & WriteIn.FUSE_WRITE_KILL_SUIDGID) != 0;
    long offset = WriteIn.offset(request);
    int data = InHeader.SIZE + WriteIn.SIZE;
    boolean append = appends(request);
    call.writingBack((WriteIn.writeFlags(request) & WriteIn.FUSE_WRITE_CACHE) != 0);
    call.arrivedIn(append ? null : exchange.arrived());
    Status status =
        append
            ? volume.append(call, file, offset, request, data, size, kill)
            : volume.write(call, file, offset, request, data, size, kill);
    if (status != Status.OK) {
      return -Errno.of(status);
    }
    int count = (int) call.count();
    if (count < size && !append) { // an append is not done twice: what it wrote is there
      exchange.shortOfSpace();
      if ((WriteIn.flags(request) & WriteIn.O_DIRECT) != 0
          && volume.getattr(call, file) == Status.OK
          && WriteIn.offset(request) + size <= call.attributes().size()) {
        // The kernel takes a short count for EIO where the size stays, because it may have sent
        // several parts at once: fuse_get_res_by_io of fs/fuse/file.c.
        return -Errno.ENOSPC;
      }
    }
    WriteOut.encode(exchange.reply(), OutHeader.SIZE, count);
    return WriteOut.SIZE;
  }

  /**
   * Whether a WRITE goes to the end of the file, wherever that is: the kernel works out where from
   * the size that it knows, which another view may have changed. As long as there was no other view
   * the kernel is right, also where it does not append (RWF_NOAPPEND of pwritev2).
   */
  boolean appends(MemorySegment request) {
    return (WriteIn.flags(request) & WriteIn.O_APPEND) != 0
        && (WriteIn.writeFlags(request) & WriteIn.FUSE_WRITE_CACHE) == 0
        && !negotiation.writeback()
        && counts.hasHadOtherViews();
  }

  int fallocate(Exchange exchange, Inode file) {
    exchange.requireBody(FallocateIn.SIZE);
    MemorySegment request = exchange.request();
    dropPrivileges(exchange, file);
    return -Errno.of(
        volume.fallocate(
            exchange.call(),
            file,
            FallocateIn.mode(request),
            FallocateIn.offset(request),
            FallocateIn.length(request)));
  }

  int lseek(Exchange exchange, Inode file) {
    if (negotiation.writeback()) {
      // What the kernel keeps back would seem to be holes. It then takes all for data.
      return -Errno.ENOSYS;
    }
    exchange.requireBody(LseekIn.SIZE);
    MemorySegment request = exchange.request();
    int whence = LseekIn.whence(request);
    if (whence != LseekIn.SEEK_DATA && whence != LseekIn.SEEK_HOLE) {
      return -Errno.EINVAL;
    }
    Call call = exchange.call();
    Status status = volume.seek(call, file, LseekIn.offset(request), whence == LseekIn.SEEK_DATA);
    return count(exchange, status);
  }

  int copyFileRange(Exchange exchange, Inode source) {
    Status status = copy(exchange, source);
    if (status != Status.OK) {
      return -Errno.of(status);
    }
    WriteOut.encode(exchange.reply(), OutHeader.SIZE, (int) exchange.call().count());
    return WriteOut.SIZE;
  }

  /** As {@link #copyFileRange}, with a reply that tells 64 bits. */
  int copyFileRange64(Exchange exchange, Inode source) {
    return count(exchange, copy(exchange, source));
  }

  private Status copy(Exchange exchange, Inode source) {
    exchange.requireBody(CopyFileRangeIn.SIZE);
    MemorySegment request = exchange.request();
    Inode target = volume.inode(CopyFileRangeIn.nodeidOut(request));
    if (target == null) {
      return Status.STALE;
    }
    // No flag is defined: copy_file_range(2).
    if (CopyFileRangeIn.flags(request) != 0 || CopyFileRangeIn.len(request) < 0) {
      return Status.INVALID;
    }
    dropPrivileges(exchange, target);
    return volume.copyRange(
        exchange.call(),
        source,
        CopyFileRangeIn.offIn(request),
        target,
        CopyFileRangeIn.offOut(request),
        Math.min(CopyFileRangeIn.len(request), MAX_COPY));
  }

  /**
   * Takes the set-user-id bit from a file that is about to be modified by a request that, unlike
   * WRITE, does not say whether it must be taken.
   */
  private void dropPrivileges(Exchange exchange, Inode file) {
    if (InHeader.uid(exchange.request()) != 0) {
      volume.setattr(exchange.call(), file, exchange.change().clear().killPrivileges());
    }
  }

  private static int count(Exchange exchange, Status status) {
    if (status != Status.OK) {
      return -Errno.of(status);
    }
    exchange.reply().set(JAVA_LONG, OutHeader.SIZE, exchange.call().count());
    return Long.BYTES;
  }
}
