// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.ramdrive.volume.Inode;
import io.ramdrive.volume.Volume;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.TimeUnit;
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
 * A file of 256 MiB, over and over from its start to its end, one block an operation, next to plain
 * copies of the same blocks between the same addresses. A block above 1 MiB is several requests, as
 * the kernel splits it.
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
  private long offset;
  private int requestSize;

  /** Makes the file. */
  @Setup
  public void setUp() {
    arena = Arena.ofShared();
    served = new ServedVolume();
    client = served.connect();
    requestSize = Math.min(block, Negotiation.MAX_REQUEST);
    clientBlock = arena.allocate(block, 4096);
    buffer = arena.allocate(requestSize, 4096);
    file = client.create(Volume.ROOT_ID, "file".getBytes(UTF_8));
    MemorySegment content = arena.allocate(Negotiation.MAX_REQUEST, 4096).fill((byte) 7);
    for (long at = 0; at < FILE_SIZE; at += Negotiation.MAX_REQUEST) {
      client.write(file, at, Negotiation.MAX_REQUEST, content, 0);
    }
    Inode inode = requireNonNull(served.volume().inode(file));
    extents = served.extents(inode, FILE_SIZE, requestSize);
    offset = 0;
  }

  /** Frees it all. */
  @TearDown
  public void tearDown() {
    client.close();
    served.close();
    arena.close();
  }

  private long next() {
    long result = offset;
    offset = (result + block) % FILE_SIZE;
    return result;
  }

  /** READ. */
  @Benchmark
  public void read() {
    long start = next();
    for (int done = 0; done < block; done += requestSize) {
      client.read(file, start + done, requestSize, clientBlock, done);
    }
  }

  /** What {@link #read} is compared with: from the pages to the client. */
  @Benchmark
  public void readCopy() {
    long start = next();
    for (int done = 0; done < block; done += requestSize) {
      extents.copyOut(start + done, clientBlock, done);
    }
  }

  /** WRITE over what is there. */
  @Benchmark
  public void write() {
    long start = next();
    for (int done = 0; done < block; done += requestSize) {
      client.write(file, start + done, requestSize, clientBlock, done);
    }
  }

  /** What {@link #write} is compared with: from the client to a buffer and on to the pages. */
  @Benchmark
  public void writeCopy() {
    long start = next();
    for (int done = 0; done < block; done += requestSize) {
      MemorySegment.copy(clientBlock, done, buffer, 0, requestSize);
      extents.copyIn(start + done, buffer, 0);
    }
  }

  /** The least that a write can be: from the client to the pages. */
  @Benchmark
  public void writeCopyOnce() {
    long start = next();
    for (int done = 0; done < block; done += requestSize) {
      extents.copyIn(start + done, clientBlock, done);
    }
  }
}
