// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.nio;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;

/**
 * Part of the suite of behaviours that {@code java.nio.file} documents, or that the JDK's own file
 * system has on Linux. The suite runs on that one, which says what is right, and on a drive:
 * through this provider, and through a mount.
 */
public abstract class Behaviour {
  private final Environment environment;
  private Path dir;

  /** On that file system. */
  protected Behaviour(Environment environment) {
    this.environment = environment;
  }

  @BeforeEach
  void makeDirectory() throws IOException {
    dir = Files.createTempDirectory(environment.root(), "behaviour");
  }

  /** A new empty directory, for this test alone. */
  final Path dir() {
    return dir;
  }

  /** A path in the directory. */
  final Path path(String name) {
    return dir.resolve(name);
  }

  /** A new file in the directory. */
  final Path file(String name, String content) throws IOException {
    return Files.writeString(path(name), content);
  }

  /** A new directory in the directory. */
  final Path directory(String name) throws IOException {
    return Files.createDirectory(path(name));
  }

  /** A new symlink in the directory. */
  final Path link(String name, String target) throws IOException {
    return Files.createSymbolicLink(path(name), dir.getFileSystem().getPath(target));
  }

  /** Demands exactly this exception. */
  static void refused(Class<? extends Throwable> exactly, ThrowingCallable code) {
    assertThatThrownBy(code).isExactlyInstanceOf(exactly);
  }

  /** Demands a plain {@link FileSystemException} with this reason. */
  static void refusedFor(String reason, ThrowingCallable code) {
    assertThatThrownBy(code)
        .isExactlyInstanceOf(FileSystemException.class)
        .extracting(e -> ((FileSystemException) e).getReason())
        .isEqualTo(reason);
  }
}
