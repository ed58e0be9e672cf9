// SPDX-License-Identifier: Apache-2.0
package io.ramdrive;

/**
 * The options of a drive as text: the one table behind configuration files, the command line and
 * what {@code ramdrive status} shows.
 */
public enum DriveOption {
  /** {@link RamDriveOptions#size}. */
  SIZE(
      "size",
      "SIZE",
      "Bytes that files can hold: 65536, 512m, 2g, or a part of the memory: 50% (default)."),
  /** {@link RamDriveOptions#maxInodes}. */
  MAX_INODES(
      "max-inodes",
      "N",
      "The largest number of files, directories and links; each may take 768 bytes of Java heap"
          + " (default: as many as the largest heap holds)."),
  /** {@link RamDriveOptions#pageSizeKb}. */
  PAGE_SIZE_KB(
      "page-size-kb",
      "KIB",
      "The smallest piece of memory a file takes, a power of two from 4 (default) to 2048."),
  /** {@link RamDriveOptions#preAllocate}. */
  PRE_ALLOCATE(
      "pre-allocate", "", "Take all memory at once, instead of as files grow (default: false)."),
  /** {@link RamDriveOptions#volumeLabel}. */
  VOLUME_LABEL(
      "volume-label",
      "LABEL",
      "The name that mount tables show as the drive's source (default: ramdrive)."),
  /** {@link RamDriveOptions#enableKernelCache}. */
  ENABLE_KERNEL_CACHE(
      "enable-kernel-cache",
      "",
      "Let the kernel keep names, attributes and data; false also sets the timeout to 0 (default:"
          + " true)."),
  /** {@link RamDriveOptions#fileInfoTimeoutMs}. */
  FILE_INFO_TIMEOUT_MS(
      "file-info-timeout-ms",
      "MS",
      "How long the kernel may keep names and attributes; 0 = off, 4294967295 = for ever (default:"
          + " 1000)."),
  /** {@link RamDriveOptions#dirInfoTimeoutMs}. */
  DIR_INFO_TIMEOUT_MS(
      "dir-info-timeout-ms",
      "MS",
      "On Windows, how long the kernel may keep listings; -1 = as file-info-timeout-ms (default)."),
  /** {@link RamDriveOptions#volumeInfoTimeoutMs}. */
  VOLUME_INFO_TIMEOUT_MS(
      "volume-info-timeout-ms",
      "MS",
      "On Windows, how long the kernel may keep free space and label; -1 = as file-info-timeout-ms,"
          + " but at most 1000 (default)."),
  /** {@link RamDriveOptions#purgeOnClose}. */
  PURGE_ON_CLOSE(
      "purge-on-close",
      "",
      "On Windows, drop what the kernel has cached of a file when its last program closes it"
          + " (default: false)."),
  /** {@link RamDriveOptions#enableNotifications}. */
  ENABLE_NOTIFICATIONS(
      "enable-notifications",
      "",
      "Tell the kernel of changes that did not come through it; false leaves only the timeout"
          + " (default: true)."),
  /** {@link RamDriveOptions#cache}. */
  CACHE(
      "cache",
      "MODE",
      "coherent (default): any number of views, all alike; exclusive: one mount whose kernel keeps"
          + " writes back, and no other view."),
  /** {@link RamDriveOptions#transport}. */
  TRANSPORT(
      "transport",
      "WAY",
      "On Linux, how the kernel's requests come: device (/dev/fuse), ring (io_uring: a thread on"
          + " each processor), or auto (default): ring where the kernel offers it."),
  /** {@link RamDriveOptions#dataPath}. */
  DATA_PATH(
      "data-path",
      "PATH",
      "On Linux, who moves data: served (default): the drive; passthrough: the kernel itself, in"
          + " shared memory, for root only."),
  /** {@link RamDriveOptions#checkPermissions}. */
  CHECK_PERMISSIONS(
      "check-permissions",
      "",
      "On Linux, check permission bits; false: the drive is for you alone, and none are checked,"
          + " which saves a request after each change (default: true)."),
  /** {@link RamDriveOptions#enableXattrs}. */
  ENABLE_XATTRS(
      "enable-xattrs",
      "",
      "On Linux, show extended attributes and ACLs; false saves a request for each new file"
          + " (default: true)."),
  /** {@link RamDriveOptions#caseSensitive}. */
  CASE_SENSITIVE(
      "case-sensitive",
      "",
      "Whether names that differ only in upper and lower case are different names (default: true on"
          + " Linux, false on Windows)."),
  /** {@link RamDriveOptions#initialDirectories}. */
  INITIAL_DIRECTORIES(
      "initial-directories", "DIRS", "Directories to begin with, such as Temp,Cache/App1."),
  /** {@link RamDriveOptions#allowOther}. */
  ALLOW_OTHER(
      "allow-other", "", "Let other users in (default: true for root, false for everybody else)."),
  /** {@link RamDriveOptions#uid}. */
  UID("uid", "ID", "The owner of the root directory (default: you)."),
  /** {@link RamDriveOptions#gid}. */
  GID("gid", "ID", "The group of the root directory (default: yours)."),
  /** {@link RamDriveOptions#mode}. */
  MODE("mode", "OCTAL", "The permissions of the root directory (default: 755).");

  private final String key;
  private final String placeholder;
  private final String description;

  DriveOption(String key, String placeholder, String description) {
    this.key = key;
    this.placeholder = placeholder;
    this.description = description;
  }

  /** Its name in a configuration file; on the command line two dashes go before it. */
  public String key() {
    return key;
  }

  /** What stands for its value in a usage text; empty for a switch. */
  public String placeholder() {
    return placeholder;
  }

  /** What it does, in one sentence, with its default. */
  public String description() {
    return description;
  }

  /** Whether it is {@code true} or {@code false}. */
  public boolean isSwitch() {
    return placeholder.isEmpty();
  }

  /**
   * Sets this option to what {@code text} stands for, and returns the builder.
   *
   * @throws IllegalArgumentException in one sentence that begins with the key
   */
  public RamDriveOptions.Builder set(RamDriveOptions.Builder builder, String text) {
    try {
      return switch (this) {
        case SIZE -> builder.size(positive(ByteSize.parse(text), text));
        case MAX_INODES -> builder.maxInodes(number(text));
        case PAGE_SIZE_KB -> builder.pageSizeKb(Math.clamp(number(text), 0, Integer.MAX_VALUE));
        case PRE_ALLOCATE -> builder.preAllocate(truth(text));
        case VOLUME_LABEL -> builder.volumeLabel(text);
        case ENABLE_KERNEL_CACHE -> builder.enableKernelCache(truth(text));
        case FILE_INFO_TIMEOUT_MS -> builder.fileInfoTimeoutMs(number(text));
        case DIR_INFO_TIMEOUT_MS -> builder.dirInfoTimeoutMs(number(text));
        case VOLUME_INFO_TIMEOUT_MS -> builder.volumeInfoTimeoutMs(number(text));
        case PURGE_ON_CLOSE -> builder.purgeOnClose(truth(text));
        case ENABLE_NOTIFICATIONS -> builder.enableNotifications(truth(text));
        case CACHE -> builder.cache(CacheMode.parse(text));
        case TRANSPORT -> builder.transport(Transport.parse(text));
        case DATA_PATH -> builder.dataPath(DataPath.parse(text));
        case CHECK_PERMISSIONS -> builder.checkPermissions(truth(text));
        case ENABLE_XATTRS -> builder.enableXattrs(truth(text));
        case CASE_SENSITIVE -> builder.caseSensitive(truth(text));
        case INITIAL_DIRECTORIES -> builder.initialDirectories(text);
        case ALLOW_OTHER -> builder.allowOther(truth(text));
        case UID -> builder.uid(id(text));
        case GID -> builder.gid(id(text));
        case MODE -> builder.mode(octal(text));
      };
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(key + ": " + e.getMessage(), e);
    }
  }

  /** The value in {@code options}, as {@link #set} reads it. */
  public String get(RamDriveOptions options) {
    return switch (this) {
      case SIZE -> Long.toString(options.size());
      case MAX_INODES -> Long.toString(options.maxInodes());
      case PAGE_SIZE_KB -> Integer.toString(options.pageSizeKb());
      case PRE_ALLOCATE -> Boolean.toString(options.preAllocate());
      case VOLUME_LABEL -> options.volumeLabel();
      case ENABLE_KERNEL_CACHE -> Boolean.toString(options.enableKernelCache());
      case FILE_INFO_TIMEOUT_MS -> Long.toString(options.fileInfoTimeoutMs());
      case DIR_INFO_TIMEOUT_MS -> Long.toString(options.dirInfoTimeoutMs());
      case VOLUME_INFO_TIMEOUT_MS -> Long.toString(options.volumeInfoTimeoutMs());
      case PURGE_ON_CLOSE -> Boolean.toString(options.purgeOnClose());
      case ENABLE_NOTIFICATIONS -> Boolean.toString(options.enableNotifications());
      case CACHE -> options.cache().key();
      case TRANSPORT -> options.transport().key();
      case DATA_PATH -> options.dataPath().key();
      case CHECK_PERMISSIONS -> Boolean.toString(options.checkPermissions());
      case ENABLE_XATTRS -> Boolean.toString(options.enableXattrs());
      case CASE_SENSITIVE -> Boolean.toString(options.caseSensitive());
      case INITIAL_DIRECTORIES -> options.initialDirectories();
      case ALLOW_OTHER -> Boolean.toString(options.allowOther());
      case UID -> Integer.toUnsignedString(options.uid());
      case GID -> Integer.toUnsignedString(options.gid());
      case MODE -> Integer.toOctalString(options.mode());
    };
  }

  private static long positive(long size, String text) {
    if (size < 1) {
      throw new IllegalArgumentException("'" + text + "' holds nothing; ask for more");
    }
    return size;
  }

  private static boolean truth(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("'" + text + "' is neither 'true' nor 'false'");
    };
  }

  private static long number(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("'" + text + "' is not a whole number", e);
    }
  }

  private static int id(String text) {
    try {
      return Integer.parseUnsignedInt(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "'" + text + "' is not a numeric id, such as 'id -u' and 'id -g' print", e);
    }
  }

  private static int octal(String text) {
    try {
      return Integer.parseInt(text, 8);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "'" + text + "' is not an octal mode such as 755 or 1777", e);
    }
  }
}
