// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.nio;

import io.ramdrive.volume.Call;
import io.ramdrive.volume.Inode;
import io.ramdrive.volume.Mode;
import io.ramdrive.volume.Status;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.NotLinkException;
import java.nio.file.attribute.FileAttribute;

/** Makes and removes names. */
final class NameOperations {
  /** What a deletion may delete. */
  enum Kind {
    ANY,
    FILE,
    DIRECTORY
  }

  private static final int ALL_FOR_ALL = 0777;

  private NameOperations() {}

  static void createDirectory(Place place, FileAttribute<?>... attributes) throws IOException {
    int mode = PermissionBits.initial(ALL_FOR_ALL, attributes);
    try (Operation operation = place.fileSystem().begin()) {
      makeDirectory(operation, place, mode);
    } catch (Refusal e) {
      throw e.on(place.path());
    }
  }

  static Inode makeDirectory(Operation operation, Place place, int permissions) throws Refusal {
    return make(operation, place, Mode.S_IFDIR | permissions, 0);
  }

  /** Makes anything but a symlink. */
  static Inode make(Operation operation, Place place, int mode, int device) throws Refusal {
    Walk walk = walkToNew(operation, place);
    Call call = operation.changing();
    call.name().wrap(walk.requireName());
    Refusal.unlessOk(operation.volume().create(call, walk.inode(), mode, device));
    return operation.handedOut();
  }

  static void createSymbolicLink(RamDrivePath link, byte[] target, FileAttribute<?>... attributes)
      throws IOException {
    if (attributes.length > 0) {
      PermissionBits.initial(0, attributes);
      throw new UnsupportedOperationException(
          "Initial file attributes not supported when creating symbolic link");
    }
    try (Operation operation = link.getFileSystem().begin()) {
      makeSymlink(operation, Place.of(link), target);
    } catch (Refusal e) {
      throw e.on(link);
    }
  }

  static Inode makeSymlink(Operation operation, Place place, byte[] target) throws Refusal {
    if (target.length == 0) {
      throw new Refusal(Reason.NOT_FOUND);
    }
    Walk walk = walkToNew(operation, place);
    Call call = operation.changing();
    call.name().wrap(walk.requireName());
    MemorySegment text = MemorySegment.ofArray(target);
    Refusal.unlessOk(operation.volume().symlink(call, walk.inode(), text, 0, target.length));
    return operation.handedOut();
  }

  static void createLink(RamDrivePath link, RamDrivePath existing) throws IOException {
    try (Operation operation = link.getFileSystem().begin()) {
      if (existing.getFileSystem() != link.getFileSystem()) {
        throw new Refusal(Reason.CROSS_DEVICE);
      }
      Inode inode = Walk.find(operation, Place.of(existing), false);
      Walk walk = walkToNew(operation, Place.of(link));
      Call call = operation.changing();
      call.name().wrap(walk.requireName());
      Refusal.unlessOk(operation.volume().link(call, inode, walk.inode()));
      operation.handedOut();
    } catch (Refusal e) {
      throw e.on(link, existing);
    }
  }

  /** Walks to the directory of a name that is about to be made, and checks that this is allowed. */
  private static Walk walkToNew(Operation operation, Place place) throws Refusal {
    Walk walk = Walk.walk(operation, place, Walk.Last.STOP);
    byte[] name = walk.name();
    if (name == null) {
      throw new Refusal(Reason.EXISTS);
    }
    if (operation.lookup(walk.inode(), name) != null) {
      throw new Refusal(Reason.EXISTS); // before permissions are looked at, as the kernel does
    }
    operation.attributesOf(walk.inode());
    operation.permissions().check(operation, walk.inode(), Permissions.WRITE | Permissions.EXECUTE);
    return walk;
  }

  static RamDrivePath readSymbolicLink(RamDrivePath link) throws IOException {
    try (Operation operation = link.getFileSystem().begin()) {
      Inode inode = Walk.find(operation, Place.of(link), false);
      if (Mode.type(operation.attributes().mode()) != Mode.S_IFLNK) {
        throw new NotLinkException(link.toString());
      }
      byte[] target = operation.volume().readlink(operation.call(), inode);
      return RamDrivePath.of(link.getFileSystem(), target);
    } catch (Refusal e) {
      throw e.on(link);
    }
  }

  static void delete(Place place, Kind kind) throws IOException {
    try (Operation operation = place.fileSystem().begin()) {
      delete(operation, place, kind);
    } catch (Refusal e) {
      if (e.reason() == Reason.NOT_EMPTY) {
        throw new DirectoryNotEmptyException(place.path().toString());
      }
      throw e.on(place.path());
    }
  }

  static void delete(Operation operation, Place place, Kind kind) throws Refusal {
    Walk walk = Walk.walk(operation, place, Walk.Last.STOP);
    byte[] name = walk.requireName();
    if (PathBytes.isDot(name)) {
      throw new Refusal(Reason.INVALID);
    }
    if (PathBytes.isDotDot(name)) {
      throw new Refusal(Reason.NOT_EMPTY);
    }
    Status status;
    do {
      Inode victim = operation.lookup(walk.inode(), name);
      if (victim == null) {
        throw new Refusal(Reason.NOT_FOUND);
      }
      boolean directory = Mode.type(operation.attributes().mode()) == Mode.S_IFDIR;
      int owner = operation.attributes().uid();
      checkRemoval(operation, walk.inode(), owner);
      Call call = operation.changing();
      call.name().wrap(name);
      status =
          kind == Kind.DIRECTORY || (kind == Kind.ANY && directory)
              ? operation.volume().rmdir(call, walk.inode())
              : operation.volume().unlink(call, walk.inode());
    } while (kind == Kind.ANY
        && (status == Status.IS_DIRECTORY || status == Status.NOT_DIRECTORY)); // replaced meanwhile
    Refusal.unlessOk(status);
  }

  /** Checks that a name of an inode of {@code owner} may be taken out of {@code directory}. */
  static void checkRemoval(Operation operation, Inode directory, int owner) throws Refusal {
    operation.attributesOf(directory);
    operation.permissions().check(operation, directory, Permissions.WRITE | Permissions.EXECUTE);
    operation.permissions().checkSticky(operation.attributes(), owner);
  }
}
