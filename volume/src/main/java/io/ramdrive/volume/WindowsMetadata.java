// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.volume;

import org.jspecify.annotations.Nullable;

/**
 * The operations on what only Windows knows of an inode and the volume only keeps. All methods may
 * be called by any number of threads, each with a {@link Call} of its own.
 */
public final class WindowsMetadata {
  private final Volume volume;
  private final InodeTable inodes;
  private final SecurityDescriptors descriptors;

  WindowsMetadata(Volume volume, InodeTable inodes) {
    this.volume = volume;
    this.inodes = inodes;
    descriptors = new SecurityDescriptors(inodes);
  }

  /** The security descriptor that was set, or null; not to be changed. */
  public byte @Nullable [] securityDescriptor(Inode inode) {
    inode.lockRead();
    try {
      WindowsAttributes windows = inode.windows;
      SecurityDescriptor descriptor = windows == null ? null : windows.securityDescriptor;
      return descriptor == null ? null : descriptor.bytes;
    } finally {
      inode.unlockRead();
    }
  }

  /**
   * The security descriptor. If there is none, {@code otherwise} is it from now on, as if it always
   * had been: no time changes and nobody is told.
   *
   * @param otherwise any bytes; not to be changed any more
   */
  public byte[] securityDescriptor(Inode inode, byte[] otherwise) {
    SecurityDescriptor taken = descriptors.take(otherwise);
    if (taken == null) {
      byte[] present = securityDescriptor(inode);
      return present == null ? otherwise : present;
    }
    SecurityDescriptor present;
    inode.lockWrite();
    try {
      WindowsAttributes windows = inode.windowsAttributes();
      present = windows.securityDescriptor;
      if (present == null) {
        windows.securityDescriptor = taken;
      }
    } finally {
      inode.unlockWrite();
    }
    if (present == null) {
      return taken.bytes;
    }
    descriptors.giveBack(taken);
    return present.bytes;
  }

  /**
   * Sets the security descriptor.
   *
   * @param descriptor any bytes; not to be changed any more
   */
  public Status setSecurityDescriptor(Call call, Inode inode, byte[] descriptor) {
    call.readClock();
    SecurityDescriptor taken = descriptors.take(descriptor);
    if (taken == null) {
      return Status.NO_SPACE;
    }
    SecurityDescriptor old;
    inode.lockWrite();
    try {
      WindowsAttributes windows = inode.windowsAttributes();
      old = windows.securityDescriptor;
      windows.securityDescriptor = taken;
      inode.changed(call);
      call.change.about(ChangeKind.ATTRIBUTES, inode);
    } finally {
      inode.unlockWrite();
    }
    descriptors.giveBack(old);
    return volume.published(call, Status.OK);
  }

  /** The REPARSE_DATA_BUFFER (MS-FSCC 2.1.2) that was set, or null; not to be changed. */
  public byte @Nullable [] reparseData(Inode inode) {
    inode.lockRead();
    try {
      WindowsAttributes windows = inode.windows;
      return windows == null ? null : windows.reparseData;
    } finally {
      inode.unlockRead();
    }
  }

  /**
   * Makes a file or directory a reparse point, or with null an ordinary one again.
   *
   * @param data a REPARSE_DATA_BUFFER; not to be changed any more
   * @return NOT_EMPTY for a directory with entries, INVALID for what is neither file nor directory
   */
  public Status setReparseData(Call call, Inode inode, byte @Nullable [] data) {
    call.readClock();
    Status status;
    inode.lockWrite();
    try {
      status = setReparseData(inode, data);
      if (status == Status.OK) {
        inode.changed(call);
        call.change.about(ChangeKind.ATTRIBUTES, inode);
      }
    } finally {
      inode.unlockWrite();
    }
    return volume.published(call, status);
  }

  private Status setReparseData(Inode inode, byte @Nullable [] data) {
    if (!(inode instanceof RegularFile || inode instanceof Directory) || inode.isStream()) {
      return Status.INVALID;
    }
    if (data != null && inode instanceof Directory directory && !directory.isEmpty()) {
      return Status.NOT_EMPTY;
    }
    WindowsAttributes windows = inode.windows;
    long before = windows == null ? 0 : units(windows.reparseData);
    long more = units(data) - before;
    if (more > 0 && !inodes.charge(more)) {
      return Status.NO_SPACE;
    }
    if (more < 0) {
      inodes.uncharge(-more);
    }
    inode.windowsAttributes().reparseData(data);
    return Status.OK;
  }

  /**
   * Gives a new inode what {@link Call#atBirth} said, which is forgotten; false when the volume has
   * no room.
   */
  boolean giveBirthTo(Inode inode, Call call) {
    byte[] descriptor = call.birthDescriptor;
    if (descriptor != null) {
      SecurityDescriptor taken = descriptors.take(descriptor);
      if (taken == null) {
        return false;
      }
      inode.windowsAttributes().securityDescriptor = taken;
    }
    if (call.birthAttributes != Attributes.NO_DOS_ATTRIBUTES) {
      inode.windowsAttributes().dosAttributes = call.birthAttributes;
    }
    return true;
  }

  /** Gives back what an inode held that nobody holds any more. */
  void free(WindowsAttributes windows) {
    descriptors.giveBack(windows.securityDescriptor);
    inodes.uncharge(units(windows.reparseData));
  }

  private static long units(byte @Nullable [] data) {
    return data == null ? 0 : Xattrs.units(data.length);
  }
}
