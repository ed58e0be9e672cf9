// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.binding;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where a volume is shown, as users write it.
 *
 * <ul>
 *   <li>{@code R}, {@code R:}, {@code R:\}: a drive, for all users if the process may do that, else
 *       for its own logon session
 *   <li>{@code *}: the first free letter from Z down, for the logon session
 *   <li>{@code C:\dir\mnt}: a directory, which must not exist
 *   <li>{@code \\server\share}: a share, without a drive letter
 *   <li>{@code \\.\R:}, {@code \\.\C:\dir\mnt}: through Windows' mount manager or not at all
 * </ul>
 *
 * @param kind what it is
 * @param text as Windows writes it
 */
public record MountPoint(Kind kind, String text) {
  /** What a mount point can be. */
  public enum Kind {
    DRIVE,
    ANY_DRIVE,
    DIRECTORY,
    SHARE,
    /** A drive or a directory of Windows' mount manager. */
    MANAGED
  }

  /** Stands for any free drive letter. */
  static final String ANY_DRIVE = "*";

  private static final String MANAGED_PREFIX = "\\\\.\\";
  private static final Pattern DRIVE = Pattern.compile("[A-Z]:?\\\\*", Pattern.CASE_INSENSITIVE);
  private static final Pattern DIRECTORY =
      Pattern.compile("[A-Z]:\\\\[^<>:\"|?*\\p{Cntrl}]+", Pattern.CASE_INSENSITIVE);
  private static final Pattern SHARE =
      Pattern.compile("\\\\\\\\[^\\\\<>:\"|?*\\p{Cntrl}]+\\\\[^<>:\"|?*\\p{Cntrl}]+");

  /**
   * Understands what a user wrote; slashes stand for backslashes.
   *
   * @throws WinFspException if it is no mount point
   */
  public static MountPoint parse(String text) throws WinFspException {
    String windows = text.strip().replace('/', '\\');
    if (windows.equals(ANY_DRIVE) || windows.equals("*:")) {
      return new MountPoint(Kind.ANY_DRIVE, ANY_DRIVE);
    }
    if (windows.startsWith(MANAGED_PREFIX) || windows.startsWith("\\\\?\\")) {
      MountPoint inner = parse(windows.substring(MANAGED_PREFIX.length()));
      if (inner.kind == Kind.DRIVE || inner.kind == Kind.DIRECTORY) {
        return new MountPoint(Kind.MANAGED, MANAGED_PREFIX + inner.text);
      }
    } else if (DRIVE.matcher(windows).matches()) {
      return new MountPoint(Kind.DRIVE, windows.substring(0, 1).toUpperCase(Locale.ROOT) + ":");
    } else if (DIRECTORY.matcher(windows).matches()) {
      return new MountPoint(Kind.DIRECTORY, withoutEnd(windows));
    } else if (SHARE.matcher(windows).matches()) {
      return new MountPoint(Kind.SHARE, withoutEnd(windows));
    }
    throw new WinFspException(
        NtStatus.STATUS_OBJECT_NAME_INVALID,
        "\""
            + text
            + "\" is no mount point: write a drive (R:), * for any drive, a new directory"
            + " (C:\\dir\\mnt) or a share (\\\\server\\share).");
  }

  private static String withoutEnd(String path) {
    int end = path.length();
    while (path.charAt(end - 1) == '\\') {
      end--;
    }
    return path.substring(0, end);
  }

  /**
   * What to try to mount on, one after another, with a new {@link FileSystemHost} for each: empty
   * for a share, which is there as soon as the dispatcher is.
   */
  public List<String> attempts() {
    return switch (kind) {
      case DRIVE -> List.of(MANAGED_PREFIX + text, text);
      case ANY_DRIVE, DIRECTORY, MANAGED -> List.of(text);
      case SHARE -> List.of();
    };
  }

  /** What to check before the first attempt: WinFsp itself would shadow a drive that is there. */
  public Optional<String> preflight() {
    return switch (kind) {
      case DRIVE, DIRECTORY -> Optional.of(text);
      case MANAGED -> Optional.of(text.substring(MANAGED_PREFIX.length()));
      case ANY_DRIVE, SHARE -> Optional.empty();
    };
  }

  /** The Prefix of {@link VolumeParams}: {@code \server\share}, or nothing if it is no share. */
  public String prefix() {
    return kind == Kind.SHARE ? text.substring(1) : "";
  }

  @Override
  public String toString() {
    return text;
  }
}
