// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.windows;

import static org.assertj.core.api.Assertions.assertThat;

import io.ramdrive.integration.ChromiumProfile;
import io.ramdrive.integration.StoragePage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Chrome or Edge with its profile on the drive: the program whose death led to this project. On a
 * letter, as people have it; the browser treats shares of a network in its own way.
 */
class ChromiumTest {
  private static final String TOKEN = "stored-by-the-first-start";

  @ParameterizedTest
  @EnumSource(names = {"FOR_EVER", "DEFAULT"})
  void aProfileServesTwoStarts(KernelTimeout timeout) throws Exception {
    try (WindowsDrive drive = timeout.mountAt("*:");
        StoragePage page = new StoragePage()) {
      visit(drive, page, page.storing(TOKEN));
      visit(drive, page, page.recalling());
      ChromiumProfile.assertSound(drive.root().resolve("profile"));
    }
  }

  private static void visit(WindowsDrive drive, StoragePage page, String address) throws Exception {
    try (Browser browser = Browser.start(drive.root());
        DevTools tools = new DevTools(browser.address())) {
      assertThat(tools.call("Target.createTarget", "{\"url\":\"%s\"}".formatted(address)))
          .contains("targetId");
      page.assertReported(TOKEN, browser::errors);
      tools.call("Browser.close", "{}");
      browser.assertCleanExit();
      ChromiumProfile.assertNoCorruption("what the browser wrote", browser.errors());
    }
  }
}
