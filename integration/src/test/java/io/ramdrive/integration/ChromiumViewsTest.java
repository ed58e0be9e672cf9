// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Chromium with its profile on a mount, while Java goes through it all the time. */
class ChromiumViewsTest {
  private static final String TOKEN = "stored-by-the-first-start";

  @TempDir private Path host;

  @Test
  void javaSnapshotsTheProfileOfARunningBrowser() throws Exception {
    try (SeveralViews views = new SeveralViews();
        StoragePage page = new StoragePage()) {
      int looks = whileJavaLooks(views, () -> visit(views.a("/"), page, page.storing(TOKEN)));
      assertThat(looks).as("times that Java copied the profile").isPositive();

      long used = views.drive().statistics().used();
      Files.createDirectory(views.java("/snapshot"));
      copyTree(views.java("/profile"), views.java("/snapshot/profile"));
      assertThat(views.drive().statistics().used() - used)
          .as("a snapshot shares the memory of %d bytes", used)
          .isLessThan(used / 10);

      // The browser goes on where the snapshot was taken, through the other mount.
      whileJavaLooks(views, () -> visit(views.b("/snapshot"), page, page.recalling()));
      views.drive().awaitCoherence();
      assertThat(ViewTree.differences(ViewTree.of(views.java("/")), ViewTree.of(views.a("/"))))
          .isEmpty();
      assertThat(ViewTree.differences(ViewTree.of(views.java("/")), ViewTree.of(views.b("/"))))
          .isEmpty();
      // The checks map files into memory, which the process that serves the mounts must not.
      copyTree(views.java("/snapshot/profile"), host.resolve("profile"));
      ChromiumProfile.assertSound(host.resolve("profile"));
    }
  }

  private interface Visit {
    void run() throws Exception;
  }

  private static void visit(Path drive, StoragePage page, String address) throws Exception {
    try (Chromium browser = Chromium.start(drive, StoragePage.closing(address))) {
      page.assertReported(TOKEN, browser);
      browser.assertCleanExit();
      ChromiumProfile.assertNoCorruption("what the browser wrote", browser.errors());
    }
  }

  /** Runs the visit; returns how often Java went through everything meanwhile. */
  private static int whileJavaLooks(SeveralViews views, Visit visit) throws Exception {
    AtomicBoolean over = new AtomicBoolean();
    FutureTask<Integer> looks =
        new FutureTask<>(
            () -> {
              int rounds = 0;
              while (!over.get()) {
                look(views);
                rounds++;
              }
              return rounds;
            });
    Thread.ofPlatform().daemon().name("looks-at-profile").start(looks);
    try {
      visit.run();
    } finally {
      over.set(true);
    }
    return looks.get(60, TimeUnit.SECONDS);
  }

  /** Lists and reads all there is, copies it, and removes the copy. */
  private static void look(SeveralViews views) throws IOException {
    Path copy = views.java("/copy");
    Path profile = views.java("/profile");
    if (Files.exists(profile)) {
      copyTree(profile, copy);
      Files.walkFileTree(copy, new Remover());
    }
  }

  /** Copies what is there; what goes in the meantime is left out. */
  private static void copyTree(Path from, Path to) throws IOException {
    Files.walkFileTree(from, new Copier(from, to));
  }

  private static final class Copier extends SimpleFileVisitor<Path> {
    private final Path from;
    private final Path to;

    Copier(Path from, Path to) {
      this.from = from;
      this.to = to;
    }

    private Path target(Path path) {
      return to.resolve(from.relativize(path).toString());
    }

    @Override
    public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
        throws IOException {
      Files.createDirectory(target(directory));
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      try {
        if (attributes.isRegularFile()) {
          if (file.endsWith("CURRENT")) {
            assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                .as("%s", file)
                .matches("MANIFEST-\\d+\n");
          }
          Files.copy(file, target(file));
        }
      } catch (NoSuchFileException e) {
        // The browser has removed it.
        return FileVisitResult.CONTINUE;
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
      if (failure instanceof NoSuchFileException) {
        return FileVisitResult.CONTINUE;
      }
      throw failure;
    }
  }

  private static final class Remover extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.delete(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
        throws IOException {
      if (failure != null) {
        throw failure;
      }
      Files.delete(directory);
      return FileVisitResult.CONTINUE;
    }
  }
}
