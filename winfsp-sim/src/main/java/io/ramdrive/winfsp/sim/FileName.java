// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.sim;

import io.ramdrive.winfsp.binding.NtStatus;
import io.ramdrive.winfsp.binding.VolumeFlags;

/** Names of files from the volume's root on: {@code \dir\file:stream}. */
final class FileName {
  private static final String ILLEGAL = "\"*/<>?|";

  private FileName() {}

  /** The directory that a name is in; of the root the root. */
  static String parent(String name) {
    int last = name.lastIndexOf('\\');
    return last <= 0 ? "\\" : name.substring(0, last);
  }

  /** The last component, with its stream. */
  static String last(String name) {
    return name.substring(name.lastIndexOf('\\') + 1);
  }

  /** Where the stream's name starts, at its colon, or 0 for none. */
  static int streamStart(String name) {
    int colon = name.indexOf(':', name.lastIndexOf('\\') + 1);
    return Math.max(colon, 0);
  }

  /** The file that a stream is of; a file itself. */
  static String main(String name) {
    int colon = streamStart(name);
    return colon == 0 ? name : name.substring(0, colon);
  }

  static boolean isRoot(String name) {
    return name.equals("\\");
  }

  /** A component of a directory. */
  static String child(String directory, String component) {
    return isRoot(directory) ? "\\" + component : directory + "\\" + component;
  }

  /** Whether a name is below a directory, or a stream of a file. */
  static boolean isBelow(String name, String ancestor) {
    if (isRoot(ancestor)) {
      return !isRoot(name);
    }
    return name.length() > ancestor.length()
        && name.startsWith(ancestor)
        && (name.charAt(ancestor.length()) == '\\' || name.charAt(ancestor.length()) == ':');
  }

  /**
   * Checks a name as the driver does before it asks anybody, and drops the stream type $DATA.
   *
   * @throws NtStatusException STATUS_OBJECT_NAME_INVALID
   */
  static String checked(String name, VolumeTraits traits) {
    if (!name.startsWith("\\") || name.length() * 2 > 2048) {
      throw new NtStatusException(NtStatus.STATUS_OBJECT_NAME_INVALID);
    }
    String plain = withoutStreamType(name);
    if (isRoot(plain)) {
      return plain;
    }
    String[] components = plain.substring(1).split("\\\\", -1);
    for (int i = 0; i < components.length; i++) {
      checkComponent(components[i], i == components.length - 1, traits);
    }
    return plain;
  }

  private static String withoutStreamType(String name) {
    int colon = streamStart(name);
    String type = "$DATA";
    int second = colon == 0 ? -1 : name.indexOf(':', colon + 1);
    if (second < 0) {
      return name;
    }
    if (!name.substring(second + 1).equalsIgnoreCase(type)) {
      throw new NtStatusException(NtStatus.STATUS_OBJECT_NAME_INVALID);
    }
    return second == colon + 1 ? name.substring(0, colon) : name.substring(0, second);
  }

  private static void checkComponent(String component, boolean last, VolumeTraits traits) {
    int colon = component.indexOf(':');
    boolean stream = colon >= 0;
    String file = stream ? component.substring(0, colon) : component;
    boolean valid =
        isLegal(file, traits)
            && !file.equals(".")
            && !file.equals("..")
            && (!stream
                || (last
                    && traits.has(VolumeFlags.NamedStreams)
                    && isLegal(component.substring(colon + 1), traits)));
    if (!valid) {
      throw new NtStatusException(NtStatus.STATUS_OBJECT_NAME_INVALID);
    }
  }

  private static boolean isLegal(String component, VolumeTraits traits) {
    if (component.isEmpty() || component.length() > traits.maxComponentLength()) {
      return false;
    }
    for (int i = 0; i < component.length(); i++) {
      char unit = component.charAt(i);
      if (unit < 0x20 || unit == ':' || ILLEGAL.indexOf(unit) >= 0) {
        return false;
      }
    }
    return true;
  }
}
