// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.nio;

import io.ramdrive.volume.AttributeChange;
import io.ramdrive.volume.Attributes;
import io.ramdrive.volume.Call;
import io.ramdrive.volume.CopyingSink;
import io.ramdrive.volume.Inode;
import io.ramdrive.volume.Status;
import io.ramdrive.volume.Volume;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One operation of the view: its context towards the volume, and its hold on every inode that it
 * has met. {@link #close} lets go of them and, if the operation changed anything, waits until the
 * other views know. Used by one thread at a time; recycled.
 */
final class Operation implements AutoCloseable {
  private static final MemorySegment NOWHERE = MemorySegment.ofArray(new byte[0]);

  private final RamDriveFileSystem fileSystem;
  private final Call call;
  private final AttributeChange change = new AttributeChange();
  private final CopyingSink sink = new CopyingSink();
  private final List<Inode> held = new ArrayList<>();
  private boolean changed;

  Operation(RamDriveFileSystem fileSystem, Call call) {
    this.fileSystem = fileSystem;
    this.call = call;
  }

  Volume volume() {
    return fileSystem.volume();
  }

  Permissions permissions() {
    return fileSystem.permissions();
  }

  Call call() {
    return call;
  }

  /** Copies what is read. */
  CopyingSink sink() {
    return sink;
  }

  /** An empty change of attributes, for {@link Volume#setattr}. */
  AttributeChange change() {
    return change.clear();
  }

  /** The attributes that were read last. */
  Attributes attributes() {
    return call.attributes();
  }

  /** Says that the volume is about to be changed; returns the context to do it with. */
  Call changing() {
    changed = true;
    return call;
  }

  /** Reads the attributes of {@code inode}, which this operation or its caller holds. */
  Attributes attributesOf(Inode inode) {
    volume().getattr(call, inode);
    return call.attributes();
  }

  /** The inode of that name, or null; holds it and has read its attributes. */
  @Nullable Inode lookup(Inode directory, byte[] name) throws Refusal {
    call.name().wrap(name);
    Status status = volume().lookup(call, directory);
    if (status == Status.NOT_FOUND) {
      return null;
    }
    Refusal.unlessOk(status);
    return handedOut();
  }

  /** What the last call to the volume handed out; this operation holds it from now on. */
  Inode handedOut() {
    Inode inode = call.inode();
    held.add(inode);
    return inode;
  }

  /** The access control list of {@code inode}, or null as nearly always. */
  @Nullable AccessList accessList(Inode inode) {
    byte[] value = xattr(inode, AccessList.NAME);
    return value == null ? null : new AccessList(value);
  }

  /** An extended attribute, or null. */
  byte @Nullable [] xattr(Inode inode, byte[] name) {
    call.name().wrap(name);
    while (volume().getxattr(call, inode, NOWHERE, 0, 0) == Status.OK) {
      byte[] value = new byte[(int) call.count()];
      if (value.length == 0) {
        return value;
      }
      Status status = volume().getxattr(call, inode, MemorySegment.ofArray(value), 0, value.length);
      if (status == Status.OK && call.count() == value.length) {
        return value;
      }
    }
    return null;
  }

  @Override
  public void close() {
    for (Inode inode : held) {
      inode.release();
    }
    held.clear();
    boolean tell = changed;
    changed = false;
    fileSystem.end(this, tell);
  }
}
