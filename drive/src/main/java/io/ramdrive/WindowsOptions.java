// SPDX-License-Identifier: Apache-2.0
package io.ramdrive;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What Windows does not take of the options of a drive. */
final class WindowsOptions {
  /** VolumeLabel of FSP_FSCTL_VOLUME_INFO, in UTF-16 units. */
  private static final int MAX_LABEL_LENGTH = 32;

  private static final int MAX_DEPTH = 32;

  /** "Naming Files, Paths, and Namespaces" of the Windows documentation. */
  private static final String RESERVED_CHARACTERS = "<>:\"\\|?*";

  private static final Set<String> DEVICES = Set.of("CON", "PRN", "AUX", "NUL");

  private WindowsOptions() {}

  /**
   * Checks what only Windows minds.
   *
   * @throws IllegalArgumentException in one sentence that begins with the option's key
   */
  static void check(RamDriveOptions options) {
    if (options.cache() == CacheMode.EXCLUSIVE) {
      throw new IllegalArgumentException(
          "cache: 'exclusive' is for Linux; on Windows file-info-timeout-ms = 4294967295 lets the"
              + " kernel keep data");
    }
    if (options.transport() != Transport.AUTO) {
      throw new IllegalArgumentException(
          "transport: '" + options.transport().key() + "' is for Linux; leave it out on Windows");
    }
    if (options.dataPath() != DataPath.SERVED) {
      throw new IllegalArgumentException(
          "data-path: '" + options.dataPath().key() + "' is for Linux; leave it out on Windows");
    }
    if (!options.checkPermissions()) {
      throw new IllegalArgumentException(
          "check-permissions: 'false' is for Linux; leave it out on Windows");
    }
    if (!options.enableXattrs()) {
      throw new IllegalArgumentException(
          "enable-xattrs: 'false' is for Linux; leave it out on Windows");
    }
    if (!options.allowOther()) {
      throw new IllegalArgumentException(
          "allow-other: 'false' is for Linux; on Windows the security descriptor of the root tells"
              + " who may use the drive, and 'icacls' changes it");
    }
    if (options.volumeLabel().length() > MAX_LABEL_LENGTH) {
      throw new IllegalArgumentException(
          "volume-label: it has "
              + options.volumeLabel().length()
              + " characters; 1 to 32 are allowed on Windows");
    }
    for (List<String> path :
        InitialDirectories.parse(options.initialDirectories(), options.nameMatching())) {
      checkPath(path);
    }
  }

  private static void checkPath(List<String> path) {
    String whole = String.join("/", path);
    if (path.size() > MAX_DEPTH) {
      throw new IllegalArgumentException(
          "initial-directories: '" + whole + "' is more than 32 directories deep");
    }
    for (String name : path) {
      String reason = refusal(name);
      if (!reason.isEmpty()) {
        throw new IllegalArgumentException(
            "initial-directories: '" + name + "' in '" + whole + "' " + reason);
      }
    }
  }

  /** Why Windows' programs could not use {@code name}; empty when they can. */
  private static String refusal(String name) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c < ' ' || RESERVED_CHARACTERS.indexOf(c) >= 0) {
        return "has a character that Windows has no names with, at position " + (i + 1);
      }
    }
    char last = name.charAt(name.length() - 1);
    if (isDevice(name)) {
      return "is the name of a device on Windows";
    }
    return last == '.' || last == ' ' ? "ends in a dot or a blank, which Windows leaves out" : "";
  }

  /** Also with an extension or with dots and blanks behind it. */
  private static boolean isDevice(String name) {
    int end = name.indexOf('.') < 0 ? name.length() : name.indexOf('.');
    String base = name.substring(0, end).strip().toUpperCase(Locale.ROOT);
    boolean numbered =
        base.length() == 4
            && (base.startsWith("COM") || base.startsWith("LPT"))
            && base.charAt(3) >= '1'
            && base.charAt(3) <= '9';
    return numbered || DEVICES.contains(base);
  }
}
