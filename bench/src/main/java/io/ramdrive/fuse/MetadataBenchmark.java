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

/** Requests that move no data, in a directory of 1000 files. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class MetadataBenchmark {
  private static final int FILES = 1000;
  private static final int COPIED = 1 << 20;

  private static final byte[] NEW = "new".getBytes(UTF_8);
  private static final byte[] OTHER = "other".getBytes(UTF_8);

  private final byte[][] names = new byte[FILES][];
  private final byte[][] absent = new byte[FILES][];
  private final long[] nodes = new long[FILES];

  private ServedVolume served;
  private Client client;
  private long source;
  private long target;
  private int next;
  private boolean renamed;

  /** Makes the files. */
  @Setup
  public void setUp() {
    served = new ServedVolume();
    client = served.connect();
    for (int i = 0; i < FILES; i++) {
      names[i] = ("file" + i).getBytes(UTF_8);
      absent[i] = ("none" + i).getBytes(UTF_8);
      nodes[i] = client.create(Volume.ROOT_ID, names[i]);
    }
    source = client.create(Volume.ROOT_ID, "source".getBytes(UTF_8));
    target = client.create(Volume.ROOT_ID, "target".getBytes(UTF_8));
    client.create(Volume.ROOT_ID, OTHER);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment content = arena.allocate(COPIED);
      client.write(source, 0, COPIED, content, 0);
      client.write(target, 0, COPIED, content, 0);
    }
  }

  /** Frees it all. */
  @TearDown
  public void tearDown() {
    client.close();
    served.close();
  }

  private int next() {
    int result = next;
    next = result + 1 == FILES ? 0 : result + 1;
    return result;
  }

  /** LOOKUP of a name that is there. */
  @Benchmark
  public long lookup() {
    return client.lookup(Volume.ROOT_ID, names[next()]);
  }

  /** LOOKUP of a name that is not there. */
  @Benchmark
  public long lookupAbsent() {
    return client.lookup(Volume.ROOT_ID, absent[next()]);
  }

  /** GETATTR. */
  @Benchmark
  public long getattr() {
    return client.getattr(nodes[next()]);
  }

  /** CREATE, UNLINK and the FORGET that frees the inode. */
  @Benchmark
  public void createUnlink() {
    long node = client.create(Volume.ROOT_ID, NEW);
    client.unlink(Volume.ROOT_ID, NEW);
    client.forget(node);
  }

  /** RENAME to a name that is not there. */
  @Benchmark
  public void renameNew() {
    client.rename(Volume.ROOT_ID, renamed ? NEW : OTHER, renamed ? OTHER : NEW);
    renamed = !renamed;
  }

  /** CREATE, RENAME over an older file, and the FORGET that frees the inode later. */
  @Benchmark
  public void createRenameOver() {
    long node = client.create(Volume.ROOT_ID, NEW);
    client.rename(Volume.ROOT_ID, NEW, names[next()]);
    client.forget(node);
  }

  /** COPY_FILE_RANGE of 1 MiB to another file, over what is there. */
  @Benchmark
  public void copyFileRange() {
    client.copyRange(source, target, 0, COPIED);
  }
}
