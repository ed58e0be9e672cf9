// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.integration;

import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** One drive for all tests of a class, and a fresh directory on it for each test. */
final class SharedDrive implements BeforeAllCallback, BeforeEachCallback, AfterAllCallback {
  private final String[] options;
  private @Nullable TestDrive drive;
  private @Nullable Path directory;
  private int directories;

  /** A drive with the options of {@link TestDrive#mount}. */
  SharedDrive(String... options) {
    this.options = options;
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    drive =
        overRings(context.getRequiredTestClass())
            .map(rings -> TestDrive.mountOverRings(with(rings.value())))
            .orElseGet(() -> TestDrive.mount(options));
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    String name = context.getRequiredTestMethod().getName() + "-" + directories++;
    directory = root().resolve(name);
    Posix.mkdir(directory, 0755);
  }

  @Override
  public void afterAll(ExtensionContext context) {
    if (drive != null) {
      drive.close();
    }
  }

  private static Optional<OverRings> overRings(Class<?> test) {
    Optional<OverRings> own = Optional.ofNullable(test.getAnnotation(OverRings.class));
    return own.or(
        () -> Optional.ofNullable(test.getEnclosingClass()).flatMap(SharedDrive::overRings));
  }

  private String[] with(String... more) {
    return Stream.concat(Stream.of(options), Stream.of(more)).toArray(String[]::new);
  }

  Path root() {
    return drive().root();
  }

  TestDrive drive() {
    if (drive == null) {
      throw new IllegalStateException("not a static @RegisterExtension field");
    }
    return drive;
  }

  /** The test's own directory. */
  Path directory() {
    if (directory == null) {
      throw new IllegalStateException("no test is running");
    }
    return directory;
  }
}
