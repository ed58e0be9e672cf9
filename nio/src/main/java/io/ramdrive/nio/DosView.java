// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.nio;

import io.ramdrive.volume.Inode;
import io.ramdrive.volume.Mode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.attribute.DosFileAttributeView;
import java.nio.file.attribute.DosFileAttributes;
import java.nio.file.attribute.FileTime;
import org.jspecify.annotations.Nullable;

/**
 * The view {@code dos}. The four flags mean nothing to the volume; they are kept where Samba keeps
 * them, in the extended attribute {@code user.DOSATTRIB}, so what Java sets a file server shows,
 * and a mount of the drive has the same.
 */
final class DosView implements DosFileAttributeView {
  private static final byte[] XATTR = "user.DOSATTRIB".getBytes(StandardCharsets.US_ASCII);

  // FILE_ATTRIBUTE_* of MS-FSCC 2.6
  private static final int READONLY = 0x01;
  private static final int HIDDEN = 0x02;
  private static final int SYSTEM = 0x04;
  private static final int ARCHIVE = 0x20;

  private final Place place;
  private final boolean follow;

  DosView(Place place, boolean follow) {
    this.place = place;
    this.follow = follow;
  }

  @Override
  public String name() {
    return "dos";
  }

  @Override
  public DosFileAttributes readAttributes() throws IOException {
    try (Operation operation = place.fileSystem().begin()) {
      Inode inode = find(operation, Permissions.READ);
      FileStatus status = new FileStatus(place.fileSystem(), operation.attributes());
      return new DosStatus(status, flags(operation, inode));
    } catch (Refusal e) {
      throw AttributeReading.missing(e).on(place.path());
    }
  }

  @Override
  public void setTimes(
      @Nullable FileTime lastModifiedTime,
      @Nullable FileTime lastAccessTime,
      @Nullable FileTime createTime)
      throws IOException {
    AttributeWriting.setTimes(place, follow, lastModifiedTime, lastAccessTime);
  }

  @Override
  public void setReadOnly(boolean value) throws IOException {
    set(READONLY, value);
  }

  @Override
  public void setHidden(boolean value) throws IOException {
    set(HIDDEN, value);
  }

  @Override
  public void setSystem(boolean value) throws IOException {
    set(SYSTEM, value);
  }

  @Override
  public void setArchive(boolean value) throws IOException {
    set(ARCHIVE, value);
  }

  private void set(int flag, boolean value) throws IOException {
    try (Operation operation = place.fileSystem().begin()) {
      Inode inode = find(operation, Permissions.WRITE);
      int before = flags(operation, inode);
      int after = value ? before | flag : before & ~flag;
      if (after != before) {
        String text = "0x" + Integer.toHexString(after) + "\0";
        UserDefinedView.set(operation, inode, XATTR, text.getBytes(StandardCharsets.US_ASCII));
      }
    } catch (Refusal e) {
      throw e.on(place.path());
    }
  }

  private Inode find(Operation operation, int wanted) throws Refusal {
    Inode inode = Walk.find(operation, place, follow);
    if (Mode.type(operation.attributes().mode()) == Mode.S_IFLNK) {
      throw new Refusal(Reason.LOOP);
    }
    operation.permissions().check(operation, inode, wanted);
    return inode;
  }

  /** None where there is no such attribute, or something in it that is no number. */
  private static int flags(Operation operation, Inode inode) {
    byte[] value = operation.xattr(inode, XATTR);
    if (value == null) {
      return 0;
    }
    String text = new String(value, StandardCharsets.US_ASCII).replace("\0", "");
    try {
      return text.startsWith("0x") ? Integer.parseInt(text, 2, text.length(), 16) : 0;
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  /** The flags, and the rest of the file's attributes. */
  private record DosStatus(FileStatus status, int flags) implements DosFileAttributes {
    @Override
    public boolean isReadOnly() {
      return (flags & READONLY) != 0;
    }

    @Override
    public boolean isHidden() {
      return (flags & HIDDEN) != 0;
    }

    @Override
    public boolean isSystem() {
      return (flags & SYSTEM) != 0;
    }

    @Override
    public boolean isArchive() {
      return (flags & ARCHIVE) != 0;
    }

    @Override
    public FileTime lastModifiedTime() {
      return status.lastModifiedTime();
    }

    @Override
    public FileTime lastAccessTime() {
      return status.lastAccessTime();
    }

    @Override
    public FileTime creationTime() {
      return status.creationTime();
    }

    @Override
    public boolean isRegularFile() {
      return status.isRegularFile();
    }

    @Override
    public boolean isDirectory() {
      return status.isDirectory();
    }

    @Override
    public boolean isSymbolicLink() {
      return status.isSymbolicLink();
    }

    @Override
    public boolean isOther() {
      return status.isOther();
    }

    @Override
    public long size() {
      return status.size();
    }

    @Override
    public Object fileKey() {
      return status.fileKey();
    }
  }
}
