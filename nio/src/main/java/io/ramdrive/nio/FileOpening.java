// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.nio;

import io.ramdrive.volume.AttributeChange;
import io.ramdrive.volume.Call;
import io.ramdrive.volume.Inode;
import io.ramdrive.volume.Mode;
import io.ramdrive.volume.Status;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.attribute.FileAttribute;
import org.jspecify.annotations.Nullable;

/** Opens files, and makes them where the options say so. */
final class FileOpening {
  private static final int READ_WRITE_FOR_ALL = 0666;

  private final Operation operation;
  private final Place place;
  private final OpenMode mode;
  private final int permissions;

  private FileOpening(Operation operation, Place place, OpenMode mode, int permissions) {
    this.operation = operation;
    this.place = place;
    this.mode = mode;
    this.permissions = permissions;
  }

  static RamDriveFileChannel open(Place place, OpenMode mode, FileAttribute<?>... attributes)
      throws IOException {
    int permissions = PermissionBits.initial(READ_WRITE_FOR_ALL, attributes);
    try (Operation operation = place.fileSystem().begin()) {
      Inode file = new FileOpening(operation, place, mode, permissions).file();
      RamDriveFileChannel channel = RamDriveFileChannel.open(place.fileSystem(), file, mode);
      if (mode.deleteOnClose()) {
        removeName(operation, place);
      }
      return channel;
    } catch (Refusal e) {
      if (mode.createNew() && e.reason() == Reason.IS_DIRECTORY) {
        throw new FileAlreadyExistsException(place.path().toString());
      }
      if (!mode.follow() && e.reason() == Reason.LOOP) {
        throw new IOException(e.reason().text() + " (NOFOLLOW_LINKS specified)", e);
      }
      throw e.on(place.path());
    }
  }

  /** At once, as the JDK does on Unix: nobody can put another file there before the close. */
  private static void removeName(Operation operation, Place place) {
    try {
      NameOperations.delete(operation, place, NameOperations.Kind.FILE);
    } catch (Refusal e) {
      // Deleting on close is done as well as it can be: so the option is specified.
    }
  }

  private Inode file() throws Refusal {
    byte[][] names = place.path().names();
    if (mode.createNew() && names.length > 0 && PathBytes.isDot(names[names.length - 1])) {
      throw new Refusal(Reason.EXISTS); // wherever that is: so the JDK has it
    }
    while (true) {
      Walk walk = Walk.walk(operation, place, last());
      Inode file = walk.inode();
      byte[] name = walk.name();
      if (name != null) {
        Inode existing = mode.createNew() ? null : operation.lookup(walk.inode(), name);
        if (existing == null) {
          operation.attributesOf(walk.inode());
          Inode made = make(walk.inode(), name);
          if (made != null) {
            return made;
          }
          continue; // somebody else made it in between
        }
        file = existing;
      } else if (mode.createNew()) {
        throw new Refusal(Reason.EXISTS);
      }
      existing(file);
      return file;
    }
  }

  private Walk.Last last() {
    if (mode.createNew() || (mode.create() && !mode.follow())) {
      return Walk.Last.STOP;
    }
    if (mode.create()) {
      return Walk.Last.FOLLOW_OR_STOP;
    }
    return mode.follow() ? Walk.Last.FOLLOW : Walk.Last.NO_FOLLOW;
  }

  /** Null when the name is taken meanwhile and may be. */
  private @Nullable Inode make(Inode directory, byte[] name) throws Refusal {
    operation.permissions().check(operation, directory, Permissions.WRITE | Permissions.EXECUTE);
    Call call = operation.changing();
    call.name().wrap(name);
    Status status = operation.volume().create(call, directory, Mode.S_IFREG | permissions, 0);
    if (status == Status.EXISTS && !mode.createNew()) {
      return null;
    }
    Refusal.unlessOk(status);
    return operation.handedOut();
  }

  private void existing(Inode file) throws Refusal {
    switch (Mode.type(operation.attributes().mode())) {
      case Mode.S_IFREG -> {}
      case Mode.S_IFDIR -> {
        if (mode.write()) {
          throw new Refusal(Reason.IS_DIRECTORY);
        }
      }
      case Mode.S_IFLNK -> throw new Refusal(Reason.LOOP);
      default -> throw new Refusal(Reason.NO_SUCH_DEVICE);
    }
    int wanted = (mode.read() ? Permissions.READ : 0) | (mode.write() ? Permissions.WRITE : 0);
    operation.permissions().check(operation, file, wanted);
    if (mode.truncate()) {
      AttributeChange change = operation.change().size(0).mtimeNow();
      if (!operation.permissions().identity().isRoot()) {
        change.killPrivileges();
      }
      Refusal.unlessOk(operation.volume().setattr(operation.changing(), file, change));
    }
  }
}
