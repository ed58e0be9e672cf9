// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.volume;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Names are found where they lie in a request: the Java heap is left alone. */
final class LookupAllocationTest {
  @ParameterizedTest
  @EnumSource(NameMatching.class)
  void aNameIsFoundWithoutAnObject(NameMatching names) {
    assertNone(names, "Grüße.txt", names == NameMatching.EXACT ? "Grüße.txt" : "GRÜßE.TXT");
  }

  @Test
  void neitherIsOneOfAsciiLetters() {
    assertNone(NameMatching.CASE_INSENSITIVE, "CURRENT", "current");
  }

  private static void assertNone(NameMatching names, String stored, String asked) {
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    try (TestVolume test = new TestVolume(16, 100, names);
        Arena arena = Arena.ofConfined()) {
      test.file(test.root(), stored);
      byte[] bytes = asked.getBytes(UTF_8);
      MemorySegment request = arena.allocateFrom(ValueLayout.JAVA_BYTE, bytes);
      Call call = new Call(inode -> {});
      long least = Long.MAX_VALUE;
      for (int round = 0; round < 100 && least > 0; round++) {
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < 5000; i++) {
          call.name().wrap(request, 0, bytes.length);
          if (test.volume.lookup(call, test.root()) != Status.OK) {
            throw new AssertionError("not found");
          }
        }
        least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
      }
      assertThat(least).isZero();
    }
  }
}
