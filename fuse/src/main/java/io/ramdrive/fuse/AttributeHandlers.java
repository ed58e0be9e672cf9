// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import io.ramdrive.volume.Call;
import io.ramdrive.volume.Inode;
import io.ramdrive.volume.Mode;
import io.ramdrive.volume.Status;
import io.ramdrive.volume.Volume;
import io.ramdrive.volume.VolumeStatistics;
import java.lang.foreign.MemorySegment;

/** The requests for what an inode is, as opposed to what it holds, and for what the volume is. */
final class AttributeHandlers {
  private final Volume volume;
  private final Negotiation negotiation;

  AttributeHandlers(Volume volume, Negotiation negotiation) {
    this.volume = volume;
    this.negotiation = negotiation;
  }

  int getattr(Exchange exchange, Inode inode) {
    return attributes(exchange, volume.getattr(exchange.call(), inode));
  }

  int setattr(Exchange exchange, Inode inode) {
    exchange.requireBody(SetattrIn.SIZE);
    SetattrIn.decode(exchange.request(), exchange.change());
    return attributes(exchange, volume.setattr(exchange.call(), inode, exchange.change()));
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
    StatfsOut.encode(exchange.reply(), OutHeader.SIZE, statistics, volume.pageSize());
    return StatfsOut.SIZE;
  }

  private int attributes(Exchange exchange, Status status) {
    if (status != Status.OK) {
      return -Errno.of(status);
    }
    AttrOut.encode(exchange.reply(), OutHeader.SIZE, exchange.call().attributes(), negotiation);
    return AttrOut.SIZE;
  }
}
