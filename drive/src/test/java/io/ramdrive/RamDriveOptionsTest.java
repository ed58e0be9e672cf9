// SPDX-License-Identifier: Apache-2.0
package io.ramdrive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.function.UnaryOperator;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class RamDriveOptionsTest {
  @Test
  void defaultsAreThoseOfTheDocumentation() {
    RamDriveOptions options = RamDriveOptions.defaults();
    assertThat(options.size()).isCloseTo(HostMemory.read().total() / 2, within(4096));
    assertThat(options.maxInodes()).isEqualTo(Runtime.getRuntime().maxMemory() / 768);
    assertThat(options.pageSizeKb()).isEqualTo(4);
    assertThat(options.preAllocate()).isFalse();
    assertThat(options.volumeLabel()).isEqualTo("ramdrive");
    assertThat(options.enableKernelCache()).isTrue();
    assertThat(options.fileInfoTimeoutMs()).isEqualTo(1000);
    assertThat(options.enableNotifications()).isTrue();
    assertThat(options.cache()).isEqualTo(CacheMode.COHERENT);
    assertThat(options.checkPermissions()).isTrue();
    assertThat(options.enableXattrs()).isTrue();
    assertThat(options.initialDirectories()).isEmpty();
    assertThat(options.uid()).isEqualTo(ProcessOwner.uid());
    assertThat(options.gid()).isEqualTo(ProcessOwner.gid());
    assertThat(options.allowOther()).isEqualTo(options.uid() == 0);
    assertThat(options.mode()).isEqualTo(0755);
  }

  @Test
  void withoutPermissionsADriveIsForOne() {
    assertThat(build(b -> b.checkPermissions(false)).allowOther()).isFalse();
    assertThat(build(b -> b.checkPermissions(false).allowOther(false)).allowOther()).isFalse();
    assertThat(build(b -> b.checkPermissions(true).allowOther(true)).allowOther()).isTrue();
    refuses(
        b -> b.checkPermissions(false).allowOther(true),
        "check-permissions: 'false' is for a drive that nobody else may use; leave out allow-other"
            + " = true, or let permissions be checked");
  }

  private static Offset<Long> within(long bytes) {
    return Offset.offset(bytes);
  }

  @Test
  void sizeIsWholePages() {
    assertThat(build(b -> b.size(1))).extracting(RamDriveOptions::size).isEqualTo(4096L);
    assertThat(build(b -> b.size(4096))).extracting(RamDriveOptions::size).isEqualTo(4096L);
    assertThat(build(b -> b.size("64k").pageSizeKb(2048)))
        .extracting(RamDriveOptions::size)
        .isEqualTo(2L << 20);
  }

  @Test
  void withoutKernelCacheThereIsNoTimeout() {
    RamDriveOptions.Builder forEver =
        RamDriveOptions.builder().fileInfoTimeoutMs(RamDriveOptions.FOR_EVER);
    assertThat(forEver.build().effectiveTimeoutMs()).isEqualTo(4294967295L);
    assertThat(forEver.enableKernelCache(false).build().effectiveTimeoutMs()).isZero();
  }

  @Test
  void refusesInOneSentence() {
    refuses(b -> b.size(0), "size: 0 bytes hold nothing; ask for more");
    refuses(b -> b.size("0k"), "size: '0k' holds nothing; ask for more");
    refuses(
        b -> b.size("8t"),
        "size: 8796093022208 bytes is not at least one page (4096) and less than 8 TiB");
    refuses(
        b -> b.size("lots"),
        "size: 'lots' is not a size; write bytes, or a number with k, m, g, t or %, such as 2g");
    refuses(b -> b.maxInodes(0), "max-inodes: 0 is not between 1 and 2147483647");
    refuses(b -> b.maxInodes(1L << 31), "max-inodes: 2147483648 is not between 1 and 2147483647");
    refuses(b -> b.pageSizeKb(2), "page-size-kb: 2 is not a power of two from 4 to 2048");
    refuses(b -> b.pageSizeKb(12), "page-size-kb: 12 is not a power of two from 4 to 2048");
    refuses(b -> b.pageSizeKb(4096), "page-size-kb: 4096 is not a power of two from 4 to 2048");
    refuses(
        b -> b.fileInfoTimeoutMs(-1),
        "file-info-timeout-ms: -1 is not between 0 (off) and 4294967295 (for ever)");
    refuses(
        b -> b.fileInfoTimeoutMs(4294967296L),
        "file-info-timeout-ms: 4294967296 is not between 0 (off) and 4294967295 (for ever)");
    refuses(
        b -> b.dirInfoTimeoutMs(-2),
        "dir-info-timeout-ms: -2 is not between -1 (as file-info-timeout-ms) and 4294967295 (for"
            + " ever)");
    refuses(
        b -> b.volumeInfoTimeoutMs(4294967296L),
        "volume-info-timeout-ms: 4294967296 is not between -1 (as file-info-timeout-ms) and"
            + " 4294967295 (for ever)");
    refuses(b -> b.volumeLabel(" "), "volume-label: it has 1 characters; 1 to 64 are allowed");
    refuses(
        b -> b.volumeLabel("x".repeat(65)),
        "volume-label: it has 65 characters; 1 to 64 are allowed");
    for (String label : new String[] {"a,b", "a\\b", "a\nb"}) {
      refuses(
          b -> b.volumeLabel(label),
          "volume-label: a comma, a backslash or a control character at position 2 would break"
              + " the mount table; leave it out");
    }
    refuses(
        b -> b.cache(CacheMode.EXCLUSIVE).enableKernelCache(false),
        "cache: 'exclusive' leaves data in the kernel's cache, which enable-kernel-cache = false"
            + " switches off; leave out one of the two");
    refuses(
        b -> b.cache(CacheMode.EXCLUSIVE).dataPath(DataPath.PASSTHROUGH),
        "data-path: with 'passthrough' the kernel keeps no data back, which cache = exclusive asks"
            + " for; leave out one of the two");
    refuses(b -> b.mode(010000), "mode: 10000 is not an octal mode from 0 to 7777");
    refuses(
        b -> b.initialDirectories("a,../b"),
        "initial-directories: '../b' is not a path from the drive's root, such as Cache/App1");
  }

  private static RamDriveOptions build(UnaryOperator<RamDriveOptions.Builder> change) {
    return change.apply(RamDriveOptions.builder()).build();
  }

  private static void refuses(UnaryOperator<RamDriveOptions.Builder> change, String sentence) {
    assertThatThrownBy(() -> build(change))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(sentence);
  }
}
