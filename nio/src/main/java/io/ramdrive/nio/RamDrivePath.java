// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.nio;

import java.io.IOException;
import java.net.URI;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.ProviderMismatchException;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A path in a {@link RamDriveFileSystem}. It keeps its names as the bytes they are: a name that a
 * program made in another encoding than UTF-8 is listed, opened and deleted like any other, though
 * its text shows U+FFFD.
 *
 * <p>Immutable. Paths follow the rules of Unix as the JDK's own do.
 */
final class RamDrivePath implements Path {
  private static final byte[][] NO_NAMES = {};

  /** The empty path has one name, and that is empty: so the JDK has it. */
  private static final byte[][] EMPTY = {{}};

  private final RamDriveFileSystem fileSystem;
  private final boolean absolute;
  private final byte[][] names;

  // Both computed on demand; a race computes the same twice.
  private byte @Nullable [] bytes;
  private @Nullable String text;

  private RamDrivePath(RamDriveFileSystem fileSystem, boolean absolute, byte[][] names) {
    this.fileSystem = fileSystem;
    this.absolute = absolute;
    this.names = names;
  }

  /** The path with these names, which are the path's own from now on. */
  static RamDrivePath of(RamDriveFileSystem fileSystem, boolean absolute, byte[][] names) {
    return new RamDrivePath(
        fileSystem, absolute, names.length == 0 ? (absolute ? NO_NAMES : EMPTY) : names);
  }

  static RamDrivePath of(RamDriveFileSystem fileSystem, byte[] path) {
    return of(fileSystem, PathBytes.isAbsolute(path), PathBytes.split(path));
  }

  /**
   * {@code path} as what it is.
   *
   * @throws ProviderMismatchException when another provider made it
   */
  static RamDrivePath from(Path path) {
    if (Objects.requireNonNull(path) instanceof RamDrivePath ours) {
      return ours;
    }
    throw new ProviderMismatchException("not a path of a RamDrive: " + path);
  }

  /** The path's bytes; not to be changed. */
  byte[] bytes() {
    byte[] result = bytes;
    if (result == null) {
      result = PathBytes.join(absolute, names);
      bytes = result;
    }
    return result;
  }

  /** The path's names; not to be changed. */
  byte[][] names() {
    return names;
  }

  boolean isEmpty() {
    return !absolute && names.length == 1 && names[0].length == 0;
  }

  /** The path of {@code name} in this directory. */
  RamDrivePath child(byte[] name) {
    return isEmpty()
        ? of(fileSystem, false, new byte[][] {name})
        : of(fileSystem, absolute, concatenate(names, new byte[][] {name}));
  }

  @Override
  public RamDriveFileSystem getFileSystem() {
    return fileSystem;
  }

  @Override
  public boolean isAbsolute() {
    return absolute;
  }

  @Override
  public @Nullable RamDrivePath getRoot() {
    return absolute ? fileSystem.root() : null;
  }

  @Override
  public @Nullable RamDrivePath getFileName() {
    return names.length == 0 ? null : names(names.length - 1, names.length);
  }

  @Override
  public @Nullable RamDrivePath getParent() {
    if (names.length == 0 || (names.length == 1 && !absolute)) {
      return null;
    }
    return of(fileSystem, absolute, Arrays.copyOf(names, names.length - 1));
  }

  @Override
  public int getNameCount() {
    return names.length;
  }

  @Override
  public RamDrivePath getName(int index) {
    if (index < 0 || index >= names.length) {
      throw new IllegalArgumentException("no name " + index + " in " + this);
    }
    return names(index, index + 1);
  }

  @Override
  public RamDrivePath subpath(int beginIndex, int endIndex) {
    if (beginIndex < 0 || endIndex > names.length || beginIndex >= endIndex) {
      throw new IllegalArgumentException(
          "no names " + beginIndex + " to " + endIndex + " in " + this);
    }
    return names(beginIndex, endIndex);
  }

  private RamDrivePath names(int from, int to) {
    return of(fileSystem, false, Arrays.copyOfRange(names, from, to));
  }

  @Override
  public boolean startsWith(Path other) {
    if (!(Objects.requireNonNull(other) instanceof RamDrivePath that)
        || that.fileSystem != fileSystem
        || that.absolute != absolute
        || that.isEmpty() != isEmpty()
        || that.names.length > names.length) {
      return false;
    }
    return commonNames(that) == that.names.length;
  }

  @Override
  public boolean endsWith(Path other) {
    if (!(Objects.requireNonNull(other) instanceof RamDrivePath that)
        || that.fileSystem != fileSystem
        || that.isEmpty() != isEmpty()
        || that.names.length > names.length) {
      return false;
    }
    if (that.absolute && !(absolute && that.names.length == names.length)) {
      return false;
    }
    int skipped = names.length - that.names.length;
    for (int i = 0; i < that.names.length; i++) {
      if (!Arrays.equals(names[skipped + i], that.names[i])) {
        return false;
      }
    }
    return that.names.length > 0 || names.length == 0;
  }

  @Override
  public RamDrivePath normalize() {
    byte[][] kept = new byte[names.length][];
    int count = 0;
    for (byte[] name : names) {
      if (PathBytes.isDot(name)) {
        continue;
      }
      if (!PathBytes.isDotDot(name)) {
        kept[count++] = name;
      } else if (count > 0 && !PathBytes.isDotDot(kept[count - 1])) {
        count--;
      } else if (!absolute) {
        kept[count++] = name;
      }
    }
    return count == names.length ? this : of(fileSystem, absolute, Arrays.copyOf(kept, count));
  }

  @Override
  public RamDrivePath resolve(Path other) {
    RamDrivePath that = ofSameFileSystem(other);
    if (that.absolute || isEmpty()) {
      return that;
    }
    if (that.isEmpty()) {
      return this;
    }
    return of(fileSystem, absolute, concatenate(names, that.names));
  }

  @Override
  public RamDrivePath relativize(Path other) {
    RamDrivePath that = ofSameFileSystem(other);
    if (that.equals(this)) {
      return of(fileSystem, false, NO_NAMES);
    }
    if (that.absolute != absolute) {
      throw new IllegalArgumentException("'other' is different type of Path");
    }
    if (isEmpty()) {
      return that;
    }
    RamDrivePath base = this;
    if (hasDots() || that.hasDots()) {
      base = normalize();
      that = that.normalize();
    }
    byte[][] baseNames = base.isEmpty() ? NO_NAMES : base.names;
    byte[][] thatNames = that.isEmpty() ? NO_NAMES : that.names;
    int common = base.isEmpty() || that.isEmpty() ? 0 : base.commonNames(that);
    byte[][] up = new byte[baseNames.length - common][];
    for (int i = common; i < baseNames.length; i++) {
      if (PathBytes.isDotDot(baseNames[i])) {
        throw new IllegalArgumentException(
            "Unable to compute relative path from " + this + " to " + other);
      }
      up[i - common] = new byte[] {'.', '.'};
    }
    byte[][] down = Arrays.copyOfRange(thatNames, common, thatNames.length);
    return of(fileSystem, false, concatenate(up, down));
  }

  /** How many names at the beginning of both paths are the same. */
  private int commonNames(RamDrivePath that) {
    int count = Math.min(names.length, that.names.length);
    int common = 0;
    while (common < count && Arrays.equals(names[common], that.names[common])) {
      common++;
    }
    return common;
  }

  private boolean hasDots() {
    for (byte[] name : names) {
      if (PathBytes.isDot(name) || PathBytes.isDotDot(name)) {
        return true;
      }
    }
    return false;
  }

  private RamDrivePath ofSameFileSystem(Path other) {
    RamDrivePath that = from(other);
    if (that.fileSystem != fileSystem) {
      throw new ProviderMismatchException(
          that.toUriText() + " is on another drive than " + toUriText());
    }
    return that;
  }

  private String toUriText() {
    return PathUri.of(this, false).toString();
  }

  private static byte[][] concatenate(byte[][] first, byte[][] second) {
    byte[][] all = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, all, first.length, second.length);
    return all;
  }

  /**
   * {@code ramdrive://drive/path}; with a slash at the end when it is an existing directory, as the
   * JDK's own paths have it.
   */
  @Override
  public URI toUri() {
    RamDrivePath path = toAbsolutePath();
    return PathUri.of(path, fileSystem.isDirectory(path));
  }

  /** Relative paths are relative to the root. */
  @Override
  public RamDrivePath toAbsolutePath() {
    return absolute ? this : of(fileSystem, true, isEmpty() ? NO_NAMES : names);
  }

  @Override
  public RamDrivePath toRealPath(LinkOption... options) throws IOException {
    return fileSystem.toRealPath(this, Links.followed(options));
  }

  @Override
  public WatchKey register(
      WatchService watcher, WatchEvent.Kind<?>[] events, WatchEvent.Modifier... modifiers)
      throws IOException {
    if (!(Objects.requireNonNull(watcher) instanceof RamDriveWatchService service)) {
      throw new ProviderMismatchException("not a watch service of a RamDrive");
    }
    return service.register(this, events, modifiers);
  }

  /** By bytes, unsigned: the order of {@code LC_ALL=C ls}. */
  @Override
  public int compareTo(Path other) {
    return Arrays.compareUnsigned(bytes(), ((RamDrivePath) other).bytes());
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof RamDrivePath that
        && that.fileSystem == fileSystem
        && Arrays.equals(bytes(), that.bytes());
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes());
  }

  @Override
  public String toString() {
    String result = text;
    if (result == null) {
      result = PathBytes.decode(bytes());
      text = result;
    }
    return result;
  }
}
