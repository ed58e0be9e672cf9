// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

import java.lang.foreign.MemorySegment;
import java.time.Duration;

/** Serves as another does, but holds back the replies to one kind of request. */
record StallingServer(MountServer server, int opcode, Stall stall) implements MountServer {
  @Override
  public Runnable dispatcher(KernelChannel channel) {
    return server.dispatcher(new Channel(channel));
  }

  @Override
  public boolean quiesce(Duration timeout) {
    return server.quiesce(timeout);
  }

  @Override
  public void unmounted() {
    server.unmounted();
  }

  @Override
  public NotificationStatistics notifications() {
    return server.notifications();
  }

  private final class Channel implements KernelChannel {
    private final KernelChannel channel;
    private int current;

    Channel(KernelChannel channel) {
      this.channel = channel;
    }

    @Override
    public int receive() {
      int length = channel.receive();
      current = length > 0 ? InHeader.opcode(channel.request()) : 0;
      return length;
    }

    @Override
    public int poll(MemorySegment into) {
      return channel.poll(into);
    }

    @Override
    public boolean takesForgets() {
      return channel.takesForgets();
    }

    @Override
    public boolean isIdle() {
      return channel.isIdle();
    }

    @Override
    public MemorySegment request() {
      return channel.request();
    }

    @Override
    public int send(long address, int length) {
      if (current == opcode) {
        stall.pass();
      }
      return channel.send(address, length);
    }

    @Override
    public int sendv(long iovecs, int count) {
      return channel.sendv(iovecs, count);
    }

    @Override
    public void close() {
      channel.close();
    }
  }
}
