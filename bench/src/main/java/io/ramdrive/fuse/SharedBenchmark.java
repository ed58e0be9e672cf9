// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ramdrive.volume.Volume;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;

/** What two threads do to one directory or one file, next to what one thread does alone. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class SharedBenchmark {
  private static final int FILES = 1000;
  private static final int BLOCK = 4096;
  private static final int FILE_SIZE = 1 << 20;

  /** The volume. */
  @State(Scope.Benchmark)
  public static class Shared {
    private final byte[][] names = new byte[FILES][];
    private ServedVolume served;
    private long file;

    /** Makes the files. */
    @Setup
    public void setUp() {
      served = new ServedVolume();
      try (Client client = served.connect();
          Arena arena = Arena.ofConfined()) {
        for (int i = 0; i < FILES; i++) {
          names[i] = ("file" + i).getBytes(UTF_8);
          client.create(Volume.ROOT_ID, names[i]);
        }
        file = client.create(Volume.ROOT_ID, "file".getBytes(UTF_8));
        client.write(file, 0, FILE_SIZE, arena.allocate(FILE_SIZE), 0);
      }
    }

    /** Frees it all. */
    @TearDown
    public void tearDown() {
      served.close();
    }
  }

  /** One thread's. */
  @State(Scope.Thread)
  public static class Own {
    private Arena arena;
    private Client client;
    private MemorySegment block;
    private int next;

    /** Connects. */
    @Setup
    public void setUp(Shared shared) {
      arena = Arena.ofShared();
      client = shared.served.connect();
      block = arena.allocate(BLOCK, 4096);
      next = (int) Thread.currentThread().threadId();
    }

    /** Disconnects. */
    @TearDown
    public void tearDown() {
      client.close();
      arena.close();
    }
  }

  /** LOOKUP. */
  @Benchmark
  @Threads(1)
  public long lookupByOne(Shared shared, Own own) {
    return lookup(shared, own);
  }

  /** LOOKUP in the directory in which another thread looks up too. */
  @Benchmark
  @Threads(2)
  public long lookupByTwo(Shared shared, Own own) {
    return lookup(shared, own);
  }

  private static long lookup(Shared shared, Own own) {
    own.next++;
    return own.client.lookup(Volume.ROOT_ID, shared.names[own.next % FILES]);
  }

  /** READ of 4 KiB. */
  @Benchmark
  @Threads(1)
  public void readByOne(Shared shared, Own own) {
    read(shared, own);
  }

  /** READ of 4 KiB of the file that another thread reads too. */
  @Benchmark
  @Threads(2)
  public void readByTwo(Shared shared, Own own) {
    read(shared, own);
  }

  private static void read(Shared shared, Own own) {
    own.next++;
    long offset = (long) own.next * BLOCK % FILE_SIZE;
    own.client.read(shared.file, offset, BLOCK, own.block, 0);
  }
}
