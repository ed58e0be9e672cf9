// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.nio;

import io.ramdrive.volume.AttributeChange;
import io.ramdrive.volume.Attributes;
import io.ramdrive.volume.Inode;
import io.ramdrive.volume.Mode;
import java.io.IOException;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Changes the attributes of files. */
final class AttributeWriting {
  /** An owner or group to leave as it is, as for chown(2). */
  static final int SAME = -1;

  private AttributeWriting() {}

  static void setTimes(
      Place place, boolean follow, @Nullable FileTime modified, @Nullable FileTime accessed)
      throws IOException {
    if (modified == null && accessed == null) {
      return;
    }
    try (Operation operation = place.fileSystem().begin()) {
      Inode inode = Walk.find(operation, place, follow);
      operation.permissions().checkOwner(operation.attributes());
      setTimes(operation, inode, modified, accessed);
    } catch (Refusal e) {
      throw e.on(place.path());
    }
  }

  static void setTimes(
      Operation operation, Inode inode, @Nullable FileTime modified, @Nullable FileTime accessed)
      throws Refusal {
    AttributeChange change = operation.change();
    if (modified != null) {
      Instant time = modified.toInstant();
      change.mtime(time.getEpochSecond(), time.getNano());
    }
    if (accessed != null) {
      Instant time = accessed.toInstant();
      change.atime(time.getEpochSecond(), time.getNano());
    }
    Refusal.unlessOk(operation.volume().setattr(operation.changing(), inode, change));
  }

  /** Sets the permission bits, set-user-id, set-group-id and sticky. */
  static void setMode(Place place, boolean follow, int mode) throws IOException {
    try (Operation operation = place.fileSystem().begin()) {
      Inode inode = Walk.find(operation, place, follow);
      if (Mode.type(operation.attributes().mode()) == Mode.S_IFLNK) {
        throw new Refusal(Reason.LOOP); // a symlink has no mode of its own
      }
      operation.permissions().checkOwner(operation.attributes());
      setMode(operation, inode, mode);
    } catch (Refusal e) {
      throw e.on(place.path());
    }
  }

  static void setMode(Operation operation, Inode inode, int mode) throws Refusal {
    Identity identity = operation.permissions().identity();
    int bits = mode & Mode.PERMISSIONS;
    if (!identity.isRoot() && operation.attributesOf(inode).gid() != identity.gid()) {
      bits &= ~Mode.S_ISGID; // setattr_prepare of fs/attr.c
    }
    AttributeChange change = operation.change().mode(bits);
    Refusal.unlessOk(operation.volume().setattr(operation.changing(), inode, change));
  }

  static void setOwner(Place place, boolean follow, int uid, int gid) throws IOException {
    try (Operation operation = place.fileSystem().begin()) {
      Inode inode = Walk.find(operation, place, follow);
      setOwner(operation, inode, uid, gid);
    } catch (Refusal e) {
      throw e.on(place.path());
    }
  }

  static void setOwner(Operation operation, Inode inode, int uid, int gid) throws Refusal {
    Attributes now = operation.attributesOf(inode);
    int newUid = uid == SAME ? now.uid() : uid;
    int newGid = gid == SAME ? now.gid() : gid;
    operation.permissions().checkChown(now, newUid, newGid);
    AttributeChange change = operation.change().uid(newUid).gid(newGid);
    Refusal.unlessOk(operation.volume().setattr(operation.changing(), inode, change));
  }
}
