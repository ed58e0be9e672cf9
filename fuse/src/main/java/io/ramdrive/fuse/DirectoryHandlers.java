// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

import io.ramdrive.volume.Inode;
import io.ramdrive.volume.Status;
import io.ramdrive.volume.Volume;
import java.lang.foreign.MemorySegment;

/** The requests that list directories. */
final class DirectoryHandlers {
  private final Volume volume;
  private final Negotiation negotiation;

  DirectoryHandlers(Volume volume, Negotiation negotiation) {
    this.volume = volume;
    this.negotiation = negotiation;
  }

  int opendir(Exchange exchange) {
    if (negotiation.noOpendir()) {
      return -Errno.ENOSYS;
    }
    OpenOut.encode(exchange.reply(), OutHeader.SIZE, negotiation.opendirFlags());
    return OpenOut.SIZE;
  }

  int readdir(Exchange exchange, Inode dir, boolean plus) {
    exchange.requireBody(ReadIn.SIZE);
    MemorySegment request = exchange.request();
    int size = ReadIn.size(request);
    if (size < 0) {
      return -Errno.EINVAL;
    }
    DirectoryListing listing = exchange.listing();
    listing.begin(exchange.request(), plus, Math.min(size, Exchange.MAX_BODY));
    Status status = volume.readdir(exchange.call(), dir, ReadIn.offset(request), listing);
    if (status != Status.OK) {
      return -Errno.of(status);
    }
    return listing.isTooSmall() ? -Errno.EINVAL : listing.length();
  }
}
