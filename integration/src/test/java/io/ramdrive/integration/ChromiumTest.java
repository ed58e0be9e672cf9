// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Chromium with its profile on the drive: the program whose death led to this project. */
class ChromiumTest {

  private static final String TOKEN = "stored-by-the-first-start";

  @TempDir Path pipes;

  @ParameterizedTest
  @EnumSource
  void aProfileServesTwoStarts(KernelCache cache) throws Exception {
    try (TestDrive drive = TestDrive.mount(cache.options());
        StoragePage page = new StoragePage()) {
      visit(drive.root(), page, page.storing(TOKEN));
      KernelCache.drop(drive.root());
      visit(drive.root(), page, page.recalling());
      KernelCache.drop(drive.root());
      ChromiumProfile.assertSound(drive.root().resolve("profile"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void aProfileServesTwoStartsUnderRemoteControl(KernelCache cache) throws Exception {
    try (TestDrive drive = TestDrive.mount(cache.options());
        StoragePage page = new StoragePage()) {
      visitByPipe(drive.root(), page, page.storing(TOKEN));
      KernelCache.drop(drive.root());
      visitByPipe(drive.root(), page, page.recalling());
      KernelCache.drop(drive.root());
      ChromiumProfile.assertSound(drive.root().resolve("profile"));
    }
  }

  private static void visit(Path drive, StoragePage page, String address) throws Exception {
    try (Chromium browser = Chromium.start(drive, StoragePage.closing(address))) {
      page.assertReported(TOKEN, browser);
      assertEndedWell(browser);
    }
  }

  private void visitByPipe(Path drive, StoragePage page, String address) throws Exception {
    Path requests = pipe("requests");
    Path replies = pipe("replies");
    try (Chromium browser = Chromium.start(drive, requests, replies);
        DevToolsPipe tools = new DevToolsPipe(requests, replies)) {
      String session = tools.attachToPage();
      tools.call(session, "Page.enable", "{}");
      tools.call(session, "Page.navigate", "{\"url\":\"%s\"}".formatted(address));
      page.assertReported(TOKEN, browser);
      String cookies =
          tools.call(session, "Runtime.evaluate", "{\"expression\":\"document.cookie\"}");
      assertThat(DevToolsPipe.text(cookies, "value")).isEqualTo("token=" + TOKEN);
      tools.call("", "Browser.close", "{}");
      assertEndedWell(browser);
    }
  }

  private static void assertEndedWell(Chromium browser) {
    browser.assertCleanExit();
    ChromiumProfile.assertNoCorruption("what the browser wrote", browser.errors());
  }

  private Path pipe(String name) throws IOException {
    Path pipe = pipes.resolve(name);
    if (!pipe.toFile().exists()) {
      ChildProgram.run(pipes, Map.of(), "mkfifo", pipe.toString());
    }
    return pipe;
  }
}
