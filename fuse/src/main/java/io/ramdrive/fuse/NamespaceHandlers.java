// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

import static io.ramdrive.fuse.Exchange.NO_REPLY;

import io.ramdrive.volume.Call;
import io.ramdrive.volume.Inode;
import io.ramdrive.volume.Mode;
import io.ramdrive.volume.Name;
import io.ramdrive.volume.Status;
import io.ramdrive.volume.Volume;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/** The requests that look names up, make them, move them and take them away. */
final class NamespaceHandlers {
  private final Volume volume;
  private final LookupCounts counts;
  private final Negotiation negotiation;

  /** Whether the kernel may remember that a name does not exist. */
  private final boolean keepsNegatives;

  /** Null where the kernel asks for content. */
  private final @Nullable BackingFiles backingFiles;

  NamespaceHandlers(
      Volume volume,
      LookupCounts counts,
      Negotiation negotiation,
      @Nullable BackingFiles backingFiles) {
    this.backingFiles = backingFiles;
    this.volume = volume;
    this.counts = counts;
    this.negotiation = negotiation;
    keepsNegatives = !negotiation.negativeTimeout().isNone();
  }

  int lookup(Exchange exchange, Inode dir) {
    Call call = exchange.call();
    Name name = call.name();
    exchange.name(0, name);
    if (name.length() == 1 && name.at(0) == '.') {
      return lookupSelf(exchange, dir);
    }
    Status status = volume.lookup(call, dir);
    if (status == Status.NOT_FOUND && keepsNegatives) {
      EntryOut.encodeNegative(exchange.reply(), OutHeader.SIZE, negotiation);
      return EntryOut.SIZE;
    }
    return entry(exchange, status);
  }

  /**
   * Opens a file handle (open_by_handle_at, NFS): the inode may be of any type, and need not be one
   * that the kernel holds.
   */
  private int lookupSelf(Exchange exchange, Inode inode) {
    if (!inode.tryRetain()) {
      return -Errno.ESTALE;
    }
    try {
      counts.retain(inode);
      return entry(exchange, volume.getattr(exchange.call(), inode));
    } finally {
      inode.release();
    }
  }

  int forget(Exchange exchange) {
    exchange.requireBody(ForgetIn.SIZE);
    MemorySegment request = exchange.request();
    forget(InHeader.nodeid(request), ForgetIn.nlookup(request));
    return NO_REPLY;
  }

  int batchForget(Exchange exchange) {
    exchange.requireBody(ForgetIn.BATCH_SIZE);
    MemorySegment request = exchange.request();
    int count = ForgetIn.batchCount(request);
    for (int i = 0; i < count; i++) {
      exchange.requireBytes(
          InHeader.SIZE + ForgetIn.BATCH_SIZE + (long) i * ForgetIn.ONE_SIZE, ForgetIn.ONE_SIZE);
      forget(ForgetIn.batchNodeid(request, i), ForgetIn.batchNlookup(request, i));
    }
    return NO_REPLY;
  }

  private void forget(long inode, long nlookup) {
    if (backingFiles != null) {
      backingFiles.forget(inode); // before its memory is to be freed
    }
    counts.forget(inode, nlookup);
  }

  int create(Exchange exchange, Inode dir) {
    exchange.requireBody(CreateIn.SIZE);
    MemorySegment request = exchange.request();
    Call call = exchange.callAs(CreateIn.umask(request));
    exchange.name(CreateIn.SIZE, call.name());
    Status status = volume.create(call, dir, Mode.S_IFREG | permissions(CreateIn.mode(request)), 0);
    if (status == Status.EXISTS && (CreateIn.flags(request) & CreateIn.O_EXCL) == 0) {
      // Another view was faster. The kernel takes ESTALE as "look again": it finds the file, and
      // opens it with all checks.
      return -Errno.ESTALE;
    }
    return openedEntry(exchange, status);
  }

  int tmpfile(Exchange exchange, Inode dir) {
    exchange.requireBody(CreateIn.SIZE);
    MemorySegment request = exchange.request();
    Call call = exchange.callAs(CreateIn.umask(request));
    return openedEntry(
        exchange, volume.tmpfile(call, dir, Mode.S_IFREG | permissions(CreateIn.mode(request))));
  }

  int mknod(Exchange exchange, Inode dir) {
    exchange.requireBody(MknodIn.SIZE);
    MemorySegment request = exchange.request();
    Call call = exchange.callAs(MknodIn.umask(request));
    exchange.name(MknodIn.SIZE, call.name());
    return entry(exchange, volume.create(call, dir, MknodIn.mode(request), MknodIn.rdev(request)));
  }

  int mkdir(Exchange exchange, Inode dir) {
    exchange.requireBody(MkdirIn.SIZE);
    MemorySegment request = exchange.request();
    Call call = exchange.callAs(MkdirIn.umask(request));
    exchange.name(MkdirIn.SIZE, call.name());
    return entry(
        exchange, volume.create(call, dir, Mode.S_IFDIR | permissions(MkdirIn.mode(request)), 0));
  }

  int symlink(Exchange exchange, Inode dir) {
    Call call = exchange.callAs(0);
    int target = exchange.name(0, call.name());
    int length = exchange.endOfString(target) - target;
    return entry(exchange, volume.symlink(call, dir, exchange.request(), target, length));
  }

  int link(Exchange exchange, Inode dir) {
    exchange.requireBody(LinkIn.SIZE);
    Call call = exchange.call();
    exchange.name(LinkIn.SIZE, call.name());
    Inode inode = volume.inode(LinkIn.oldnodeid(exchange.request()));
    if (inode == null) {
      return -Errno.ESTALE;
    }
    Status status = volume.link(call, inode, dir);
    if (status != Status.OK) {
      return -Errno.of(status);
    }
    EntryOut.encode(
        exchange.reply(),
        OutHeader.SIZE,
        call.attributes(),
        negotiation.entryTimeout(),
        negotiation.unversionedTimeout(volume, counts));
    return EntryOut.SIZE;
  }

  int unlink(Exchange exchange, Inode dir) {
    Call call = exchange.call();
    exchange.name(0, call.name());
    return -Errno.of(volume.unlink(call, dir));
  }

  int rmdir(Exchange exchange, Inode dir) {
    Call call = exchange.call();
    exchange.name(0, call.name());
    return -Errno.of(volume.rmdir(call, dir));
  }

  int rename(Exchange exchange, Inode dir) {
    exchange.requireBody(RenameIn.SIZE);
    return rename(exchange, dir, RenameIn.SIZE, 0);
  }

  int rename2(Exchange exchange, Inode dir) {
    exchange.requireBody(RenameIn.SIZE_2);
    return rename(exchange, dir, RenameIn.SIZE_2, RenameIn.flags(exchange.request()));
  }

  private int rename(Exchange exchange, Inode dir, int bodySize, int flags) {
    Call call = exchange.callAs(0);
    int second = exchange.name(bodySize, call.name());
    exchange.nameAt(second, call.newName());
    Inode newDir = volume.inode(RenameIn.newdir(exchange.request()));
    return newDir == null ? -Errno.ESTALE : -Errno.of(volume.rename(call, dir, newDir, flags));
  }

  private int entry(Exchange exchange, Status status) {
    if (status != Status.OK) {
      return -Errno.of(status);
    }
    EntryOut.encode(exchange.reply(), OutHeader.SIZE, exchange.call().attributes(), negotiation);
    return EntryOut.SIZE;
  }

  private int openedEntry(Exchange exchange, Status status) {
    int result = entry(exchange, status);
    if (result < 0) {
      return result;
    }
    int backing = 0;
    if (backingFiles != null) {
      Inode file = exchange.call().inode();
      backing = backingFiles.open(file, CreateIn.flags(exchange.request()));
      if (backing < 0) {
        counts.forget(file.id(), 1);
        return backing;
      }
    }
    OpenOut.encode(
        exchange.reply(), OutHeader.SIZE + EntryOut.SIZE, negotiation.openFlags(), backing);
    return EntryOut.SIZE + OpenOut.SIZE;
  }

  private static int permissions(int mode) {
    return mode & Mode.PERMISSIONS;
  }
}
