// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.volume;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/** A small volume and one caller, in the words of tests. */
final class TestVolume implements AutoCloseable {
  static final int PAGE = 4096;

  final Volume volume;
  final Call call = new Call(Inode::retain).as(1000, 1000, 0);
  private final VolumeStatistics statistics = new VolumeStatistics();

  TestVolume(long pages, long inodes) {
    this(pages, inodes, NameMatching.EXACT);
  }

  TestVolume(long pages, long inodes, NameMatching names) {
    volume = Volume.create(new VolumeOptions(pages * PAGE, PAGE, inodes, false, 0, 0, 0755, names));
  }

  TestVolume() {
    this(1024, 1000);
  }

  Inode root() {
    return volume.root();
  }

  /** Makes a regular file; the caller's hold on it is given up at once. */
  Inode file(Inode dir, String name) {
    return make(dir, name, Mode.S_IFREG | 0644);
  }

  Inode directory(Inode dir, String name) {
    return make(dir, name, Mode.S_IFDIR | 0755);
  }

  private Inode make(Inode dir, String name, int mode) {
    name(name);
    assertThat(volume.create(call, dir, mode, 0)).isEqualTo(Status.OK);
    Inode inode = call.inode();
    inode.release();
    return inode;
  }

  Inode find(Inode dir, String name) {
    assertThat(lookup(dir, name)).isEqualTo(Status.OK);
    Inode inode = call.inode();
    inode.release();
    return inode;
  }

  Status lookup(Inode dir, String name) {
    name(name);
    return volume.lookup(call, dir);
  }

  Status unlink(Inode dir, String name) {
    name(name);
    return volume.unlink(call, dir);
  }

  Status rename(Inode dir, String name, Inode newDir, String newName, int flags) {
    name(name);
    call.newName().wrap(newName.getBytes(UTF_8));
    return volume.rename(call, dir, newDir, flags);
  }

  void name(String name) {
    call.name().wrap(name.getBytes(UTF_8));
  }

  Status write(Inode file, long offset, byte[] bytes) {
    return volume.write(call, file, offset, MemorySegment.ofArray(bytes), 0, bytes.length, false);
  }

  /** Writes by way of spare pages, as many as the bytes need; returns how many were written. */
  long writeArrived(Inode file, long offset, byte[] bytes, SparePages spare) {
    arrive(bytes, spare);
    return writeArrived(file, offset, bytes.length, spare);
  }

  /** Writes what lies in spare pages. */
  long writeArrived(Inode file, long offset, int length, SparePages spare) {
    call.arrivedIn(spare);
    Status status = volume.write(call, file, offset, MemorySegment.NULL, 0, length, false);
    call.arrivedIn(null);
    assertThat(status).isEqualTo(Status.OK);
    return call.count();
  }

  static void arrive(byte[] bytes, SparePages spare) {
    for (int at = 0; at < bytes.length; at += PAGE) {
      int length = Math.min(PAGE, bytes.length - at);
      MemorySegment page = MemorySegment.ofAddress(spare.address(at / PAGE)).reinterpret(PAGE);
      MemorySegment.copy(MemorySegment.ofArray(bytes), at, page, 0, length);
    }
  }

  byte[] read(Inode file, long offset, int length) {
    Bytes bytes = new Bytes(length);
    assertThat(volume.read(call, file, offset, length, bytes)).isEqualTo(Status.OK);
    return bytes.toArray();
  }

  Attributes attributes(Inode inode) {
    assertThat(volume.getattr(call, inode)).isEqualTo(Status.OK);
    return call.attributes();
  }

  Status link(Inode inode, Inode dir, String name) {
    name(name);
    Status status = volume.link(call, inode, dir);
    if (status == Status.OK) {
      inode.release();
    }
    return status;
  }

  Status rmdir(Inode dir, String name) {
    name(name);
    return volume.rmdir(call, dir);
  }

  /** Makes a named stream; the caller's hold on it is given up at once. */
  Inode stream(Inode file, String name) {
    name(name);
    assertThat(volume.streams().create(call, file)).isEqualTo(Status.OK);
    Inode stream = call.inode();
    stream.release();
    return stream;
  }

  Status setXattr(Inode inode, String name, String value) {
    name(name);
    byte[] bytes = value.getBytes(UTF_8);
    return volume.setxattr(call, inode, MemorySegment.ofArray(bytes), 0, bytes.length, 0, false);
  }

  List<String> list(Inode dir) {
    List<String> names = new ArrayList<>();
    volume.readdir(
        call, dir, Directory.POSITION_OF_PARENT, (name, inode, at) -> names.add(text(name)));
    return names;
  }

  static String text(byte[] name) {
    return new String(name, UTF_8);
  }

  long usedPages() {
    volume.statistics(statistics);
    return statistics.used() / PAGE;
  }

  long inodes() {
    volume.statistics(statistics);
    return statistics.inodes();
  }

  @Override
  public void close() {
    volume.close();
  }

  /** Copies the extents of a read. */
  private static final class Bytes implements ExtentSink {
    private final MemorySegment bytes;
    private long length;
    private long total = -1;

    Bytes(int capacity) {
      bytes = MemorySegment.ofArray(new byte[capacity]);
    }

    @Override
    public void extent(long address, long runLength) {
      MemorySegment run = MemorySegment.ofAddress(address).reinterpret(runLength);
      MemorySegment.copy(run, 0, bytes, length, runLength);
      length += runLength;
    }

    @Override
    public void transfer(long all) {
      total = all;
    }

    byte[] toArray() {
      assertThat(total).isEqualTo(length);
      return bytes.asSlice(0, length).toArray(java.lang.foreign.ValueLayout.JAVA_BYTE);
    }
  }
}
