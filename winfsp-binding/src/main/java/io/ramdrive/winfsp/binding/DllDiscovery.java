// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.binding;

import java.io.IOException;
import java.lang.foreign.SymbolLookup;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Finds WinFsp's DLL: where RAMDRIVE_WINFSP_DLL says, else where the registry says that WinFsp is
 * installed, else where it is installed by default. No other folder is looked into: a DLL beside
 * the program is of no use without the driver of the same release.
 */
final class DllDiscovery {
  /** Names a DLL to use instead of the installed one. */
  static final String VARIABLE = "RAMDRIVE_WINFSP_DLL";

  /** WinFsp's key: in the 32-bit part, also on 64-bit Windows. */
  static final String KEY = "SOFTWARE\\WOW6432Node\\WinFsp";

  static final String VALUE = "InstallDir";

  private static final String PROGRAMS_VARIABLE = "ProgramFiles(x86)";
  private static final String PROGRAMS = "C:\\Program Files (x86)";

  private final Map<String, String> environment;
  private final String osName;
  private final String osArch;
  private final Supplier<Registry> registry;
  private final DllFiles files;

  /** {@code registry} is asked on Windows only. */
  DllDiscovery(
      Map<String, String> environment,
      String osName,
      String osArch,
      Supplier<Registry> registry,
      DllFiles files) {
    this.environment = environment;
    this.osName = osName;
    this.osArch = osArch;
    this.registry = registry;
    this.files = files;
  }

  static DllDiscovery ofThisMachine() {
    return new DllDiscovery(
        System.getenv(),
        System.getProperty("os.name"),
        System.getProperty("os.arch"),
        WindowsRegistry::ofWindows,
        new InstalledDllFiles());
  }

  /** Loads the DLL that {@link #locate} finds. */
  SymbolLookup load() throws WinFspException {
    String path = locate();
    try {
      return files.load(path);
    } catch (IllegalArgumentException e) {
      throw new WinFspException(
          NtStatus.STATUS_DLL_NOT_FOUND, DiscoveryFailure.notLoadable(path), e);
    }
  }

  /** The path of the DLL, which exists and fits the JVM. */
  String locate() throws WinFspException {
    if (!osName.startsWith("Windows")) {
      throw failure(DiscoveryFailure.notWindows(osName));
    }
    Optional<Architecture> jvm = Architecture.ofJvm(osArch);
    if (jvm.isEmpty()) {
      throw failure(DiscoveryFailure.unknownArchitecture(osArch));
    }
    String path = find(jvm.get().dllName());
    requireFits(path, jvm.get());
    return path;
  }

  private String find(String dllName) throws WinFspException {
    String named = environment.getOrDefault(VARIABLE, "").strip();
    if (!named.isEmpty()) {
      if (!files.exists(named)) {
        throw failure(DiscoveryFailure.namedIsAbsent(named));
      }
      return named;
    }
    Optional<String> installed =
        registry.get().text(KEY, VALUE).map(folder -> inFolder(folder, dllName));
    if (installed.isPresent() && files.exists(installed.get())) {
      return installed.get();
    }
    String usual =
        inFolder(environment.getOrDefault(PROGRAMS_VARIABLE, PROGRAMS) + "\\WinFsp", dllName);
    if (files.exists(usual)) {
      return usual;
    }
    if (installed.isPresent()) {
      throw failure(DiscoveryFailure.damaged(installed.get()));
    }
    throw new WinFspException(
        NtStatus.STATUS_OBJECT_NAME_NOT_FOUND, DiscoveryFailure.notInstalled());
  }

  private static String inFolder(String installDir, String dllName) {
    return installDir + (installDir.endsWith("\\") ? "" : "\\") + "bin\\" + dllName;
  }

  private void requireFits(String path, Architecture jvm) throws WinFspException {
    int machine;
    try {
      machine = files.machine(path);
    } catch (IOException e) {
      throw new WinFspException(
          NtStatus.STATUS_DLL_NOT_FOUND, DiscoveryFailure.notLoadable(path), e);
    }
    if (machine != jvm.machine()) {
      throw failure(DiscoveryFailure.wrongArchitecture(path, machine, jvm));
    }
  }

  private static WinFspException failure(String sentence) {
    return new WinFspException(NtStatus.STATUS_DLL_NOT_FOUND, sentence);
  }
}
