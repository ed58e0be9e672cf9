// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ramdrive.volume.NameMatching;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NegotiationTest {
  private static final long EVERYTHING = -1;
  private static final int READAHEAD = 128 << 10;
  private static final Optional<String> NO_RINGS = Optional.of("off: not here");

  @Test
  void aCoherentCacheCostsNoRequests() {
    Negotiation it = negotiate(FuseOptions.builder().fileInfoTimeoutMs(FuseOptions.FOR_EVER));
    assertThat(it.noOpen()).isTrue();
    assertThat(it.noOpendir()).isTrue();
    assertThat(it.openFlags()).isEqualTo(OpenFlags.FOPEN_KEEP_CACHE);
    assertThat(it.opendirFlags()).isEqualTo(OpenFlags.FOPEN_KEEP_CACHE | OpenFlags.FOPEN_CACHE_DIR);
    assertThat(it.has(InitFlags.EXPLICIT_INVAL_DATA)).isTrue();
    assertThat(it.has(InitFlags.AUTO_INVAL_DATA)).isFalse();
    assertThat(it.directIo()).isFalse();
    assertThat(it.entryTimeout()).isEqualTo(Timeout.FOR_EVER);
    assertThat(it.attrTimeout()).isEqualTo(Timeout.FOR_EVER);
    assertThat(it.negativeTimeout()).isEqualTo(Timeout.FOR_EVER);
  }

  @Test
  void withoutNotificationsEachOpenDropsStalePages() {
    Negotiation it = negotiate(FuseOptions.builder().enableNotifications(false));
    assertThat(it.noOpen()).isFalse();
    assertThat(it.noOpendir()).isFalse();
    assertThat(it.openFlags()).isZero();
    assertThat(it.opendirFlags()).isZero();
    assertThat(it.has(InitFlags.EXPLICIT_INVAL_DATA)).isFalse();
    assertThat(it.has(InitFlags.AUTO_INVAL_DATA)).isTrue();
    assertThat(it.has(InitFlags.CACHE_SYMLINKS)).isFalse();
    assertThat(it.attrTimeout()).isEqualTo(new Timeout(1, 0));
  }

  @Test
  void withoutCacheEverythingIsAskedWhateverTheTimeout() {
    Negotiation it =
        negotiate(
            FuseOptions.builder().enableKernelCache(false).fileInfoTimeoutMs(FuseOptions.FOR_EVER));
    assertThat(it.entryTimeout()).isEqualTo(Timeout.NONE);
    assertThat(it.attrTimeout()).isEqualTo(Timeout.NONE);
    assertThat(it.negativeTimeout()).isEqualTo(Timeout.NONE);
    assertThat(it.noOpen()).isFalse();
    assertThat(it.noOpendir()).isFalse();
    assertThat(it.directIo()).isTrue();
    assertThat(it.openFlags() & OpenFlags.FOPEN_DIRECT_IO).isNotZero();
    assertThat(it.openFlags() & OpenFlags.FOPEN_KEEP_CACHE).isZero();
    assertThat(it.has(InitFlags.DIRECT_IO_ALLOW_MMAP)).isTrue();
    assertThat(it.has(InitFlags.CACHE_SYMLINKS)).isFalse();
  }

  @Test
  void whereCaseDoesNotMatterNamesAreNotBelieved() {
    Negotiation it =
        new Negotiation(
            Negotiation.MINOR,
            EVERYTHING,
            READAHEAD,
            FuseOptions.builder().fileInfoTimeoutMs(FuseOptions.FOR_EVER).build(),
            NameMatching.CASE_INSENSITIVE,
            NO_RINGS);
    assertThat(it.entryTimeout()).isEqualTo(Timeout.NONE);
    assertThat(it.negativeTimeout()).isEqualTo(Timeout.NONE);
    assertThat(it.attrTimeout()).isEqualTo(Timeout.FOR_EVER);
    assertThat(it.openFlags()).isEqualTo(OpenFlags.FOPEN_KEEP_CACHE);
    assertThat(it.toString()).contains("timeout for ever, of names none: case does not matter");
  }

  @Test
  void someThingsAreNeverAsked() {
    long never = InitFlags.ATOMIC_O_TRUNC | InitFlags.POSIX_LOCKS | InitFlags.FLOCK_LOCKS;
    for (boolean cache : new boolean[] {true, false}) {
      for (boolean notify : new boolean[] {true, false}) {
        Negotiation it =
            negotiate(FuseOptions.builder().enableKernelCache(cache).enableNotifications(notify));
        assertThat(it.flags() & never).isZero();
        assertThat(it.writeback()).isFalse();
        assertThat(it.has(InitFlags.AUTO_INVAL_DATA)).isNotEqualTo(it.noOpen());
      }
    }
  }

  @Test
  void anExclusiveMountLeavesDataWithTheKernel() {
    for (boolean notify : new boolean[] {true, false}) {
      Negotiation it = negotiate(FuseOptions.builder().exclusive(true).enableNotifications(notify));
      assertThat(it.writeback()).isTrue();
      assertThat(it.notifies()).isFalse();
      assertThat(it.noOpen()).isTrue();
      assertThat(it.has(InitFlags.AUTO_INVAL_DATA)).isFalse();
    }
  }

  @Test
  void accessListsGoWithPermissionsAndAttributes() {
    assertThat(negotiate(FuseOptions.builder()).has(InitFlags.POSIX_ACL)).isTrue();
    Negotiation unchecked = negotiate(FuseOptions.builder().checkPermissions(false));
    assertThat(unchecked.has(InitFlags.POSIX_ACL)).isFalse();
    assertThat(unchecked.has(InitFlags.DONT_MASK)).isTrue();
    assertThat(unchecked.toString()).containsPattern("POSIX_ACL +yes +no +off: it makes");
    Negotiation bare = negotiate(FuseOptions.builder().xattrs(false));
    assertThat(bare.has(InitFlags.POSIX_ACL)).isFalse();
    assertThat(bare.toString()).containsPattern("POSIX_ACL +yes +no +off: they are attributes");
  }

  @Test
  void asksForNothingThatIsNotOffered() {
    Negotiation it =
        new Negotiation(
            Negotiation.OLDEST_MINOR,
            0,
            READAHEAD,
            FuseOptions.defaults(),
            NameMatching.EXACT,
            NO_RINGS);
    assertThat(it.flags()).isZero();
    assertThat(it.noOpen()).isFalse();
    assertThat(it.maxWrite()).isEqualTo(128 << 10);
    assertThat(it.minor()).isEqualTo(Negotiation.OLDEST_MINOR);
  }

  @Test
  void speaksNoNewerVersionThanItsOwn() {
    Negotiation it =
        new Negotiation(
            99, EVERYTHING, READAHEAD, FuseOptions.defaults(), NameMatching.EXACT, NO_RINGS);
    assertThat(it.minor()).isEqualTo(Negotiation.MINOR);
    assertThat(it.maxWrite()).isEqualTo(Negotiation.MAX_REQUEST);
    assertThat(it.maxReadahead()).isEqualTo(READAHEAD);
  }

  @Test
  void refusesKernelsThatAreTooOld() {
    assertThatThrownBy(
            () ->
                new Negotiation(
                    Negotiation.OLDEST_MINOR - 1,
                    EVERYTHING,
                    READAHEAD,
                    FuseOptions.defaults(),
                    NameMatching.EXACT,
                    NO_RINGS))
        .hasMessage(
            "This kernel speaks FUSE 7.30, but RamDrive needs 7.31 or newer; use Linux 5.4 or"
                + " newer.");
  }

  @Test
  void explainsEachDecisionInOneLine() {
    String[] lines = negotiate(FuseOptions.builder()).toString().split(System.lineSeparator(), -1);
    assertThat(lines[0])
        .isEqualTo(
            "FUSE 7.45 by /dev/fuse, max_write 1048576, max_readahead 131072, timeout 1000 ms");
    assertThat(Arrays.asList(lines))
        .anySatisfy(line -> assertThat(line).matches("NO_OPEN_SUPPORT +yes +yes +an open file.*"))
        .anySatisfy(line -> assertThat(line).matches("WRITEBACK_CACHE +yes +no +off: .*"));
  }

  private static Negotiation negotiate(FuseOptions.Builder options) {
    return new Negotiation(
        Negotiation.MINOR, EVERYTHING, READAHEAD, options.build(), NameMatching.EXACT, NO_RINGS);
  }

  @Test
  void ringsAreTakenWhenTheyAreThere() {
    Negotiation it =
        new Negotiation(
            Negotiation.MINOR,
            EVERYTHING,
            READAHEAD,
            FuseOptions.defaults(),
            NameMatching.EXACT,
            Optional.empty());
    assertThat(it.rings()).isTrue();
    assertThat(it.toString()).startsWith("FUSE 7.45 by io_uring,");
  }

  @Test
  void withoutRingsTheDeviceIsTaken() {
    Negotiation it = negotiate(FuseOptions.builder());
    assertThat(it.rings()).isFalse();
    assertThat(it.toString())
        .startsWith("FUSE 7.45 by /dev/fuse,")
        .containsPattern("OVER_IO_URING +yes +no +off: not here");
  }

  @Test
  void withoutRingsNobodyGetsThemWhoInsists() {
    assertThatThrownBy(() -> negotiate(FuseOptions.builder().transport(FuseOptions.Transport.RING)))
        .hasMessage(
            "Requests cannot come through io_uring (transport 'ring'): not here. Let the transport"
                + " be 'auto', which takes /dev/fuse then.");
  }
}
