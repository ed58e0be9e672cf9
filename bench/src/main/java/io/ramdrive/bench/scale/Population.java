// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.bench.scale;

import io.ramdrive.volume.Call;
import io.ramdrive.volume.Inode;
import io.ramdrive.volume.Name;
import io.ramdrive.volume.Status;
import io.ramdrive.volume.Volume;
import io.ramdrive.volume.VolumeOptions;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;

/** A volume with ever more empty files, each with a number. */
final class Population implements AutoCloseable {
  private static final int PAGE = 4096;
  private static final int DIGITS = 8;
  private static final int MODE_DIRECTORY = 0040755;
  private static final int MODE_FILE = 0100644;

  final Volume volume;
  private final int perDirectory;
  private final List<Inode> directories = new ArrayList<>();
  private int files;
  private long longestNanos;

  /**
   * A volume with no files yet.
   *
   * @param max how many files there will be
   * @param perDirectory how many of them lie in one directory
   */
  Population(int max, int perDirectory) {
    long inodes = 2L * max + 10_000;
    volume = Volume.create(new VolumeOptions(1L << 30, PAGE, inodes, false, 0, 0, 0755));
    this.perDirectory = perDirectory;
  }

  /** What one thread needs to name files and to ask the volume. */
  static final class Client {
    final Call call = new Call(inode -> {}).as(0, 0, 022);
    private final MemorySegment name = Arena.ofAuto().allocate(2L * DIGITS);
    private final MemorySegment newName = Arena.ofAuto().allocate(2L * DIGITS);

    /** Makes {@code prefix} and {@code number} the operation's name. */
    void name(char prefix, int number) {
      write(call.name(), name, prefix, number);
    }

    /** Makes {@code prefix} and {@code number} the operation's new name. */
    void newName(char prefix, int number) {
      write(call.newName(), newName, prefix, number);
    }

    private static void write(Name into, MemorySegment bytes, char prefix, int number) {
      bytes.set(ValueLayout.JAVA_BYTE, 0, (byte) prefix);
      int rest = number;
      for (int at = DIGITS; at > 0; at--) {
        bytes.set(ValueLayout.JAVA_BYTE, at, (byte) ('0' + rest % 10));
        rest /= 10;
      }
      into.wrap(bytes, 0, DIGITS + 1);
    }
  }

  int files() {
    return files;
  }

  int perDirectory() {
    return perDirectory;
  }

  /** The longest that making one file took, in nanoseconds. */
  long longestNanos() {
    return longestNanos;
  }

  /** The directory of file {@code number}. */
  Inode directory(int number) {
    return directories.get(number / perDirectory);
  }

  /** Makes files until there are {@code count}. Returns nanoseconds per file. */
  double grow(Client client, int count) {
    int before = files;
    long start = System.nanoTime();
    long last = start;
    while (files < count) {
      if (files % perDirectory == 0) {
        client.name('d', directories.size());
        check(volume.create(client.call, volume.root(), MODE_DIRECTORY, 0));
        directories.add(client.call.inode());
      }
      create(client, directory(files), 'f', files);
      files++;
      long now = System.nanoTime();
      longestNanos = Math.max(longestNanos, now - last);
      last = now;
    }
    return (double) (System.nanoTime() - start) / Math.max(1, files - before);
  }

  /** Makes an empty file. */
  void create(Client client, Inode directory, char prefix, int number) {
    client.name(prefix, number);
    check(volume.create(client.call, directory, MODE_FILE, 0));
  }

  /** Removes a file. */
  void unlink(Client client, Inode directory, char prefix, int number) {
    client.name(prefix, number);
    check(volume.unlink(client.call, directory));
  }

  static void check(Status status) {
    if (status != Status.OK) {
      throw new IllegalStateException("the volume answered " + status);
    }
  }

  @Override
  public void close() {
    volume.close();
  }
}
