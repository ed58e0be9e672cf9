// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.sim;

import io.ramdrive.winfsp.binding.NtStatus;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** The names by which the simulated machine knows its volumes. */
final class MountPoints {
  private final boolean elevated;
  private final Set<String> letters;
  private final Set<String> directories = new HashSet<>();

  MountPoints(SimSettings settings) {
    elevated = settings.elevated();
    letters = new HashSet<>(settings.takenLetters());
    for (String directory : settings.existingDirectories()) {
      directories.add(folded(directory));
    }
  }

  static boolean isDrive(String name) {
    return name.matches("[A-Za-z]:");
  }

  /** {@code \\.\X:} and {@code \\?\X:}, or a directory with such a prefix. */
  static boolean isMountManager(String name) {
    return name.matches("\\\\\\\\[.?]\\\\[A-Za-z]:.*");
  }

  private static String folded(String name) {
    String upper = name.toUpperCase(Locale.ROOT);
    return upper.length() > 3 && upper.endsWith("\\")
        ? upper.substring(0, upper.length() - 1)
        : upper;
  }

  /** FspFileSystemPreflight. */
  synchronized int preflight(String name) {
    if (isMountManager(name)) {
      return NtStatus.STATUS_SUCCESS;
    }
    if (isDrive(name)) {
      return letters.contains(folded(name))
          ? NtStatus.STATUS_OBJECT_NAME_COLLISION
          : NtStatus.STATUS_SUCCESS;
    }
    if (directories.contains(folded(name))) {
      return NtStatus.STATUS_OBJECT_NAME_COLLISION;
    }
    return parentExists(name) ? NtStatus.STATUS_SUCCESS : NtStatus.STATUS_OBJECT_NAME_INVALID;
  }

  private boolean parentExists(String name) {
    String folded = folded(name);
    int last = folded.lastIndexOf('\\');
    return last >= 2 && directories.contains(folded.substring(0, Math.max(last, 3)));
  }

  /**
   * Takes a mount point.
   *
   * @return the mount point with the letter that was chosen
   */
  synchronized String set(String name, boolean network) {
    if (name.equals("*:")) {
      for (char letter = 'Z'; letter >= 'D'; letter--) {
        if (letters.add(letter + ":")) {
          return letter + ":";
        }
      }
      throw new NtStatusException(NtStatus.STATUS_NO_SUCH_DEVICE);
    }
    if (isMountManager(name)) {
      return setWithMountManager(name, network);
    }
    if (isDrive(name)) {
      letters.add(folded(name)); // a letter in use would be shadowed: nothing checks that
      return name;
    }
    addDirectory(name, network);
    return name;
  }

  private String setWithMountManager(String name, boolean network) {
    if (!elevated) {
      throw new NtStatusException(NtStatus.STATUS_ACCESS_DENIED);
    }
    String rest = name.substring(4);
    if (!isDrive(rest)) {
      addDirectory(rest, network);
    } else if (network) {
      throw new NtStatusException(NtStatus.STATUS_INVALID_PARAMETER);
    } else if (!letters.add(folded(rest))) {
      throw new NtStatusException(NtStatus.STATUS_OBJECT_NAME_COLLISION);
    }
    return name;
  }

  private void addDirectory(String name, boolean network) {
    if (network) {
      throw new NtStatusException(NtStatus.STATUS_NETWORK_ACCESS_DENIED);
    }
    if (directories.contains(folded(name))) {
      throw new NtStatusException(NtStatus.STATUS_OBJECT_NAME_COLLISION);
    }
    if (!parentExists(name)) {
      throw new NtStatusException(NtStatus.STATUS_OBJECT_PATH_NOT_FOUND);
    }
    directories.add(folded(name));
  }

  synchronized void remove(String name) {
    String rest = bare(name);
    if (isDrive(rest)) {
      letters.remove(folded(rest));
    } else {
      directories.remove(folded(rest));
    }
  }

  /** The name as programs use it. */
  static String bare(String name) {
    return isMountManager(name) ? name.substring(4) : name;
  }
}
