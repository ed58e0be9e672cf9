// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

import static org.assertj.core.api.Assertions.assertThat;

import io.ramdrive.volume.Volume;
import io.ramdrive.volume.VolumeOptions;
import java.util.List;
import java.util.Optional;

/** A kernel played by a test: sends requests to a small volume and looks at the replies. */
final class ScriptedKernel implements AutoCloseable {
  static final int PAGE_SIZE = 4096;
  static final long CAPACITY = 4 << 20;
  static final long MAX_INODES = 200;

  /** Everything that a kernel can offer. */
  private static final long ALL_FLAGS = -1;

  private final ScriptedChannel channel = new ScriptedChannel();
  private final Volume volume;
  private final FuseFileSystem fileSystem;
  private long lastUnique;

  ScriptedKernel() {
    this(FuseOptions.builder().fileInfoTimeoutMs(FuseOptions.FOR_EVER).build());
  }

  ScriptedKernel(FuseOptions options) {
    volume = Volume.create(new VolumeOptions(CAPACITY, PAGE_SIZE, MAX_INODES, false, 0, 0, 0755));
    fileSystem =
        new FuseFileSystem(
            volume,
            new Negotiation(
                45, ALL_FLAGS, 131072, options, volume.nameMatching(), Optional.of("off")));
  }

  Volume volume() {
    return volume;
  }

  FuseFileSystem fileSystem() {
    return fileSystem;
  }

  ScriptedChannel channel() {
    return channel;
  }

  /** Sends one request and expects one reply. */
  Reply ask(Request request) {
    return ask(request, RequestHook.NONE);
  }

  Reply ask(Request request, RequestHook hook) {
    List<Reply> replies = send(request, hook);
    assertThat(replies).hasSize(1);
    assertThat(replies.getFirst().unique()).isEqualTo(lastUnique);
    return replies.getFirst();
  }

  /** Sends one request and expects no reply. */
  void tell(Request request) {
    assertThat(send(request, RequestHook.NONE)).isEmpty();
  }

  /** Lets a request wait until a dispatcher looks for further ones while it serves another. */
  void queue(Request request) {
    channel.waitingRequest(request.build(++lastUnique));
  }

  private List<Reply> send(Request request, RequestHook hook) {
    channel.request(request.build(++lastUnique));
    new Dispatcher(channel, fileSystem, hook).run();
    return channel.takeReplies().stream().map(Reply::parse).toList();
  }

  /** CREATE; returns the node id. */
  long create(String name) {
    return ask(creation(name)).assertOk(144).u64(0);
  }

  static Request creation(String name) {
    return Request.of(Opcode.FUSE_CREATE, Volume.ROOT_ID)
        .u32(02)
        .u32(0100644)
        .u32(022)
        .u32(0)
        .name(name);
  }

  static Request lookup(long dir, String name) {
    return Request.of(Opcode.FUSE_LOOKUP, dir).name(name);
  }

  static Request unlink(String name) {
    return Request.of(Opcode.FUSE_UNLINK, Volume.ROOT_ID).name(name);
  }

  static Request forget(long node, long nlookup) {
    return Request.of(Opcode.FUSE_FORGET, node).u64(nlookup);
  }

  static Request write(long node, long offset, byte[] data) {
    return write(node, offset, data, 0);
  }

  static Request write(long node, long offset, byte[] data, int writeFlags) {
    return write(node, offset, data, writeFlags, 0);
  }

  /** As a file that was opened with {@code flags} is written. */
  static Request write(long node, long offset, byte[] data, int writeFlags, int flags) {
    return Request.of(Opcode.FUSE_WRITE, node)
        .u64(0)
        .u64(offset)
        .u32(data.length)
        .u32(writeFlags)
        .u64(0)
        .u32(flags)
        .u32(0)
        .bytes(data);
  }

  /** READ, READDIR or READDIRPLUS. */
  static Request read(int opcode, long node, long offset, int size) {
    return Request.of(opcode, node).u64(0).u64(offset).u32(size).u32(0).u64(0).u32(0).u32(0);
  }

  static Request truncate(long node, long size) {
    return Request.of(Opcode.FUSE_SETATTR, node)
        .u32(SetattrIn.FATTR_SIZE)
        .u32(0)
        .u64(0)
        .u64(size)
        .bytes(new byte[64]);
  }

  static Request chmod(long node, int mode) {
    return Request.of(Opcode.FUSE_SETATTR, node)
        .u32(SetattrIn.FATTR_MODE)
        .bytes(new byte[64])
        .u32(mode)
        .bytes(new byte[16]);
  }

  static Request getattr(long node) {
    return Request.of(Opcode.FUSE_GETATTR, node).u32(0).u32(0).u64(0);
  }

  @Override
  public void close() {
    fileSystem.lookupCounts().releaseAll();
    volume.close();
    channel.close();
  }
}
