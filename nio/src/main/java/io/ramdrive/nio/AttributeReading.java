// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.nio;

import io.ramdrive.volume.Inode;
import java.io.IOException;
import java.nio.file.AccessMode;

/** Looks at files without opening them. */
final class AttributeReading {
  private AttributeReading() {}

  static FileStatus status(Place place, boolean follow) throws IOException {
    try (Operation operation = place.fileSystem().begin()) {
      Walk.find(operation, place, follow);
      return new FileStatus(place.fileSystem(), operation.attributes());
    } catch (Refusal e) {
      throw missing(e).on(place.path());
    }
  }

  /** The id of what the path names, through links. */
  static long id(RamDrivePath path) throws IOException {
    try (Operation operation = path.getFileSystem().begin()) {
      return Walk.find(operation, Place.of(path), true).id();
    } catch (Refusal e) {
      throw e.on(path);
    }
  }

  static boolean exists(Place place, boolean follow) {
    try (Operation operation = place.fileSystem().begin()) {
      Walk.find(operation, place, follow);
      return true;
    } catch (Refusal e) {
      return false;
    }
  }

  static void checkAccess(RamDrivePath path, AccessMode... modes) throws IOException {
    int wanted = 0;
    for (AccessMode mode : modes) {
      wanted |=
          switch (mode) {
            case READ -> Permissions.READ;
            case WRITE -> Permissions.WRITE;
            case EXECUTE -> Permissions.EXECUTE;
          };
    }
    try (Operation operation = path.getFileSystem().begin()) {
      Inode inode = Walk.find(operation, Place.of(path), true);
      operation.permissions().check(operation, inode, wanted);
    } catch (Refusal e) {
      throw missing(e).on(path);
    }
  }

  /** A path through something that is no directory names nothing: so the JDK sees it here. */
  static Refusal missing(Refusal refusal) {
    return refusal.reason() == Reason.NOT_DIRECTORY ? new Refusal(Reason.NOT_FOUND) : refusal;
  }
}
