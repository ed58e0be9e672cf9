// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.binding;

/** What users read when WinFsp's DLL is not to be had: what, why, what to do. */
final class DiscoveryFailure {
  private DiscoveryFailure() {}

  static String notWindows(String osName) {
    return "WinFsp is for Windows, and this is " + osName + ": use the FUSE view here.";
  }

  static String unknownArchitecture(String osArch) {
    return "WinFsp cannot be called by Java for "
        + osArch
        + ": install a 64-bit JDK, for x64 or ARM64.";
  }

  static String notInstalled() {
    return "WinFsp is not installed: install it from " + StartFailure.DOWNLOAD + ".";
  }

  static String damaged(String path) {
    return "WinFsp is installed, but "
        + path
        + " is missing: install WinFsp anew from "
        + StartFailure.DOWNLOAD
        + ".";
  }

  static String namedIsAbsent(String path) {
    return DllDiscovery.VARIABLE
        + " names "
        + path
        + ", which does not exist: correct it, or unset it to use the installed WinFsp.";
  }

  static String wrongArchitecture(String path, int machine, Architecture jvm) {
    return path
        + " is for "
        + Architecture.titleOf(machine)
        + ", but this Java is for "
        + jvm.title()
        + ": use "
        + jvm.dllName()
        + ", or a JDK that fits.";
  }

  static String notLoadable(String path) {
    return path + " cannot be loaded: install WinFsp anew from " + StartFailure.DOWNLOAD + ".";
  }
}
