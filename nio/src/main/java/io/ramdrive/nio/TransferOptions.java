// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.nio;

import java.nio.file.CopyOption;
import java.nio.file.LinkOption;
import java.nio.file.StandardCopyOption;
import java.util.Objects;

/** What a copy or a move was asked to do. */
record TransferOptions(boolean replace, boolean attributes, boolean atomic, boolean follow) {

  /** Attributes are copied if asked for, links are followed unless asked not to. */
  static TransferOptions ofCopy(CopyOption... options) {
    boolean replace = false;
    boolean attributes = false;
    boolean follow = true;
    for (CopyOption option : options) {
      if (option == StandardCopyOption.REPLACE_EXISTING) {
        replace = true;
      } else if (option == StandardCopyOption.COPY_ATTRIBUTES) {
        attributes = true;
      } else if (option == LinkOption.NOFOLLOW_LINKS) {
        follow = false;
      } else if (!isInterruptible(option)) {
        throw unsupported(option);
      }
    }
    return new TransferOptions(replace, attributes, false, follow);
  }

  /** A move takes all attributes along and never follows a link. */
  static TransferOptions ofMove(CopyOption... options) {
    boolean replace = false;
    boolean atomic = false;
    for (CopyOption option : options) {
      if (option == StandardCopyOption.REPLACE_EXISTING) {
        replace = true;
      } else if (option == StandardCopyOption.ATOMIC_MOVE) {
        atomic = true;
      } else if (option != LinkOption.NOFOLLOW_LINKS) {
        throw unsupported(option);
      }
    }
    return new TransferOptions(replace, true, atomic, false);
  }

  /** ExtendedCopyOption is in jdk.unsupported, which need not be there. */
  private static boolean isInterruptible(CopyOption option) {
    return Objects.requireNonNull(option) instanceof Enum<?> constant
        && constant.getDeclaringClass().getName().equals("com.sun.nio.file.ExtendedCopyOption");
  }

  private static UnsupportedOperationException unsupported(CopyOption option) {
    return new UnsupportedOperationException(
        Objects.requireNonNull(option) + " is not a supported copy option");
  }
}
