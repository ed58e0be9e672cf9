// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.binding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DllDiscoveryTest {
  private static final String USUAL = "C:\\Program Files (x86)\\WinFsp\\bin\\winfsp-x64.dll";
  private static final String REGISTERED = "D:\\Tools\\WinFsp\\bin\\winfsp-x64.dll";
  private static final int X64 = 0x8664;
  private static final int ARM64 = 0xAA64;

  private final Map<String, String> environment = new HashMap<>();
  private final Map<String, Integer> files = new HashMap<>();
  private final List<String> loaded = new ArrayList<>();
  private Optional<String> installDir = Optional.empty();
  private String osArch = "amd64";
  private boolean loadable = true;

  private DllDiscovery discovery() {
    return new DllDiscovery(
        environment, "Windows 11", osArch, () -> this::registryValue, new FakeFiles());
  }

  private Optional<String> registryValue(String key, String value) {
    assertThat(key).isEqualTo("SOFTWARE\\WOW6432Node\\WinFsp");
    assertThat(value).isEqualTo("InstallDir");
    return installDir;
  }

  private final class FakeFiles implements DllFiles {
    @Override
    public boolean exists(String path) {
      return files.containsKey(path);
    }

    @Override
    public int machine(String path) throws IOException {
      int machine = Objects.requireNonNull(files.get(path));
      if (machine == 0) {
        throw new IOException("no DLL");
      }
      return machine;
    }

    @Override
    public SymbolLookup load(String path) {
      if (!loadable) {
        throw new IllegalArgumentException("Cannot open library: " + path);
      }
      loaded.add(path);
      return _ -> Optional.<MemorySegment>empty();
    }
  }

  private void assertRefused(int status, String message) {
    assertThatExceptionOfType(WinFspException.class)
        .isThrownBy(() -> discovery().load())
        .withMessage(message)
        .matches(e -> e.status() == status);
    assertThat(loaded).isEmpty();
  }

  @Test
  void theRegistrySaysWhereItIs() throws Exception {
    installDir = Optional.of("D:\\Tools\\WinFsp\\");
    files.put(REGISTERED, X64);
    files.put(USUAL, X64);

    discovery().load();
    assertThat(loaded).containsExactly(REGISTERED);
  }

  @Test
  void theRegistrysFolderMayLackItsBackslash() throws Exception {
    installDir = Optional.of("D:\\Tools\\WinFsp");
    files.put(REGISTERED, X64);

    assertThat(discovery().locate()).isEqualTo(REGISTERED);
  }

  @Test
  void withoutTheRegistryItIsWhereItIsInstalledByDefault() throws Exception {
    files.put(USUAL, X64);
    assertThat(discovery().locate()).isEqualTo(USUAL);

    environment.put("ProgramFiles(x86)", "E:\\Programs");
    files.put("E:\\Programs\\WinFsp\\bin\\winfsp-x64.dll", X64);
    assertThat(discovery().locate()).isEqualTo("E:\\Programs\\WinFsp\\bin\\winfsp-x64.dll");
  }

  @Test
  void theVariableComesBeforeAll() throws Exception {
    installDir = Optional.of("D:\\Tools\\WinFsp\\");
    files.put(REGISTERED, X64);
    environment.put("RAMDRIVE_WINFSP_DLL", "F:\\own.dll");
    files.put("F:\\own.dll", X64);
    assertThat(discovery().locate()).isEqualTo("F:\\own.dll");

    environment.put("RAMDRIVE_WINFSP_DLL", " ");
    assertThat(discovery().locate()).isEqualTo(REGISTERED);
  }

  @Test
  void armHasADllOfItsOwn() throws Exception {
    osArch = "aarch64";
    files.put("C:\\Program Files (x86)\\WinFsp\\bin\\winfsp-a64.dll", ARM64);
    files.put(USUAL, X64);

    assertThat(discovery().locate()).endsWith("winfsp-a64.dll");
  }

  @Test
  void notInstalled() {
    assertRefused(
        NtStatus.STATUS_OBJECT_NAME_NOT_FOUND,
        "WinFsp is not installed: install it from https://winfsp.dev/rel/.");
  }

  @Test
  void installedButTheDllIsMissing() {
    installDir = Optional.of("D:\\Tools\\WinFsp\\");
    assertRefused(
        NtStatus.STATUS_DLL_NOT_FOUND,
        "WinFsp is installed, but D:\\Tools\\WinFsp\\bin\\winfsp-x64.dll is missing: install"
            + " WinFsp anew from https://winfsp.dev/rel/.");
  }

  @Test
  void theVariableNamesNothing() {
    environment.put("RAMDRIVE_WINFSP_DLL", "F:\\own.dll");
    files.put(USUAL, X64);
    assertRefused(
        NtStatus.STATUS_DLL_NOT_FOUND,
        "RAMDRIVE_WINFSP_DLL names F:\\own.dll, which does not exist: correct it, or unset it to"
            + " use the installed WinFsp.");
  }

  @Test
  void theDllIsForAnotherProcessor() {
    environment.put("RAMDRIVE_WINFSP_DLL", "F:\\own.dll");
    files.put("F:\\own.dll", ARM64);
    assertRefused(
        NtStatus.STATUS_DLL_NOT_FOUND,
        "F:\\own.dll is for ARM64, but this Java is for x64: use winfsp-x64.dll, or a JDK that"
            + " fits.");
    files.put("F:\\own.dll", 0x014C);
    assertRefused(
        NtStatus.STATUS_DLL_NOT_FOUND,
        "F:\\own.dll is for 32-bit programs, but this Java is for x64: use winfsp-x64.dll, or a"
            + " JDK that fits.");
    files.put("F:\\own.dll", 0x1234);
    assertThatExceptionOfType(WinFspException.class)
        .isThrownBy(() -> discovery().load())
        .withMessageContaining("is for machine 0x1234,");
  }

  @Test
  void theDllIsNone() {
    files.put(USUAL, 0);
    assertRefused(
        NtStatus.STATUS_DLL_NOT_FOUND,
        USUAL + " cannot be loaded: install WinFsp anew from https://winfsp.dev/rel/.");
  }

  @Test
  void windowsDoesNotLoadTheDll() {
    files.put(USUAL, X64);
    loadable = false;
    assertRefused(
        NtStatus.STATUS_DLL_NOT_FOUND,
        USUAL + " cannot be loaded: install WinFsp anew from https://winfsp.dev/rel/.");
  }

  @Test
  void aJavaOf32Bits() {
    osArch = "x86";
    assertRefused(
        NtStatus.STATUS_DLL_NOT_FOUND,
        "WinFsp cannot be called by Java for x86: install a 64-bit JDK, for x64 or ARM64.");
  }

  @Test
  void anotherSystemThanWindowsIsNotSearched() {
    DllDiscovery elsewhere =
        new DllDiscovery(
            environment,
            "Linux",
            "amd64",
            () -> {
              throw new AssertionError("asked for the registry");
            },
            new FakeFiles());
    assertThatExceptionOfType(WinFspException.class)
        .isThrownBy(elsewhere::load)
        .withMessage("WinFsp is for Windows, and this is Linux: use the FUSE view here.");
  }
}
