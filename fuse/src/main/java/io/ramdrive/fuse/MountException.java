// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

import java.io.IOException;
import java.io.Serial;

/** A volume could not be mounted. The message is a sentence for users: what, why, what to do. */
public final class MountException extends IOException {
  @Serial private static final long serialVersionUID = 1;

  MountException(String message) {
    super(message);
  }

  MountException(String message, Throwable cause) {
    super(message, cause);
  }
}
