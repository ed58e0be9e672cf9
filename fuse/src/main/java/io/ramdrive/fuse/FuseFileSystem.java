// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

import static io.ramdrive.fuse.Exchange.NO_REPLY;
import static io.ramdrive.fuse.Opcode.*;

import io.ramdrive.volume.Inode;
import io.ramdrive.volume.Volume;
import org.jspecify.annotations.Nullable;

/**
 * A volume as the kernel's protocol sees it: gives each request to its handler. For any number of
 * dispatchers at once.
 */
final class FuseFileSystem {
  private static final int LAST_KNOWN = FUSE_COPY_FILE_RANGE_64;

  private final Volume volume;
  private final Negotiation negotiation;
  private final LookupCounts counts;
  private final Turns turns = new Turns();
  private final NamespaceHandlers namespace;
  private final AttributeHandlers attributes;
  private final FileHandlers files;
  private final DirectoryHandlers directories;
  private final XattrHandlers xattrs;

  FuseFileSystem(Volume volume, Negotiation negotiation) {
    this(volume, new LookupCounts(volume), negotiation, null);
  }

  /**
   * @param backingFiles null where the kernel asks for the content of files
   */
  FuseFileSystem(
      Volume volume,
      LookupCounts counts,
      Negotiation negotiation,
      @Nullable BackingFiles backingFiles) {
    this.volume = volume;
    this.counts = counts;
    this.negotiation = negotiation;
    namespace = new NamespaceHandlers(volume, counts, negotiation, backingFiles);
    attributes = new AttributeHandlers(volume, counts, negotiation, backingFiles);
    files = new FileHandlers(volume, counts, negotiation, backingFiles);
    directories = new DirectoryHandlers(volume, negotiation);
    xattrs = new XattrHandlers(volume, negotiation);
  }

  Volume volume() {
    return volume;
  }

  Negotiation negotiation() {
    return negotiation;
  }

  LookupCounts lookupCounts() {
    return counts;
  }

  Turns turns() {
    return turns;
  }

  /**
   * Whether a request tells how much room there is, or lets the kernel write by itself: it will not
   * ask again when it finds none.
   */
  boolean needsRoom(Exchange exchange) {
    int opcode = InHeader.opcode(exchange.request());
    return opcode == FUSE_STATFS
        || (negotiation.passthrough()
            && (opcode == FUSE_CREATE
                || opcode == FUSE_TMPFILE
                || (opcode == FUSE_OPEN && files.opensForWriting(exchange))));
  }

  /** Whether a request is a WRITE that goes to the end of the file. */
  boolean appends(Exchange exchange) {
    return InHeader.opcode(exchange.request()) == FUSE_WRITE && files.appends(exchange.request());
  }

  /**
   * Handles a request.
   *
   * @return what to send: see {@link Exchange}
   */
  int handle(Exchange exchange) {
    int opcode = InHeader.opcode(exchange.request());
    return switch (opcode) {
      case FUSE_FORGET -> namespace.forget(exchange);
      case FUSE_BATCH_FORGET -> namespace.batchForget(exchange);
      case FUSE_STATFS -> attributes.statfs(exchange);
      case FUSE_OPEN -> files.open(exchange);
      case FUSE_OPENDIR -> directories.opendir(exchange);
      case FUSE_RELEASE -> files.release(exchange);
      case FUSE_RELEASEDIR, FUSE_SYNCFS, FUSE_DESTROY -> 0;
      case FUSE_IOCTL -> -Errno.ENOTTY;
      // The kernel then never asks again, and does what there is to do itself: FSYNC and FLUSH
      // succeed, locks are its own. No request takes long enough for an INTERRUPT to be worth
      // sending.
      case FUSE_FSYNC,
          FUSE_FSYNCDIR,
          FUSE_FLUSH,
          FUSE_GETLK,
          FUSE_SETLK,
          FUSE_SETLKW,
          FUSE_POLL,
          FUSE_BMAP,
          FUSE_INTERRUPT ->
          -Errno.ENOSYS;
      case FUSE_GETXATTR, FUSE_SETXATTR, FUSE_LISTXATTR, FUSE_REMOVEXATTR ->
          negotiation.xattrs() ? handle(exchange, opcode) : -Errno.ENOSYS;
      case FUSE_NOTIFY_REPLY -> NO_REPLY;
      default -> handle(exchange, opcode);
    };
  }

  private int handle(Exchange exchange, int opcode) {
    Inode inode = volume.inode(InHeader.nodeid(exchange.request()));
    if (inode == null) {
      return opcode <= LAST_KNOWN ? -Errno.ESTALE : -Errno.ENOSYS;
    }
    return switch (opcode) {
      case FUSE_LOOKUP -> namespace.lookup(exchange, inode);
      case FUSE_GETATTR -> attributes.getattr(exchange, inode);
      case FUSE_READ -> files.read(exchange, inode);
      case FUSE_WRITE -> files.write(exchange, inode);
      case FUSE_SETATTR -> attributes.setattr(exchange, inode);
      case FUSE_STATX -> attributes.statx(exchange, inode);
      case FUSE_ACCESS -> attributes.access(exchange, inode);
      case FUSE_READLINK -> attributes.readlink(exchange, inode);
      case FUSE_CREATE -> namespace.create(exchange, inode);
      case FUSE_TMPFILE -> namespace.tmpfile(exchange, inode);
      case FUSE_MKNOD -> namespace.mknod(exchange, inode);
      case FUSE_MKDIR -> namespace.mkdir(exchange, inode);
      case FUSE_SYMLINK -> namespace.symlink(exchange, inode);
      case FUSE_LINK -> namespace.link(exchange, inode);
      case FUSE_UNLINK -> namespace.unlink(exchange, inode);
      case FUSE_RMDIR -> namespace.rmdir(exchange, inode);
      case FUSE_RENAME -> namespace.rename(exchange, inode);
      case FUSE_RENAME2 -> namespace.rename2(exchange, inode);
      case FUSE_READDIR -> directories.readdir(exchange, inode, false);
      case FUSE_READDIRPLUS -> directories.readdir(exchange, inode, true);
      case FUSE_FALLOCATE -> files.fallocate(exchange, inode);
      case FUSE_LSEEK -> files.lseek(exchange, inode);
      case FUSE_COPY_FILE_RANGE -> files.copyFileRange(exchange, inode);
      case FUSE_COPY_FILE_RANGE_64 -> files.copyFileRange64(exchange, inode);
      case FUSE_GETXATTR -> xattrs.getxattr(exchange, inode);
      case FUSE_SETXATTR -> xattrs.setxattr(exchange, inode);
      case FUSE_LISTXATTR -> xattrs.listxattr(exchange, inode);
      case FUSE_REMOVEXATTR -> xattrs.removexattr(exchange, inode);
      default -> -Errno.ENOSYS;
    };
  }
}
