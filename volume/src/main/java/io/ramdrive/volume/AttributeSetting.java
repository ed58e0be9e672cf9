// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.volume;

/** Sets attributes; under the inode's write lock. */
final class AttributeSetting {
  private final Xattrs xattrs;

  AttributeSetting(Xattrs xattrs) {
    this.xattrs = xattrs;
  }

  Status set(Call call, Inode inode, AttributeChange change) {
    call.change.about(ChangeKind.ATTRIBUTES, inode);
    if (inode instanceof RegularFile file) {
      file.absorb();
    }
    if (change.has(AttributeChange.SIZE)) {
      Status resized = resize(call, inode, change.size);
      if (resized != Status.OK) {
        call.change.clear();
        return resized;
      }
    }
    if (change.killPrivileges) {
      inode.killPrivileges();
    }
    if (change.has(AttributeChange.SIZE | AttributeChange.UID | AttributeChange.GID)) {
      xattrs.killCapabilities(inode);
    }
    change.applyTo(inode, call);
    if (change.setsTimes() && inode instanceof RegularFile file) {
      file.timesSet();
    }
    if (change.has(AttributeChange.MODE)) {
      xattrs.chmod(inode);
    }
    if (change.has(AttributeChange.DOS_ATTRIBUTES)) {
      xattrs.setDosAttributes(inode, change.dosAttributes);
    }
    inode.fill(call.attributes);
    return Status.OK;
  }

  private Status resize(Call call, Inode inode, long size) {
    if (!(inode instanceof RegularFile file)) {
      return Volume.notAFile(inode);
    }
    long before = file.size();
    Status status = file.setSize(call, size);
    if (status == Status.OK && size != before) {
      file.modified(call);
      call.change.range(ChangeKind.RESIZED, file, Math.min(before, size), Change.TO_THE_END);
    }
    return status;
  }
}
