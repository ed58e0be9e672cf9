// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.nio;

import static java.nio.file.StandardWatchEventKinds.ENTRY_CREATE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_DELETE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_MODIFY;
import static java.nio.file.StandardWatchEventKinds.OVERFLOW;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Changes are told. The last change of a test makes the file "end": with it, all is there. */
public abstract class WatchBehaviour extends Behaviour {
  private WatchService watcher;

  protected WatchBehaviour(Environment environment) {
    super(environment);
  }

  @BeforeEach
  void makeWatcher() throws IOException {
    watcher = dir().getFileSystem().newWatchService();
  }

  @AfterEach
  void closeWatcher() throws IOException {
    watcher.close();
  }

  private WatchKey watchAll(Path directory) throws IOException {
    return directory.register(watcher, ENTRY_CREATE, ENTRY_DELETE, ENTRY_MODIFY);
  }

  /** The events up to the creation of "end", each kind and name once, in order. */
  private Set<String> events() throws IOException, InterruptedException {
    file("end", "");
    Set<String> told = new LinkedHashSet<>();
    while (true) {
      WatchKey key = watcher.poll(10, TimeUnit.SECONDS);
      assertThat(key).as("a key, after %s", told).isNotNull();
      for (WatchEvent<?> event : key.pollEvents()) {
        if (String.valueOf(event.context()).equals("end")) {
          return told;
        }
        told.add(event.kind().name().substring("ENTRY_".length()) + " " + event.context());
      }
      assertThat(key.reset()).isTrue();
    }
  }

  /** Looks like the JDK's own, and is not. */
  private enum Sensitivity implements WatchEvent.Modifier {
    HIGH
  }

  @Test
  void howOftenToPollMayBeAsked() throws Exception {
    WatchEvent.Modifier modifier =
        (WatchEvent.Modifier)
            Class.forName("com.sun.nio.file.SensitivityWatchEventModifier").getEnumConstants()[0];
    WatchEvent.Kind<?>[] kinds = {ENTRY_CREATE};
    assertThat(dir().register(watcher, kinds, modifier).isValid()).isTrue();
  }

  @Test
  void namesComeAndGo() throws Exception {
    WatchKey key = watchAll(dir());
    assertThat(key.isValid()).isTrue();
    assertThat(key.watchable()).isEqualTo(dir());
    Files.createFile(path("file"));
    Files.createDirectory(path("directory"));
    Files.createSymbolicLink(path("link"), path("file"));
    Files.createLink(path("other"), path("link"));
    Files.delete(path("other"));
    Files.delete(path("directory"));
    Files.delete(path("file"));
    assertThat(events())
        .containsExactly(
            "CREATE file",
            "CREATE directory",
            "CREATE link",
            "CREATE other",
            "DELETE other",
            "DELETE directory",
            "DELETE file");
  }

  @Test
  void contentAndAttributesChange() throws Exception {
    file("file", "content");
    directory("directory");
    watchAll(dir());
    Files.writeString(path("file"), "changed");
    Files.setLastModifiedTime(path("directory"), FileTime.fromMillis(0));
    assertThat(events()).containsExactly("MODIFY file", "MODIFY directory");
  }

  @Test
  void whatIsMadeLaterIsWatchedToo() throws Exception {
    watchAll(dir());
    Path file = file("file", "content");
    Files.move(file, path("moved"));
    Files.writeString(path("moved"), "more");
    assertThat(events())
        .containsExactly(
            "CREATE file", "MODIFY file", "DELETE file", "CREATE moved", "MODIFY moved");
  }

  @Test
  void movesBetweenDirectories() throws Exception {
    directory("other");
    file("other/in", "");
    file("out", "");
    watchAll(dir());
    Files.move(path("other/in"), path("in"));
    Files.move(path("out"), path("other/out"));
    assertThat(events()).containsExactly("CREATE in", "DELETE out");
  }

  @Test
  void whatHappensElsewhereIsNotTold() throws Exception {
    directory("other");
    file("file", "");
    watchAll(dir());
    file("other/file", "content");
    Files.readString(path("file"));
    Files.exists(path("none"));
    assertThat(events()).isEmpty();
  }

  @Test
  void onlyWhatWasAskedForIsTold() throws Exception {
    dir().register(watcher, ENTRY_CREATE);
    file("file", "content");
    Files.writeString(path("file"), "more");
    Files.delete(path("file"));
    assertThat(events()).containsExactly("CREATE file");
  }

  @Test
  void registeringAgainReplaces() throws Exception {
    WatchKey key = dir().register(watcher, ENTRY_DELETE);
    assertThat(dir().register(watcher, ENTRY_CREATE)).isSameAs(key);
    file("file", "");
    Files.delete(path("file"));
    assertThat(events()).containsExactly("CREATE file");
  }

  @Test
  void aKeyIsGivenOnceUntilReset() throws Exception {
    WatchKey key = watchAll(dir());
    assertThat(watcher.poll()).isNull();
    Files.createFile(path("a"));
    assertThat(watcher.poll(10, TimeUnit.SECONDS)).isSameAs(key);
    key.pollEvents();
    assertThat(key.pollEvents()).isEmpty();
    Files.createFile(path("b"));
    assertThat(watcher.poll(10, TimeUnit.MILLISECONDS)).isNull();
    assertThat(key.reset()).isTrue();
    assertThat(watcher.poll(10, TimeUnit.SECONDS)).isSameAs(key);
    List<String> names = new ArrayList<>();
    key.pollEvents().forEach(event -> names.add(event.context().toString()));
    assertThat(names).containsExactly("b");
  }

  @Test
  void aCancelledKeyTellsNothing() throws Exception {
    WatchKey key = watchAll(dir());
    key.cancel();
    key.cancel();
    assertThat(key.isValid()).isFalse();
    assertThat(key.reset()).isFalse();
    Files.createFile(path("file"));
    WatchKey other = watchAll(dir());
    assertThat(other).isNotSameAs(key);
    assertThat(events()).isEmpty();
  }

  @Test
  void aDeletedDirectoryMakesItsKeyInvalid() throws Exception {
    Path directory = directory("directory");
    WatchKey key = watchAll(directory);
    Files.delete(directory);
    assertThat(watcher.poll(10, TimeUnit.SECONDS)).isSameAs(key);
    assertThat(key.reset()).isFalse();
    assertThat(key.isValid()).isFalse();
    refused(NoSuchFileException.class, () -> watchAll(directory));
  }

  @Test
  void tooManyEventsOverflow() throws Exception {
    WatchKey key = watchAll(dir());
    for (int i = 0; i < 600; i++) {
      Files.createFile(path("file" + i));
    }
    // inotify tells a thread of the JDK, which may be behind: an overflow comes in the end.
    while (true) {
      List<WatchEvent<?>> events = key.pollEvents();
      if (events.size() == 1 && events.getFirst().kind() == OVERFLOW) {
        assertThat(events.getFirst().context()).isNull();
        return;
      }
      for (int i = 0; i < 600; i++) {
        Files.delete(path("file" + i));
        Files.createFile(path("file" + i));
      }
    }
  }

  @Test
  void wrongRegistrationsAreRefused() throws IOException {
    file("file", "");
    refused(NotDirectoryException.class, () -> watchAll(path("file")));
    refused(NoSuchFileException.class, () -> watchAll(path("none")));
    refused(IllegalArgumentException.class, () -> dir().register(watcher));
    refused(NullPointerException.class, () -> dir().register(null, ENTRY_CREATE));
    refused(NullPointerException.class, () -> dir().register(watcher, (WatchEvent.Kind<?>) null));
    WatchEvent.Kind<Path> odd =
        new WatchEvent.Kind<>() {
          @Override
          public String name() {
            return "ODD";
          }

          @Override
          public Class<Path> type() {
            return Path.class;
          }
        };
    refused(UnsupportedOperationException.class, () -> dir().register(watcher, odd));
    refused(
        UnsupportedOperationException.class,
        () -> dir().register(watcher, new WatchEvent.Kind<?>[] {ENTRY_CREATE}, () -> "ODD"));
    refused(
        UnsupportedOperationException.class,
        () -> dir().register(watcher, new WatchEvent.Kind<?>[] {ENTRY_CREATE}, Sensitivity.HIGH));
  }

  @Test
  void closingWakesWhoWaits() throws Exception {
    WatchKey key = watchAll(dir());
    CompletableFuture<Throwable> woken = new CompletableFuture<>();
    Thread waiting =
        Thread.ofPlatform()
            .start(
                () -> {
                  try {
                    watcher.take();
                    woken.complete(new AssertionError("there was a key"));
                  } catch (ClosedWatchServiceException | InterruptedException e) {
                    woken.complete(e);
                  }
                });
    while (waiting.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
    watcher.close();
    watcher.close();
    assertThat(woken.get(10, TimeUnit.SECONDS))
        .isExactlyInstanceOf(ClosedWatchServiceException.class);
    assertThat(key.isValid()).isFalse();
    refused(ClosedWatchServiceException.class, watcher::poll);
    refused(ClosedWatchServiceException.class, watcher::take);
    refused(ClosedWatchServiceException.class, () -> watchAll(dir()));
  }
}
