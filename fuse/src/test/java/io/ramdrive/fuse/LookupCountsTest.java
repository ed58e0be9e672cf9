// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

import static io.ramdrive.fuse.ScriptedKernel.unlink;
import static org.assertj.core.api.Assertions.assertThat;

import io.ramdrive.volume.Call;
import io.ramdrive.volume.Inode;
import io.ramdrive.volume.Status;
import io.ramdrive.volume.Volume;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LookupCountsTest {
  private final ScriptedKernel kernel = new ScriptedKernel();
  private final Volume volume = kernel.volume();
  private final LookupCounts counts = kernel.fileSystem().lookupCounts();

  @AfterEach
  void close() {
    kernel.close();
  }

  @Test
  void countsPerInode() {
    Inode inode = volume.inode(kernel.create("f"));
    assertThat(counts.count(inode)).isEqualTo(1);
    counts.retain(inode);
    counts.retain(inode);
    assertThat(counts.count(inode)).isEqualTo(3);
    counts.forget(inode.id(), 2);
    assertThat(counts.count(inode)).isEqualTo(1);
  }

  @Test
  void forgettingTooMuchReleasesOnce() {
    long id = kernel.create("f");
    counts.forget(id, Long.MAX_VALUE);
    counts.forget(id, 1);
    assertThat(volume.inode(id)).as("still has its name").isNotNull();
    kernel.ask(unlink("f")).assertOk(0);
    assertThat(volume.inode(id)).isNull();
  }

  @Test
  void nonsenseIsIgnored() {
    counts.forget(0, 1);
    counts.forget(-1, 1);
    counts.forget(1L << 40, 1);
    Inode inode = volume.inode(kernel.create("f"));
    counts.forget(inode.id(), 0);
    counts.forget(inode.id(), -5);
    assertThat(counts.count(inode)).isEqualTo(1);
  }

  @Test
  void releaseAllFreesWhatOnlyTheKernelHeld() {
    List<Long> ids = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      ids.add(kernel.create("f" + i));
      kernel.ask(unlink("f" + i)).assertOk(0);
    }
    assertThat(ids).allMatch(id -> volume.inode(id) != null);
    counts.releaseAll();
    assertThat(ids).allMatch(id -> volume.inode(id) == null);
    counts.releaseAll();
  }

  /** Dispatchers look one name up and forget it again, all at once; then it goes. */
  @Test
  void lookupsAndForgetsInParallelBalance() throws Exception {
    long id = kernel.create("f");
    counts.forget(id, 1);
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      List<Future<?>> all = new ArrayList<>();
      for (int t = 0; t < 4; t++) {
        all.add(threads.submit(() -> lookupAndForget(20_000)));
      }
      for (Future<?> each : all) {
        each.get();
      }
    }
    assertThat(counts.count(volume.inode(id))).isZero();
    kernel.ask(unlink("f")).assertOk(0);
    assertThat(volume.inode(id)).isNull();
  }

  private void lookupAndForget(int times) {
    Call call = new Call(counts);
    byte[] name = "f".getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < times; i++) {
      call.name().wrap(name);
      assertThat(volume.lookup(call, volume.root())).isEqualTo(Status.OK);
      counts.forget(call.attributes().id(), 1);
    }
  }
}
