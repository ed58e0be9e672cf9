// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.nio;

import java.io.IOException;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.attribute.FileOwnerAttributeView;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.UserPrincipal;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The views of an open directory and of files relative to it: {@link PosixView}s on demand. */
final class RelativeViews {
  private RelativeViews() {}

  static <V extends FileAttributeView> @Nullable V of(
      RamDriveDirectoryStream stream, RamDrivePath path, Class<V> type, boolean follow) {
    String name;
    if (type == BasicFileAttributeView.class) {
      name = "basic";
    } else if (type == PosixFileAttributeView.class) {
      name = "posix";
    } else if (type == FileOwnerAttributeView.class) {
      name = "owner";
    } else {
      return null;
    }
    return type.cast(new Relative(name, stream, path, follow));
  }

  private record Relative(
      String name, RamDriveDirectoryStream stream, RamDrivePath path, boolean follow)
      implements PosixFileAttributeView {

    /** Changes something. */
    private interface Change {
      void apply(PosixView view) throws IOException;
    }

    private void change(Change change) throws IOException {
      stream.relative(
          path,
          place -> {
            change.apply(new PosixView(name, place, follow));
            return this;
          });
    }

    @Override
    public FileStatus readAttributes() throws IOException {
      return stream.relative(path, place -> AttributeReading.status(place, follow));
    }

    @Override
    public void setTimes(
        @Nullable FileTime lastModifiedTime,
        @Nullable FileTime lastAccessTime,
        @Nullable FileTime createTime)
        throws IOException {
      change(view -> view.setTimes(lastModifiedTime, lastAccessTime, createTime));
    }

    @Override
    public void setPermissions(Set<PosixFilePermission> perms) throws IOException {
      change(view -> view.setPermissions(perms));
    }

    @Override
    public UserPrincipal getOwner() throws IOException {
      return readAttributes().owner();
    }

    @Override
    public void setOwner(UserPrincipal owner) throws IOException {
      change(view -> view.setOwner(owner));
    }

    @Override
    public void setGroup(GroupPrincipal group) throws IOException {
      change(view -> view.setGroup(group));
    }
  }
}
