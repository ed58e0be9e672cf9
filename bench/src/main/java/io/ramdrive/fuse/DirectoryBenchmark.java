// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ramdrive.volume.Volume;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Listing a directory of 100,000 files, in replies of 32 KiB as glibc's readdir(3) asks for them;
 * an operation is one entry.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class DirectoryBenchmark {
  private static final int FILES = 100_000;
  private static final int REPLY_SIZE = 32 << 10;

  private ServedVolume served;
  private Client client;
  private long[] positions = new long[0];
  private long[] positionsPlus = new long[0];

  /** Makes the files. */
  @Setup
  public void setUp() {
    served = new ServedVolume();
    client = served.connect();
    for (int i = 0; i < FILES; i++) {
      client.create(Volume.ROOT_ID, ("file" + i).getBytes(UTF_8));
    }
    positions = positions(Opcode.FUSE_READDIR, 0);
    positionsPlus = positions(Opcode.FUSE_READDIRPLUS, EntryOut.SIZE);
  }

  /** Frees it all. */
  @TearDown
  public void tearDown() {
    client.close();
    served.close();
  }

  /** Behind which positions the requests of a whole listing begin. */
  private long[] positions(int opcode, int beforeEntry) {
    long[] result = new long[FILES];
    int count = 0;
    long position = 0;
    do {
      result[count++] = position;
      client.list(opcode, Volume.ROOT_ID, position, REPLY_SIZE);
      position = client.endOfListing(beforeEntry);
    } while (position != Client.END);
    return Arrays.copyOf(result, count);
  }

  /** READDIR. */
  @Benchmark
  @OperationsPerInvocation(FILES)
  public void readdir() {
    for (long position : positions) {
      client.list(Opcode.FUSE_READDIR, Volume.ROOT_ID, position, REPLY_SIZE);
    }
  }

  /** READDIRPLUS, which brings each entry's attributes. */
  @Benchmark
  @OperationsPerInvocation(FILES)
  public void readdirplus() {
    for (long position : positionsPlus) {
      client.list(Opcode.FUSE_READDIRPLUS, Volume.ROOT_ID, position, REPLY_SIZE);
    }
  }
}
