// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.nio;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_CREATE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_DELETE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_MODIFY;
import static org.assertj.core.api.Assertions.assertThat;

import io.ramdrive.volume.Call;
import io.ramdrive.volume.Change;
import io.ramdrive.volume.ChangeListener;
import io.ramdrive.volume.Status;
import io.ramdrive.volume.Volume;
import io.ramdrive.volume.VolumeOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Changes that {@link Files} cannot make, or not at a certain moment. */
class WatchedDirectoriesTest {
  private Volume volume;
  private RamDriveFileSystem drive;
  private WatchService watcher;

  @BeforeEach
  void makeDrive() throws IOException {
    volume = Volume.create(new VolumeOptions(8 << 20, 4096, 20_000, false, 0, 0, 0755));
    drive = RamDriveFileSystem.over(volume, "watched", 0, 0);
    watcher = drive.newWatchService();
  }

  @AfterEach
  void closeDrive() throws IOException {
    drive.close();
    volume.close();
  }

  private WatchKey watch(Path directory) throws IOException {
    return directory.register(watcher, ENTRY_CREATE, ENTRY_DELETE, ENTRY_MODIFY);
  }

  private static List<String> told(WatchKey key) {
    List<String> told = new ArrayList<>();
    for (WatchEvent<?> event : key.pollEvents()) {
      told.add(event.kind().name().substring("ENTRY_".length()) + " " + event.context());
    }
    return told;
  }

  @Test
  void namesThatChangePlaces() throws Exception {
    Path one = Files.createFile(drive.getPath("/one"));
    Files.createFile(drive.getPath("/two"));
    WatchKey key = watch(drive.getPath("/"));
    try (Operation operation = drive.begin()) {
      Call call = operation.changing();
      call.name().wrap(new byte[] {'o', 'n', 'e'});
      call.newName().wrap(new byte[] {'t', 'w', 'o'});
      assertThat(volume.rename(call, volume.root(), volume.root(), Volume.RENAME_EXCHANGE))
          .isEqualTo(Status.OK);
    }
    assertThat(told(key)).containsExactly("DELETE one", "DELETE two", "CREATE one", "CREATE two");
    Files.writeString(one, "content");
    assertThat(told(key)).containsExactly("MODIFY one");
  }

  /** Keeps the first change that it is told of from getting any further. */
  private static final class Detaining implements ChangeListener {
    private final AtomicBoolean first = new AtomicBoolean(true);
    private final CountDownLatch detained = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);

    @Override
    public void changed(Change change) {
      if (first.getAndSet(false)) {
        detained.countDown();
        try {
          released.await();
        } catch (InterruptedException e) {
          throw new AssertionError(e);
        }
      }
    }

    @Override
    public boolean awaitDelivered(long deadline) {
      return true;
    }
  }

  @Test
  void namesAreTrueInWhateverOrderChangesAreTold() throws Exception {
    try (Volume other = Volume.create(new VolumeOptions(1 << 20, 4096, 99, false, 0, 0, 0755))) {
      Detaining earlier = new Detaining();
      other.attach(inode -> {}, "an earlier view", false, earlier);
      try (RamDriveFileSystem view = RamDriveFileSystem.over(other, "later", 0, 0);
          WatchService service = view.newWatchService()) {
        Path one = view.getPath("/one");
        Path two = view.getPath("/two");
        earlier.first.set(false);
        Files.createFile(one);
        earlier.first.set(true);
        WatchKey key = view.getPath("/").register(service, ENTRY_CREATE, ENTRY_MODIFY);
        FutureTask<Path> there = new FutureTask<>(() -> Files.move(one, two));
        Thread.ofPlatform().start(there);
        earlier.detained.await();
        Files.move(two, one);
        earlier.released.countDown();
        there.get();
        assertThat(told(key)).containsExactly("CREATE one", "CREATE two");
        Files.writeString(one, "content");
        assertThat(told(key)).containsExactly("MODIFY one");
      }
    }
  }

  @Test
  void aDirectoryThatIsReplacedIsGone() throws IOException {
    Path old = Files.createDirectory(drive.getPath("/old"));
    Path other = Files.createDirectory(drive.getPath("/other"));
    WatchKey ofOld = watch(old);
    WatchKey ofOther = watch(other);
    Files.move(other, old, ATOMIC_MOVE);
    assertThat(ofOld.isValid()).isFalse();
    assertThat(ofOther.isValid()).isTrue();
    Files.createFile(drive.getPath("/old/file"));
    assertThat(told(ofOther)).containsExactly("CREATE file");
    assertThat(watch(drive.getPath("/old"))).isSameAs(ofOther);
  }

  @Test
  void aReplacedFileIsToldOfNoMore() throws IOException {
    Path file = Files.createFile(drive.getPath("/file"));
    Path link = Files.createLink(drive.getPath("/link"), file);
    Path other = Files.createFile(drive.getPath("/other"));
    WatchKey key = watch(drive.getPath("/"));
    Files.move(other, link, ATOMIC_MOVE);
    assertThat(told(key)).containsExactly("DELETE other", "CREATE link");
    Files.writeString(file, "x");
    assertThat(told(key)).containsExactly("MODIFY file");
    Files.writeString(link, "x");
    assertThat(told(key)).containsExactly("MODIFY link");
  }

  /** Every file that is made while directories are registered and cancelled is told of once. */
  @Test
  void nothingGetsLostWhileOthersRegister() throws Exception {
    Path directory = Files.createDirectory(drive.getPath("/dir"));
    WatchKey key = watch(directory);
    CountDownLatch done = new CountDownLatch(1);
    Thread others =
        Thread.ofVirtual()
            .start(
                () -> {
                  try (WatchService another = drive.newWatchService()) {
                    while (done.getCount() > 0) {
                      directory.register(another, ENTRY_CREATE, ENTRY_MODIFY).cancel();
                    }
                  } catch (IOException e) {
                    throw new AssertionError(e);
                  }
                });
    int count = 0;
    for (int i = 0; i < 5000; i++) {
      Files.createFile(directory.resolve("file" + i));
      count += told(key).size();
    }
    done.countDown();
    others.join();
    assertThat(count).isEqualTo(5000);
  }
}
