// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.nio;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractPathAssert;

/** What is said of files, one saying after the other: {@code assertThatPath(p).isFile().has...}. */
public final class FileAssert extends AbstractPathAssert<FileAssert> {
  private FileAssert(Path path) {
    super(path, FileAssert.class);
  }

  /** Begins. */
  public static FileAssert assertThatPath(Path path) {
    return new FileAssert(path);
  }

  /** The directory has these entries and no others. */
  public FileAssert hasChildren(String... names) {
    isDirectory();
    try (Stream<Path> entries = Files.list(actual)) {
      List<String> found = entries.map(entry -> entry.getFileName().toString()).sorted().toList();
      List<String> expected = Arrays.stream(names).sorted().toList();
      if (!found.equals(expected)) {
        failWithMessage("%s has the entries %s, not %s", actual, found, expected);
      }
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The file has this text. */
  public FileAssert contains(String text) {
    return hasBinaryContent(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  /**
   * The attribute, named as for {@link Files#getAttribute}, has this value; no link is followed.
   */
  public FileAssert hasAttribute(String name, Object value) {
    try {
      Object found = Files.getAttribute(actual, name, LinkOption.NOFOLLOW_LINKS);
      if (!value.equals(found)) {
        failWithMessage("%s of %s is %s, not %s", name, actual, found, value);
      }
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The permissions as {@code ls} shows them. */
  public FileAssert hasPermissions(String permissions) {
    return hasAttribute("posix:permissions", PosixFilePermissions.fromString(permissions));
  }

  /** It is a symlink with this target. */
  public FileAssert isLinkTo(String target) {
    isSymbolicLink();
    try {
      String found = Files.readSymbolicLink(actual).toString();
      if (!found.equals(target)) {
        failWithMessage("%s is a link to %s, not %s", actual, found, target);
      }
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
