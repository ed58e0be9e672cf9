// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class FuseOptionsTest {
  @Test
  void theDefaultsCacheAndNotify() {
    FuseOptions defaults = FuseOptions.defaults();
    assertThat(defaults.enableKernelCache()).isTrue();
    assertThat(defaults.enableNotifications()).isTrue();
    assertThat(defaults.fileInfoTimeoutMs()).isEqualTo(1000);
    assertThat(defaults.access()).isEqualTo(FuseOptions.Access.AUTOMATIC);
    assertThat(defaults.checkPermissions()).isTrue();
    assertThat(defaults.xattrs()).isTrue();
    assertThat(defaults.label()).isEqualTo("ramdrive");
  }

  @Test
  void theBuilderSetsEveryOption() {
    FuseOptions options =
        FuseOptions.builder()
            .label("x")
            .enableKernelCache(false)
            .fileInfoTimeoutMs(5)
            .enableNotifications(false)
            .transport(FuseOptions.Transport.RING)
            .passthrough(true)
            .checkPermissions(false)
            .xattrs(false)
            .access(FuseOptions.Access.OWNER)
            .specialFiles(false)
            .dispatchers(7)
            .unmountTimeout(Duration.ofMillis(9))
            .build();
    assertThat(options)
        .isEqualTo(
            new FuseOptions(
                "x",
                false,
                5,
                false,
                false,
                FuseOptions.Transport.RING,
                true,
                false,
                false,
                FuseOptions.Access.OWNER,
                false,
                7,
                Duration.ofMillis(9)));
    assertThat(FuseOptions.builder().exclusive(true).build().exclusive()).isTrue();
  }

  @Test
  void refusesWhatCannotBe() {
    refused(FuseOptions.builder().label(""), "The label must have 1 to 255 characters");
    refused(FuseOptions.builder().label("a\nb"), "none a control character");
    refused(FuseOptions.builder().label("x".repeat(256)), "1 to 255");
    refused(FuseOptions.builder().fileInfoTimeoutMs(-1), "between 0 and 4294967295");
    refused(FuseOptions.builder().fileInfoTimeoutMs(FuseOptions.FOR_EVER + 1), "4294967296");
    refused(
        FuseOptions.builder().exclusive(true).enableKernelCache(false),
        "An exclusive mount leaves data in the kernel's cache, and the kernel's cache is switched"
            + " off: choose one of the two.");
    refused(
        FuseOptions.builder().exclusive(true).passthrough(true),
        "An exclusive mount keeps written data back, and with passthrough there is none to keep:"
            + " choose one of the two.");
    refused(
        FuseOptions.builder().checkPermissions(false).access(FuseOptions.Access.EVERYBODY),
        "A mount that checks no permissions is for its owner alone: let it check them, or let"
            + " nobody else use it.");
    refused(FuseOptions.builder().dispatchers(-1), "between 0 (automatic) and 256");
    refused(FuseOptions.builder().dispatchers(257), "257");
    refused(FuseOptions.builder().unmountTimeout(Duration.ofMillis(-1)), "between 0 and one hour");
    refused(FuseOptions.builder().unmountTimeout(Duration.ofHours(2)), "PT2H");
  }

  private static void refused(FuseOptions.Builder builder, String message) {
    assertThatThrownBy(builder::build)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }
}
