// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.sun.management.ThreadMXBean;
import io.ramdrive.volume.Inode;
import io.ramdrive.volume.Volume;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * A file of 256 MiB, over and over from its start to its end, next to plain copies of the same
 * blocks between the same addresses. A block above 1 MiB is several requests, as the kernel splits
 * it.
 *
 * <p>An invocation is one turn: some blocks by requests, then as many others by plain copies. Turns
 * are short, so that both see the same machine, and each works its way through the file behind the
 * other, so that neither finds in a cache what the other has just read.
 *
 * <p>Counted for {@link #read}: laying out the request, all of the dispatcher, and the copy of the
 * gathered pages to the client's block, which is the kernel's. For {@link #write}: laying out the
 * request with the copy of the client's block into it, which is the kernel's, and all of the
 * dispatcher with its copy into the pages.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class SequentialBenchmark {
  private static final long FILE_SIZE = 256L << 20;
  private static final int TURN_SIZE = 4 << 20;
  private static final int SMALLEST = 4096;
  private static final int WARM_UPS = 50_000;

  /** Counts exactly, where the profiler shares out what JMH itself allocates. */
  private static final ThreadMXBean THREADS =
      ManagementFactory.getPlatformMXBean(ThreadMXBean.class);

  /** The size of a block in bytes. */
  @Param({"4096", "16384", "65536", "262144", "1048576", "4194304", "16777216"})
  public int block;

  private Arena arena;
  private ServedVolume served;
  private Client client;
  private Extents extents;
  private MemorySegment clientBlock;
  private MemorySegment buffer;
  private long file;
  private int requestSize;
  private int turnSize;
  private long turns;

  /** Makes the file. */
  @Setup
  public void setUp() {
    arena = Arena.ofShared();
    served = new ServedVolume();
    client = served.connect();
    requestSize = Math.min(block, Negotiation.MAX_REQUEST);
    turnSize = Math.max(block, TURN_SIZE);
    clientBlock = arena.allocate(block, 4096);
    buffer = arena.allocate(requestSize, 4096);
    file = client.create(Volume.ROOT_ID, "file".getBytes(UTF_8));
    MemorySegment content = arena.allocate(Negotiation.MAX_REQUEST, 4096).fill((byte) 7);
    for (long at = 0; at < FILE_SIZE; at += Negotiation.MAX_REQUEST) {
      client.write(file, at, Negotiation.MAX_REQUEST, content, 0);
    }
    Inode inode = requireNonNull(served.volume().inode(file));
    extents = served.extents(inode, FILE_SIZE, requestSize);
    turns = 0;
    warmUp();
  }

  /** Has the path of a request compiled, for which large blocks alone are too few. */
  private void warmUp() {
    for (int i = 0; i < WARM_UPS; i++) {
      long at = (long) i * SMALLEST % FILE_SIZE;
      client.write(file, at, SMALLEST, clientBlock, 0);
      client.read(file, at, SMALLEST, clientBlock, 0);
    }
  }

  /** Frees it all. */
  @TearDown
  public void tearDown() {
    client.close();
    served.close();
    arena.close();
  }

  /** What was spent, in nanoseconds, and on how many blocks each. */
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.EVENTS)
  public static class Spent {
    /** By requests. */
    public long requests;

    /** By copies that do as much as the requests have to. */
    public long copies;

    /** By copies from the client to the pages, the least that a write can be. */
    public long copiesOnce;

    /** How many blocks each. */
    public long blocks;

    /** Java heap allocated for the requests, in bytes. */
    public long heap;
  }

  /** Where a turn begins for the first, second or third of three that follow each other. */
  private long start(int which) {
    return (turns * turnSize + which * (FILE_SIZE / 4)) % FILE_SIZE;
  }

  private static long allocated() {
    return THREADS.getCurrentThreadAllocatedBytes();
  }

  private void endTurn(Spent spent) {
    turns++;
    spent.blocks += turnSize / block;
  }

  /** READ, and copies from the pages to the client. */
  @Benchmark
  public void read(Spent spent) {
    long heap = allocated();
    long begin = System.nanoTime();
    long start = start(0);
    for (int at = 0; at < turnSize; at += requestSize) {
      client.read(file, start + at, requestSize, clientBlock, at % block);
    }
    long afterRequests = System.nanoTime();
    spent.heap += allocated() - heap;
    long beforeCopies = System.nanoTime();
    start = start(1);
    for (int at = 0; at < turnSize; at += requestSize) {
      extents.copyOut(start + at, clientBlock, at % block);
    }
    spent.copies += System.nanoTime() - beforeCopies;
    spent.requests += afterRequests - begin;
    endTurn(spent);
  }

  /**
   * WRITE over what is there; copies from the client to a buffer and on to the pages; and copies
   * from the client to the pages.
   */
  @Benchmark
  public void write(Spent spent) {
    long heap = allocated();
    long begin = System.nanoTime();
    long start = start(0);
    for (int at = 0; at < turnSize; at += requestSize) {
      client.write(file, start + at, requestSize, clientBlock, at % block);
    }
    long afterRequests = System.nanoTime();
    spent.heap += allocated() - heap;
    long beforeCopies = System.nanoTime();
    start = start(1);
    for (int at = 0; at < turnSize; at += requestSize) {
      MemorySegment.copy(clientBlock, at % block, buffer, 0, requestSize);
      extents.copyIn(start + at, buffer, 0);
    }
    long afterCopies = System.nanoTime();
    start = start(2);
    for (int at = 0; at < turnSize; at += requestSize) {
      extents.copyIn(start + at, clientBlock, at % block);
    }
    spent.copiesOnce += System.nanoTime() - afterCopies;
    spent.copies += afterCopies - beforeCopies;
    spent.requests += afterRequests - begin;
    endTurn(spent);
  }
}
