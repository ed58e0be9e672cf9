// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.nio;

import io.ramdrive.volume.Call;
import io.ramdrive.volume.CopyingSink;
import io.ramdrive.volume.Inode;
import io.ramdrive.volume.Mode;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Copies one file, directory (without its entries), symlink or node. */
final class Copying {
  /** The most bytes that one step copies: both files are locked meanwhile. */
  private static final long STEP = 256L << 20;

  private static final int BUFFER = 1 << 20;
  private static final byte[] SYSTEM = {'s', 'y', 's', 't', 'e', 'm', '.'};

  private final RamDrivePath source;
  private final RamDrivePath target;
  private final TransferOptions options;

  Copying(RamDrivePath source, RamDrivePath target, TransferOptions options) {
    this.source = source;
    this.target = target;
    this.options = options;
  }

  void run() throws IOException {
    try (Operation from = source.getFileSystem().begin();
        Operation to = target.getFileSystem().begin()) {
      Inode inode = findSource(from);
      FileStatus status = new FileStatus(source.getFileSystem(), from.attributes());
      if (makeRoom(inode, to)) {
        copy(from, inode, status, to);
      }
    }
  }

  private Inode findSource(Operation from) throws IOException {
    try {
      Inode inode = Walk.find(from, Place.of(source), options.follow());
      if (Mode.type(from.attributes().mode()) != Mode.S_IFLNK) {
        from.permissions().check(from, inode, Permissions.READ);
      }
      return inode;
    } catch (Refusal e) {
      throw AttributeReading.missing(e).on(source);
    }
  }

  /** Removes the target if it may be replaced; false when it is the source itself. */
  private boolean makeRoom(Inode inode, Operation to) throws IOException {
    Inode existing = findTarget(to);
    if (existing == null) {
      return true;
    }
    if (existing == inode) {
      return false;
    }
    if (!options.replace()) {
      throw new FileAlreadyExistsException(target.toString());
    }
    try {
      NameOperations.delete(to, Place.of(target), NameOperations.Kind.ANY);
    } catch (Refusal e) {
      if (e.reason() == Reason.NOT_EMPTY) {
        throw new DirectoryNotEmptyException(target.toString());
      }
      if (e.reason() != Reason.NOT_FOUND) {
        throw e.on(target);
      }
    }
    return true;
  }

  private @Nullable Inode findTarget(Operation to) {
    try {
      return Walk.find(to, Place.of(target), false);
    } catch (Refusal e) {
      return null; // what is wrong with it is seen when it is made
    }
  }

  private void copy(Operation from, Inode inode, FileStatus status, Operation to)
      throws IOException {
    Inode made;
    try {
      made = make(from, inode, status, to);
    } catch (Refusal e) {
      throw e.on(target);
    }
    boolean complete = false;
    try {
      if (status.isRegularFile()) {
        copyContent(from, inode, to, made);
      }
      if (options.attributes()) {
        copyAttributes(from, inode, status, to, made);
      }
      complete = true;
    } catch (Refusal e) {
      throw e.on(source, target);
    } finally {
      if (!complete) {
        remove(to);
      }
    }
  }

  private Inode make(Operation from, Inode inode, FileStatus status, Operation to) throws Refusal {
    Place place = Place.of(target);
    if (status.isSymbolicLink()) {
      byte[] text = from.volume().readlink(from.call(), inode);
      return NameOperations.makeSymlink(to, place, text);
    }
    return NameOperations.make(to, place, status.mode(), status.deviceNumber());
  }

  private void remove(Operation to) {
    try {
      NameOperations.delete(to, Place.of(target), NameOperations.Kind.ANY);
    } catch (Refusal e) {
      // The copy has failed for a reason that the caller is about to learn; this adds nothing.
    }
  }

  private static void copyContent(Operation from, Inode inode, Operation to, Inode made)
      throws Refusal {
    boolean shared = from.volume() == to.volume();
    byte[] buffer = shared ? new byte[0] : new byte[BUFFER];
    long at = 0;
    while (true) {
      long count =
          shared ? share(to, inode, made, at) : transfer(from, inode, to, made, at, buffer);
      if (count == 0) {
        return;
      }
      at += count;
    }
  }

  private static long share(Operation to, Inode inode, Inode made, long at) throws Refusal {
    Call call = to.changing();
    Refusal.unlessOk(to.volume().copyRange(call, inode, at, made, at, STEP));
    return call.count();
  }

  private static long transfer(
      Operation from, Inode inode, Operation to, Inode made, long at, byte[] buffer)
      throws Refusal {
    MemorySegment memory = MemorySegment.ofArray(buffer);
    CopyingSink sink = from.sink().into(memory, 0);
    Refusal.unlessOk(from.volume().read(from.call(), inode, at, buffer.length, sink));
    int length = (int) from.call().count();
    int written = 0;
    while (written < length) {
      Call call = to.changing();
      Refusal.unlessOk(
          to.volume().write(call, made, at + written, memory, written, length - written, false));
      written += (int) call.count();
    }
    return length;
  }

  /** As the JDK does: owner and permissions as far as allowed, times by all means. */
  private void copyAttributes(
      Operation from, Inode inode, FileStatus status, Operation to, Inode made) throws Refusal {
    try {
      AttributeWriting.setOwner(to, made, status.uid(), status.gid());
    } catch (Refusal e) {
      // Only root may give files away.
    }
    if (status.isSymbolicLink()) {
      return;
    }
    AttributeWriting.setMode(to, made, status.mode());
    copyXattrs(from, inode, to, made);
    AttributeWriting.setTimes(to, made, status.lastModifiedTime(), status.lastAccessTime());
  }

  private static void copyXattrs(Operation from, Inode inode, Operation to, Inode made)
      throws Refusal {
    for (byte[] name : UserDefinedView.fullNames(from, inode)) {
      byte[] value = from.xattr(inode, name);
      if (value != null && !startsWith(name, SYSTEM)) {
        UserDefinedView.set(to, made, name, value);
      }
    }
    byte[] accessList = from.xattr(inode, AccessList.NAME);
    if (accessList != null) {
      UserDefinedView.set(to, made, AccessList.NAME, accessList);
    }
  }

  private static boolean startsWith(byte[] name, byte[] prefix) {
    return name.length >= prefix.length
        && Arrays.equals(name, 0, prefix.length, prefix, 0, prefix.length);
  }
}
