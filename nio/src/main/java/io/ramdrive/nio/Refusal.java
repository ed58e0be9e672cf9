// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.nio;

import io.ramdrive.volume.Status;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The volume or the permissions refused an operation. Never leaves this package: whoever knows the
 * paths that the user gave makes the exception that he sees of it.
 */
final class Refusal extends Exception {
  private static final long serialVersionUID = 1;

  private final Reason reason;

  Refusal(Reason reason) {
    super(reason.text(), null, false, false);
    this.reason = reason;
  }

  /** Does nothing for OK. */
  static void unlessOk(Status status) throws Refusal {
    if (status != Status.OK) {
      throw new Refusal(Reason.of(status));
    }
  }

  Reason reason() {
    return reason;
  }

  FileSystemException on(Path file) {
    return on(file, null);
  }

  /** The exception that the JDK's own file system throws for this reason. */
  FileSystemException on(Path path, @Nullable Path otherPath) {
    String file = path.toString();
    String other = otherPath == null ? null : otherPath.toString();
    FileSystemException seen =
        switch (reason) {
          case NOT_FOUND -> new NoSuchFileException(file, other, null);
          case EXISTS -> new FileAlreadyExistsException(file, other, null);
          case ACCESS_DENIED -> new AccessDeniedException(file, other, null);
          case LOOP ->
              new FileSystemException(
                  file, other, reason.text() + " or unable to access attributes of symbolic link");
          default -> new FileSystemException(file, other, reason.text());
        };
    return seen;
  }
}
