// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.sim;

import io.ramdrive.winfsp.binding.NtStatus;
import io.ramdrive.winfsp.binding.WinNt;

/** Checks on what is said about names, by asking again for what it implies. */
final class NameRules {
  /** Other views of the volume may change it between two questions. */
  private static final int ATTEMPTS = 3;

  private final SimFileSystem fileSystem;

  NameRules(SimFileSystem fileSystem) {
    this.fileSystem = fileSystem;
  }

  /** A name was said not to be there: whether its directory is decides between two statuses. */
  void checkNotFound(Frame frame, String name, int status) {
    if (!fileSystem.settings().probes() || Paths.isRoot(name)) {
      return;
    }
    boolean pathSaid = status == NtStatus.STATUS_OBJECT_PATH_NOT_FOUND;
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      SecurityByName parent = SecurityByName.attributesOnly(frame, Paths.parent(name));
      boolean there =
          parent.status() == NtStatus.STATUS_SUCCESS
              && (parent.attributes() & WinNt.FILE_ATTRIBUTE_DIRECTORY) != 0;
      boolean consistent = there != pathSaid || parent.status() == NtStatus.STATUS_REPARSE;
      if (consistent || SecurityByName.attributesOnly(frame, name).status() != status) {
        return;
      }
    }
    fileSystem
        .violations()
        .report(
            Invariant.STATUS,
            String.format(
                "0x%08X for %s, whose directory is %s",
                status, name, pathSaid ? "there" : "missing"));
  }

  /** A rename collided: only with something that is there, and that was not to be replaced. */
  void checkCollision(Frame frame, Request.Rename rename) {
    String name = rename.newFileName();
    for (int attempt = 0; attempt < ATTEMPTS && !rename.replaceIfExists(); attempt++) {
      if (SecurityByName.attributesOnly(frame, name).status() == NtStatus.STATUS_SUCCESS) {
        return;
      }
    }
    fileSystem
        .violations()
        .report(
            Invariant.STATUS,
            "Rename collides with "
                + name
                + (rename.replaceIfExists() ? ", which it may replace" : ", which is not there"));
  }
}
