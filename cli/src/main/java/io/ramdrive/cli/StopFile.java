// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.cli;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Waits for the coming of a file, by which another process asks this one for something. */
final class StopFile implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(StopFile.class.getName());

  private final WatchService watcher;

  private StopFile(WatchService watcher) {
    this.watcher = watcher;
  }

  /**
   * From now on {@code action} runs once, on a thread of its own, when {@code file} comes. One that
   * is there already was meant for another process, and is removed.
   */
  static StopFile watch(Path file, Runnable action) throws IOException {
    Path directory = directoryOf(file);
    Files.deleteIfExists(file);
    WatchService watcher = directory.getFileSystem().newWatchService();
    directory.register(watcher, StandardWatchEventKinds.ENTRY_CREATE);
    Thread thread = new Thread(() -> await(watcher, file, action), "ramdrive-stop-file");
    thread.setDaemon(true);
    thread.start();
    return new StopFile(watcher);
  }

  /**
   * Makes the file come, and waits until the other process has taken it away, as it does when it
   * has done what it was asked for.
   *
   * @param goesOn whether to return at once, because the end of the process tells as well
   * @return false when {@code atMost} was not enough
   */
  static boolean request(Path file, Duration atMost, boolean goesOn)
      throws IOException, InterruptedException {
    Path directory = directoryOf(file);
    long deadline = System.nanoTime() + atMost.toNanos();
    try (WatchService watcher = directory.getFileSystem().newWatchService()) {
      directory.register(watcher, StandardWatchEventKinds.ENTRY_DELETE);
      Files.writeString(file, "");
      while (!goesOn && Files.exists(file)) {
        WatchKey key = watcher.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        if (key == null) {
          return false;
        }
        key.pollEvents();
        key.reset();
      }
      return true;
    }
  }

  private static Path directoryOf(Path file) throws IOException {
    Path directory = file.toAbsolutePath().getParent();
    if (directory == null) {
      throw new IOException(file + " is in no directory");
    }
    return directory;
  }

  private static void await(WatchService watcher, Path file, Runnable action) {
    try {
      while (!Files.exists(file)) {
        WatchKey key = watcher.take();
        key.pollEvents();
        if (!key.reset()) {
          return;
        }
      }
      action.run();
    } catch (ClosedWatchServiceException e) {
      LOG.log(System.Logger.Level.DEBUG, "{0} is not waited for any more", file);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** From now on nobody waits for the file. */
  @Override
  public void close() {
    try {
      watcher.close();
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "A watch goes on", e);
    }
  }
}
