// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.nio;

import java.io.IOException;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.DosFileAttributeView;
import java.nio.file.attribute.DosFileAttributes;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.attribute.FileOwnerAttributeView;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which views there are, by type. */
final class AttributeViews {
  /** The views by name; {@code unix} has no type. */
  static final Set<String> NAMES = Set.of("basic", "owner", "posix", "unix", "dos", "user");

  private AttributeViews() {}

  static <V extends FileAttributeView> @Nullable V of(Place place, Class<V> type, boolean follow) {
    Objects.requireNonNull(type);
    FileAttributeView view = null;
    if (type == BasicFileAttributeView.class) {
      view = new PosixView("basic", place, follow);
    } else if (type == PosixFileAttributeView.class) {
      view = new PosixView("posix", place, follow);
    } else if (type == FileOwnerAttributeView.class) {
      view = new PosixView("owner", place, follow);
    } else if (type == UserDefinedFileAttributeView.class) {
      view = new UserDefinedView(place, follow);
    } else if (type == DosFileAttributeView.class) {
      view = new DosView(place, follow);
    }
    return view == null ? null : type.cast(view);
  }

  static <A extends BasicFileAttributes> A read(Place place, Class<A> type, boolean follow)
      throws IOException {
    if (type == BasicFileAttributes.class || type == PosixFileAttributes.class) {
      return type.cast(AttributeReading.status(place, follow));
    }
    if (type == DosFileAttributes.class) {
      return type.cast(new DosView(place, follow).readAttributes());
    }
    throw new UnsupportedOperationException(
        Objects.requireNonNull(type).getName() + " is not available");
  }
}
