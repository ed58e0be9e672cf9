// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ramdrive.volume.NameMatching;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The kernel's side is played over a socket that keeps messages apart, as the device does. */
class InitExchangeTest {
  /** AF_UNIX and SOCK_SEQPACKET of bits/socket.h. */
  private static final int AF_UNIX = 1;

  private static final int SOCK_SEQPACKET = 5;

  private static final long UNIQUE = 0x1234_5678_9ABCL;

  private final Syscalls syscalls = new Syscalls();
  private final Arena arena = Arena.ofConfined();
  private final MemorySegment reply = arena.allocate(8192, 8);
  private int kernel;
  private int server;

  @BeforeEach
  void connect() {
    MemorySegment pair = arena.allocate(JAVA_INT, 2);
    assertThat(syscalls.socketpair(AF_UNIX, SOCK_SEQPACKET, pair.address())).isZero();
    kernel = pair.getAtIndex(JAVA_INT, 0);
    server = pair.getAtIndex(JAVA_INT, 1);
  }

  @AfterEach
  void disconnect() {
    syscalls.close(kernel);
    syscalls.close(server);
    arena.close();
  }

  private Negotiation exchange(FuseOptions options) throws MountException {
    try (Rings rings = new Rings(server, FuseOptions.Transport.DEVICE)) {
      return InitExchange.with(server, options, NameMatching.EXACT, rings);
    }
  }

  @Test
  void answersWithWhatWasAgreed() throws MountException {
    request(104, 26, 7, 45, 0xFFFF_FFFF, 0xFFFF_FFFF);
    // Without the cache one of the upper flags is wanted.
    Negotiation negotiation = exchange(FuseOptions.builder().enableKernelCache(false).build());

    assertThat(receive()).isEqualTo(80);
    assertThat(reply.get(JAVA_INT, 0)).isEqualTo(80);
    assertThat(reply.get(JAVA_INT, 4)).isZero();
    assertThat(reply.get(JAVA_LONG, 8)).isEqualTo(UNIQUE);
    assertThat(reply.get(JAVA_INT, 16)).isEqualTo(7);
    assertThat(reply.get(JAVA_INT, 20)).isEqualTo(45);
    assertThat(reply.get(JAVA_INT, 24)).isEqualTo(131072);
    assertThat(reply.get(JAVA_INT, 28)).isEqualTo((int) negotiation.flags());
    assertThat(reply.get(JAVA_SHORT, 32)).isEqualTo((short) 64);
    assertThat(reply.get(JAVA_SHORT, 34)).isEqualTo((short) 48);
    assertThat(reply.get(JAVA_INT, 36)).isEqualTo(1 << 20);
    assertThat(reply.get(JAVA_INT, 40)).isEqualTo(1);
    assertThat(reply.get(JAVA_SHORT, 44)).isEqualTo((short) 256);
    assertThat(reply.get(JAVA_INT, 48)).isEqualTo((int) (negotiation.flags() >>> 32)).isNotZero();
  }

  @Test
  void ignoresTheUpperFlagsUnlessTheyCount() throws MountException {
    request(104, 26, 7, 45, 0xFFFF_FFFF & ~(1 << 30), 0xFFFF_FFFF);
    Negotiation negotiation = exchange(FuseOptions.defaults());
    assertThat(negotiation.flags() >>> 32).isZero();
  }

  @Test
  void refusesAnOldKernelInItsOwnTerms() {
    request(56, 26, 7, 22, -1, 0);
    assertThatThrownBy(() -> exchange(FuseOptions.defaults()))
        .isInstanceOf(MountException.class)
        .hasMessageStartingWith("This kernel speaks FUSE 7.22");
    assertThat(receive()).isEqualTo(16);
    assertThat(reply.get(JAVA_INT, 4)).isEqualTo(-Errno.EIO);
    assertThat(reply.get(JAVA_LONG, 8)).isEqualTo(UNIQUE);
  }

  @Test
  void refusesAnotherMajorVersion() {
    request(104, 26, 8, 0, -1, 0);
    assertThatThrownBy(() -> exchange(FuseOptions.defaults()))
        .hasMessage("This kernel speaks FUSE 8, but RamDrive speaks 7.");
  }

  @Test
  void refusesAnythingElseAsTheFirstRequest() {
    request(104, 1, 7, 45, -1, 0);
    assertThatThrownBy(() -> exchange(FuseOptions.defaults()))
        .hasMessage("The kernel did not begin the mount as it should.");
  }

  private void request(int length, int opcode, int major, int minor, int flags, int flags2) {
    MemorySegment request = arena.allocate(104, 8);
    request.set(JAVA_INT, 0, length);
    request.set(JAVA_INT, 4, opcode);
    request.set(JAVA_LONG, 8, UNIQUE);
    request.set(JAVA_INT, 40, major);
    request.set(JAVA_INT, 44, minor);
    request.set(JAVA_INT, 48, 131072);
    request.set(JAVA_INT, 52, flags);
    request.set(JAVA_INT, 56, flags2);
    assertThat(syscalls.write(kernel, request.address(), length)).isEqualTo(length);
  }

  private int receive() {
    return (int) syscalls.read(kernel, reply.address(), reply.byteSize());
  }
}
