// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import io.ramdrive.volume.Attributes;
import io.ramdrive.volume.Call;
import io.ramdrive.volume.Inode;
import io.ramdrive.volume.Mode;
import io.ramdrive.volume.Status;
import io.ramdrive.volume.View;
import io.ramdrive.volume.Volume;
import io.ramdrive.volume.VolumeStatistics;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/** The requests for what an inode is, as opposed to what it holds, and for what the volume is. */
final class AttributeHandlers {
  // linux/stat.h
  private static final int S_IWGRP = 0020;
  private static final int S_IWOTH = 0002;
  private static final int S_IXUGO = 0111;

  private final Volume volume;
  private final View view;
  private final Negotiation negotiation;

  /** Null where the kernel asks for content. */
  private final @Nullable BackingFiles backingFiles;

  /** Null where the kernel checks who may change an owner. */
  private final @Nullable OwnerRule ownerRule;

  AttributeHandlers(
      Volume volume, View view, Negotiation negotiation, @Nullable BackingFiles backingFiles) {
    this.backingFiles = backingFiles;
    this.volume = volume;
    this.view = view;
    this.negotiation = negotiation;
    ownerRule = negotiation.checksPermissions() ? null : OwnerRule.ofThisProcess();
  }

  int getattr(Exchange exchange, Inode inode) {
    return attributes(exchange, volume.getattr(exchange.call(), inode), negotiation.attrTimeout());
  }

  int setattr(Exchange exchange, Inode inode) {
    exchange.requireBody(SetattrIn.SIZE);
    SetattrIn.decode(exchange.request(), exchange.change());
    if (SetattrIn.isEmpty(exchange.request()) && mayWrite(exchange, inode)) {
      exchange.change().killPrivileges();
    }
    if (SetattrIn.hasOwner(exchange.request()) && !mayGiveAway(exchange, inode)) {
      return -Errno.EPERM;
    }
    Status status = volume.setattr(exchange.call(), inode, exchange.change());
    return attributes(exchange, status, negotiation.unversionedTimeout(volume, view));
  }

  private boolean mayGiveAway(Exchange exchange, Inode inode) {
    if (ownerRule == null || volume.getattr(exchange.call(), inode) != Status.OK) {
      return true;
    }
    Attributes attributes = exchange.call().attributes();
    return ownerRule.allows(exchange.request(), attributes.uid(), attributes.gid());
  }

  /**
   * Whether the caller may write this file, as far as its permission bits tell.
   *
   * <p>A SETATTR of nothing is what remains of the kernel's file_remove_privs (fs/inode.c): before
   * fallocate and copy_file_range, before each write that the kernel does by itself, and with a
   * chown to nobody new. The last can come from anybody, who must not take the privileges of
   * another's program. A write comes from who was allowed to open the file, once.
   */
  private boolean mayWrite(Exchange exchange, Inode inode) {
    Status status = volume.getattr(exchange.call(), inode);
    if (status != Status.OK || inode.type() == Mode.S_IFDIR) {
      return false;
    }
    if (backingFiles != null && backingFiles.isOpenForWriting(inode.id())) {
      return true;
    }
    int uid = InHeader.uid(exchange.request());
    Attributes attributes = exchange.call().attributes();
    if (!negotiation.checksPermissions() || uid == 0 || uid == attributes.uid()) {
      return true;
    }
    boolean ofGroup = InHeader.gid(exchange.request()) == attributes.gid();
    return (attributes.mode() & (ofGroup ? S_IWGRP : S_IWOTH)) != 0;
  }

  /**
   * access(2) and chdir(2) where the kernel checks no mode bits. What it does check is answered, as
   * to root: that of what is no directory only something executable is executed.
   */
  int access(Exchange exchange, Inode inode) {
    exchange.requireBody(AccessIn.SIZE);
    Status status = volume.getattr(exchange.call(), inode);
    if (status != Status.OK) {
      return -Errno.of(status);
    }
    boolean executable =
        inode.type() == Mode.S_IFDIR || (exchange.call().attributes().mode() & S_IXUGO) != 0;
    boolean asked = (AccessIn.mask(exchange.request()) & AccessIn.MAY_EXEC) != 0;
    return asked && !executable ? -Errno.EACCES : 0;
  }

  /** Sent where the caller wants the time of birth, which GETATTR cannot tell. */
  int statx(Exchange exchange, Inode inode) {
    Call call = exchange.call();
    Status status = volume.getattr(call, inode);
    if (status != Status.OK) {
      return -Errno.of(status);
    }
    StatxOut.encode(exchange.reply(), OutHeader.SIZE, call.attributes(), negotiation);
    return StatxOut.SIZE;
  }

  int readlink(Exchange exchange, Inode inode) {
    if (inode.type() != Mode.S_IFLNK) {
      return -Errno.EINVAL;
    }
    byte[] target = volume.readlink(exchange.call(), inode);
    MemorySegment.copy(target, 0, exchange.reply(), JAVA_BYTE, OutHeader.SIZE, target.length);
    return target.length;
  }

  int statfs(Exchange exchange) {
    VolumeStatistics statistics = new VolumeStatistics();
    volume.statistics(statistics);
    int nameLength = volume.nameMatching().maxBytes();
    StatfsOut.encode(exchange.reply(), OutHeader.SIZE, statistics, volume.pageSize(), nameLength);
    return StatfsOut.SIZE;
  }

  private static int attributes(Exchange exchange, Status status, Timeout timeout) {
    if (status != Status.OK) {
      return -Errno.of(status);
    }
    AttrOut.encode(exchange.reply(), OutHeader.SIZE, exchange.call().attributes(), timeout);
    return AttrOut.SIZE;
  }
}
