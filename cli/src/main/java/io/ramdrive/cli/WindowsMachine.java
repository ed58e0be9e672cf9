// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.cli;

import io.ramdrive.winfsp.binding.WinFspException;
import io.ramdrive.winfsp.binding.WinFspLibrary;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** How a Windows machine tells what it can do. */
interface WindowsMachine {
  /**
   * The release of WinFsp.
   *
   * @throws WinFspException in one sentence, when there is none that can be used
   */
  String winFsp() throws WinFspException;

  /**
   * The groups of the user who runs this process, with their security identifiers.
   *
   * @throws IOException in a few words
   */
  String groups() throws IOException;

  /** The letters in use, such as {@code C:\}. */
  List<String> roots();

  /** The machine that this JVM runs on. */
  static WindowsMachine here(WindowsFolders folders) {
    return new WindowsMachine() {
      @Override
      public String winFsp() throws WinFspException {
        return WinFspLibrary.load().version().toString();
      }

      @Override
      public String groups() throws IOException {
        List<String> command = List.of(folders.systemProgram("whoami.exe").toString(), "/groups");
        SystemProgram whoami = SystemProgram.run(Duration.ofSeconds(10), command);
        if (whoami.exitCode() != 0) {
          throw new IOException("whoami ended with " + whoami.exitCode());
        }
        return whoami.output();
      }

      @Override
      public List<String> roots() {
        List<String> roots = new ArrayList<>();
        for (Path root : FileSystems.getDefault().getRootDirectories()) {
          roots.add(root.toString());
        }
        return roots;
      }
    };
  }
}
