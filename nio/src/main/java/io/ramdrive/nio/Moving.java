// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.nio;

import io.ramdrive.volume.Call;
import io.ramdrive.volume.Inode;
import io.ramdrive.volume.Mode;
import io.ramdrive.volume.NameMatching;
import io.ramdrive.volume.Status;
import io.ramdrive.volume.Volume;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Moves a file or directory: within a drive by a rename, to another one by a copy. */
final class Moving {
  private final RamDrivePath source;
  private final RamDrivePath target;
  private final TransferOptions options;

  Moving(RamDrivePath source, RamDrivePath target, TransferOptions options) {
    this.source = source;
    this.target = target;
    this.options = options;
  }

  void run() throws IOException {
    if (source.getFileSystem().volume() != target.getFileSystem().volume()) {
      moveAcross();
      return;
    }
    try (Operation operation = source.getFileSystem().begin()) {
      if (options.atomic()) {
        rename(operation, Place.of(source), Place.of(target), 0);
      } else {
        move(operation);
      }
    } catch (Refusal e) {
      throw e.on(source, target);
    }
  }

  private void moveAcross() throws IOException {
    if (options.atomic()) {
      throw new AtomicMoveNotSupportedException(
          source.toString(), target.toString(), Reason.CROSS_DEVICE.text());
    }
    if (AttributeReading.status(Place.of(source), false).isDirectory()) {
      try (DirectoryStream<Path> entries =
          RamDriveDirectoryStream.open(Place.of(source), source, false, entry -> true)) {
        if (entries.iterator().hasNext()) {
          throw new DirectoryNotEmptyException(source.toString());
        }
      }
    }
    new Copying(source, target, options).run();
    NameOperations.delete(Place.of(source), NameOperations.Kind.ANY);
  }

  private void move(Operation operation) throws IOException, Refusal {
    Inode inode = findSource(operation);
    Inode existing = findTarget(operation);
    if (existing == inode) {
      if (source.getFileSystem().volume().nameMatching() != NameMatching.EXACT) {
        // It may be one name, which gets another spelling so.
        rename(operation, Place.of(source), Place.of(target), 0);
      }
      return;
    }
    if (!options.replace()) {
      if (existing != null) {
        throw new FileAlreadyExistsException(target.toString());
      }
      try {
        rename(operation, Place.of(source), Place.of(target), Volume.RENAME_NOREPLACE);
      } catch (Refusal e) {
        if (e.reason() == Reason.EXISTS) {
          throw new FileAlreadyExistsException(target.toString());
        }
        throw e;
      }
      return;
    }
    if (existing == null) {
      rename(operation, Place.of(source), Place.of(target), 0);
    } else {
      replace(operation);
    }
  }

  private Inode findSource(Operation operation) throws IOException {
    try {
      Inode inode = Walk.find(operation, Place.of(source), false);
      if (Mode.type(operation.attributes().mode()) == Mode.S_IFDIR) {
        operation.permissions().check(operation, inode, Permissions.WRITE);
      }
      return inode;
    } catch (Refusal e) {
      throw AttributeReading.missing(e).on(source);
    }
  }

  private @Nullable Inode findTarget(Operation operation) {
    try {
      return Walk.find(operation, Place.of(target), false);
    } catch (Refusal e) {
      return null; // what is wrong with it is seen in the rename
    }
  }

  /**
   * Atomic, where a rename can replace the target; else, between a directory and anything else, the
   * target goes first, as in the JDK.
   */
  private void replace(Operation operation) throws IOException, Refusal {
    try {
      rename(operation, Place.of(source), Place.of(target), 0);
    } catch (Refusal refusal) {
      switch (refusal.reason()) {
        case IS_DIRECTORY, NOT_DIRECTORY -> {
          deleteTarget(operation);
          rename(operation, Place.of(source), Place.of(target), 0);
        }
        case NOT_EMPTY -> throw new DirectoryNotEmptyException(target.toString());
        default -> throw refusal;
      }
    }
  }

  private void deleteTarget(Operation operation) throws IOException {
    try {
      NameOperations.delete(operation, Place.of(target), NameOperations.Kind.ANY);
    } catch (Refusal e) {
      if (e.reason() == Reason.NOT_EMPTY) {
        throw new DirectoryNotEmptyException(target.toString());
      }
      throw e.on(target);
    }
  }

  /** Renames as renameat2(2) does; {@code flags} are RENAME_* of {@link Volume}. */
  static void rename(Operation operation, Place from, Place to, int flags) throws Refusal {
    Walk source = Walk.walk(operation, from, Walk.Last.STOP);
    Walk target = Walk.walk(operation, to, Walk.Last.STOP);
    byte[] name = requireProperName(source);
    byte[] newName = requireProperName(target);
    Inode moved = operation.lookup(source.inode(), name);
    if (moved == null) {
      throw new Refusal(Reason.NOT_FOUND);
    }
    boolean directory = Mode.type(operation.attributes().mode()) == Mode.S_IFDIR;
    int owner = operation.attributes().uid();
    if (directory && source.inode() != target.inode()) {
      operation.permissions().check(operation, moved, Permissions.WRITE); // its ".." changes
    }
    NameOperations.checkRemoval(operation, source.inode(), owner);
    Inode replaced = operation.lookup(target.inode(), newName);
    if (replaced == null) {
      operation.attributesOf(target.inode());
      operation
          .permissions()
          .check(operation, target.inode(), Permissions.WRITE | Permissions.EXECUTE);
    } else {
      NameOperations.checkRemoval(operation, target.inode(), operation.attributes().uid());
    }
    Call call = operation.changing();
    call.name().wrap(name);
    call.newName().wrap(newName);
    Status status = operation.volume().rename(call, source.inode(), target.inode(), flags);
    Refusal.unlessOk(status);
  }

  private static byte[] requireProperName(Walk walk) throws Refusal {
    byte[] name = walk.requireName();
    if (PathBytes.isDot(name) || PathBytes.isDotDot(name)) {
      throw new Refusal(Reason.BUSY);
    }
    return name;
  }
}
