// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.binding;

/** What users read when a file system does not come up: what, why, what to do. */
final class StartFailure {
  /** Where WinFsp is to be had. */
  static final String DOWNLOAD = "https://winfsp.dev/rel/";

  private StartFailure() {}

  static String missing(WinFspFunction function) {
    return "WinFsp's DLL has no function "
        + function
        + ": install WinFsp "
        + function.since()
        + " or newer from "
        + DOWNLOAD
        + ".";
  }

  static String tooOld(WinFspVersion version) {
    return "WinFsp "
        + version
        + " is too old: install WinFsp "
        + WinFspVersion.OLDEST
        + " or newer from "
        + DOWNLOAD
        + ".";
  }

  static String noVersion(int status) {
    return "WinFsp's DLL does not tell its version ("
        + NtStatus.nameOf(status)
        + "): install WinFsp anew from "
        + DOWNLOAD
        + ".";
  }

  static String nativeAccess(String module) {
    return "WinFsp cannot be called because this JVM forbids native code: start it with"
        + " --enable-native-access="
        + module
        + ".";
  }

  static String creating(int status) {
    return switch (status) {
      case NtStatus.STATUS_NO_SUCH_DEVICE, NtStatus.STATUS_OBJECT_NAME_NOT_FOUND ->
          "WinFsp's driver does not run ("
              + NtStatus.nameOf(status)
              + "): restart Windows, or install WinFsp anew from "
              + DOWNLOAD
              + ".";
      case NtStatus.STATUS_INVALID_PARAMETER ->
          "WinFsp refuses the parameters of the volume ("
              + NtStatus.nameOf(status)
              + "): look at the"
              + " prefix, and whether its DLL and its driver are of one release.";
      default ->
          "WinFsp makes no file system ("
              + NtStatus.nameOf(status)
              + "); look into Windows' event log.";
    };
  }

  static String starting(int status) {
    return "WinFsp starts no threads ("
        + NtStatus.nameOf(status)
        + "): ask for fewer, or free memory.";
  }

  /** As for a mount, and for the check before one. */
  static String mounting(String mountPoint, int status) {
    return switch (status) {
      case NtStatus.STATUS_OBJECT_NAME_COLLISION ->
          isDrive(mountPoint)
              ? mountPoint + " is in use: choose another drive letter, or * for any."
              : mountPoint + " exists: name a directory that does not, WinFsp makes it.";
      case NtStatus.STATUS_ACCESS_DENIED ->
          mountPoint.startsWith("\\\\.\\")
              ? mountPoint + " needs an administrator: run as one, or mount without \\\\.\\."
              : mountPoint + " cannot be made, access is denied: choose a folder of your own.";
      case NtStatus.STATUS_OBJECT_NAME_INVALID,
          NtStatus.STATUS_OBJECT_PATH_NOT_FOUND,
          NtStatus.STATUS_OBJECT_NAME_NOT_FOUND ->
          mountPoint + " cannot be a mount point: its parent has to be a directory on NTFS.";
      case NtStatus.STATUS_NETWORK_ACCESS_DENIED ->
          mountPoint + " cannot be a mount point of a share: choose a drive letter.";
      case NtStatus.STATUS_NO_SUCH_DEVICE ->
          MountPoint.ANY_DRIVE.equals(mountPoint)
              ? "No drive letter is free: unmount a drive, or mount on a directory."
              : creating(status);
      default ->
          "WinFsp does not mount "
              + mountPoint
              + " ("
              + NtStatus.nameOf(status)
              + "); try another place.";
    };
  }

  private static boolean isDrive(String mountPoint) {
    return mountPoint.endsWith(":") || mountPoint.endsWith(":\\");
  }
}
