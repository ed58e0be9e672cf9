// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.nio;

import java.io.IOException;
import java.nio.file.ProviderMismatchException;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.UserPrincipal;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The views {@code basic}, {@code owner} and {@code posix}: one and the same, by the name that was
 * asked for.
 */
final class PosixView implements PosixFileAttributeView {
  private final String name;
  private final Place place;
  private final boolean follow;

  PosixView(String name, Place place, boolean follow) {
    this.name = name;
    this.place = place;
    this.follow = follow;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public FileStatus readAttributes() throws IOException {
    return AttributeReading.status(place, follow);
  }

  /** The time of creation stays what it is, as on Linux. */
  @Override
  public void setTimes(
      @Nullable FileTime lastModifiedTime,
      @Nullable FileTime lastAccessTime,
      @Nullable FileTime createTime)
      throws IOException {
    AttributeWriting.setTimes(place, follow, lastModifiedTime, lastAccessTime);
  }

  @Override
  public void setPermissions(Set<PosixFilePermission> perms) throws IOException {
    AttributeWriting.setMode(place, follow, PermissionBits.of(perms));
  }

  @Override
  public UserPrincipal getOwner() throws IOException {
    return readAttributes().owner();
  }

  @Override
  public void setOwner(UserPrincipal owner) throws IOException {
    switch (Objects.requireNonNull(owner, "owner")) {
      case Account.Group group ->
          throw new IOException("'owner' parameter can't be a group: " + group);
      case Account.User user ->
          AttributeWriting.setOwner(place, follow, user.id(), AttributeWriting.SAME);
      default -> throw new ProviderMismatchException();
    }
  }

  @Override
  public void setGroup(GroupPrincipal group) throws IOException {
    if (!(Objects.requireNonNull(group, "group") instanceof Account.Group ours)) {
      throw new ProviderMismatchException();
    }
    AttributeWriting.setOwner(place, follow, AttributeWriting.SAME, ours.id());
  }
}
