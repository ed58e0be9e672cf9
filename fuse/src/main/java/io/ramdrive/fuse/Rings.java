// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The ring channels of one mount, one for each processor that the machine could have: the kernel
 * uses none before all are there. They are made before the kernel hears that they are wanted,
 * because from then on a mount without them would hang.
 */
final class Rings implements AutoCloseable {
  /**
   * For how many processors that could be there, per one that is, rings are made without being
   * asked for: each takes a thread, two files and some 100 KiB, and virtual machines like to allow
   * for hundreds.
   */
  private static final int MAX_POSSIBLE = 8;

  private final int device;
  private final FuseOptions.Transport transport;
  private final List<RingChannel> channels = new ArrayList<>();

  /**
   * None yet.
   *
   * @param device the file that was mounted
   */
  Rings(int device, FuseOptions.Transport transport) {
    this.device = device;
    this.transport = transport;
  }

  /**
   * Makes them if they are wanted and can be.
   *
   * @param offered whether the kernel takes requests through rings
   * @return why there are none, in a clause; or empty
   */
  Optional<String> prepare(boolean offered) {
    if (transport == FuseOptions.Transport.DEVICE) {
      return Optional.of("off: the transport 'device' was asked for");
    }
    if (!offered) {
      return Optional.of("off: needs the kernel's fuse.enable_uring, see 'ramdrive doctor'");
    }
    try {
      int count = Processors.possible();
      int running = Runtime.getRuntime().availableProcessors();
      if (transport == FuseOptions.Transport.AUTO && count > running * MAX_POSSIBLE) {
        return Optional.of(
            "off: each of the "
                + count
                + " processors that could be here takes a thread, and only "
                + running
                + " are; the transport 'ring' takes it all the same");
      }
      for (int qid = 0; qid < count; qid++) {
        channels.add(RingChannel.open(device, qid));
      }
      channels.getFirst().probe();
      return Optional.empty();
    } catch (MountException impossible) {
      close();
      return Optional.of("off: " + impossible.getMessage());
    }
  }

  /** Hands them over, to be closed by the receiver from now on. */
  List<RingChannel> take() {
    List<RingChannel> taken = List.copyOf(channels);
    channels.clear();
    return taken;
  }

  /**
   * Makes the kernel send requests to the device after all, when not all rings could begin.
   *
   * @throws MountException when it does not
   */
  void turnOff() throws MountException {
    try (RingChannel none = RingChannel.open(device, RingChannel.NO_QUEUE)) {
      none.refuse();
    }
  }

  /** Closes what has not been taken. */
  @Override
  public void close() {
    channels.forEach(RingChannel::close);
    channels.clear();
  }
}
