// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.integration;

import java.nio.file.Path;
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
        isOverRings(context.getRequiredTestClass())
            ? TestDrive.mountOverRings(options)
            : TestDrive.mount(options);
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

  private static boolean isOverRings(Class<?> test) {
    return test.isAnnotationPresent(OverRings.class)
        || (test.getEnclosingClass() != null && isOverRings(test.getEnclosingClass()));
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
