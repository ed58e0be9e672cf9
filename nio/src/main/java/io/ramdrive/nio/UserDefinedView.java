// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.nio;

import io.ramdrive.volume.Call;
import io.ramdrive.volume.Inode;
import io.ramdrive.volume.Mode;
import io.ramdrive.volume.Status;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.file.FileSystemException;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The view {@code user}: the extended attributes whose names begin with {@code user.}, as files and
 * directories have them. To read them one must be allowed to read the file, to change them to write
 * it.
 */
final class UserDefinedView implements UserDefinedFileAttributeView {
  private static final byte[] PREFIX = {'u', 's', 'e', 'r', '.'};
  private static final MemorySegment NOWHERE = MemorySegment.ofArray(new byte[0]);

  private final Place place;
  private final boolean follow;

  UserDefinedView(Place place, boolean follow) {
    this.place = place;
    this.follow = follow;
  }

  @Override
  public String name() {
    return "user";
  }

  @Override
  public List<String> list() throws IOException {
    try (Operation operation = place.fileSystem().begin()) {
      List<String> names = new ArrayList<>();
      for (byte[] name : fullNames(operation, find(operation, 0))) {
        if (name.length > PREFIX.length
            && Arrays.equals(name, 0, PREFIX.length, PREFIX, 0, PREFIX.length)) {
          names.add(PathBytes.decode(Arrays.copyOfRange(name, PREFIX.length, name.length)));
        }
      }
      return names;
    } catch (Refusal e) {
      throw failed("Unable to get list of extended attributes", e);
    }
  }

  /** All names, each followed by NUL. */
  private static byte[] rawNames(Operation operation, Inode inode) throws Refusal {
    while (true) {
      Call call = operation.call();
      Refusal.unlessOk(operation.volume().listxattr(call, inode, NOWHERE, 0, 0));
      byte[] names = new byte[(int) call.count()];
      if (names.length == 0) {
        return names;
      }
      MemorySegment into = MemorySegment.ofArray(names);
      Status status = operation.volume().listxattr(call, inode, into, 0, names.length);
      if (status != Status.RANGE) { // else there is one more by now
        Refusal.unlessOk(status);
        return Arrays.copyOf(names, (int) call.count());
      }
    }
  }

  /** The names of all extended attributes, in whatever namespace. */
  static List<byte[]> fullNames(Operation operation, Inode inode) throws Refusal {
    byte[] raw = rawNames(operation, inode);
    List<byte[]> names = new ArrayList<>();
    int start = 0;
    for (int at = 0; at < raw.length; at++) {
      if (raw[at] == 0) {
        names.add(Arrays.copyOfRange(raw, start, at));
        start = at + 1;
      }
    }
    return names;
  }

  @Override
  public int size(String name) throws IOException {
    return value(name, "Unable to get size of extended attribute").length;
  }

  @Override
  public int read(String name, ByteBuffer dst) throws IOException {
    if (dst.isReadOnly()) {
      throw new IllegalArgumentException("Read-only buffer");
    }
    String what = "Error reading extended attribute";
    byte[] value = value(name, what);
    if (value.length > dst.remaining()) {
      throw failed(what + " '" + name + "'", new Refusal(Reason.RANGE));
    }
    dst.put(value);
    return value.length;
  }

  /** The attribute's value. */
  byte[] value(String name) throws IOException {
    return value(name, "Error reading extended attribute");
  }

  private byte[] value(String name, String what) throws IOException {
    byte[] fullName = fullName(name);
    try (Operation operation = place.fileSystem().begin()) {
      byte[] value = operation.xattr(find(operation, Permissions.READ), fullName);
      if (value == null) {
        throw new Refusal(Reason.NO_DATA);
      }
      return value;
    } catch (Refusal e) {
      throw failed(what + " '" + name + "'", e);
    }
  }

  @Override
  public int write(String name, ByteBuffer src) throws IOException {
    byte[] value = new byte[src.remaining()];
    src.duplicate().get(value);
    byte[] fullName = fullName(name);
    try (Operation operation = place.fileSystem().begin()) {
      Inode inode = find(operation, Permissions.WRITE);
      set(operation, inode, fullName, value);
    } catch (Refusal e) {
      throw failed("Error writing extended attribute '" + name + "'", e);
    }
    src.position(src.limit());
    return value.length;
  }

  static void set(Operation operation, Inode inode, byte[] fullName, byte[] value) throws Refusal {
    Call call = operation.changing();
    call.name().wrap(fullName);
    MemorySegment from = MemorySegment.ofArray(value);
    Refusal.unlessOk(operation.volume().setxattr(call, inode, from, 0, value.length, 0, false));
  }

  @Override
  public void delete(String name) throws IOException {
    byte[] fullName = fullName(name);
    try (Operation operation = place.fileSystem().begin()) {
      Inode inode = find(operation, Permissions.WRITE);
      Call call = operation.changing();
      call.name().wrap(fullName);
      Refusal.unlessOk(operation.volume().removexattr(call, inode));
    } catch (Refusal e) {
      throw failed("Unable to delete extended attribute '" + name + "'", e);
    }
  }

  private Inode find(Operation operation, int wanted) throws Refusal {
    Inode inode = Walk.find(operation, place, follow);
    int type = Mode.type(operation.attributes().mode());
    if (type == Mode.S_IFLNK) {
      throw new Refusal(Reason.LOOP);
    }
    if (type != Mode.S_IFREG && type != Mode.S_IFDIR && wanted != 0) {
      throw new Refusal(Reason.NOT_PERMITTED); // xattr_permission of fs/xattr.c
    }
    operation.permissions().check(operation, inode, wanted);
    return inode;
  }

  private static byte[] fullName(String name) throws IOException {
    byte[] bytes = PathBytes.encode("user." + name);
    if (bytes.length > 255) {
      throw new FileSystemException(null, null, "'" + name + "' is too big");
    }
    return bytes;
  }

  private FileSystemException failed(String what, Refusal refusal) {
    FileSystemException failed =
        new FileSystemException(
            place.path().toString(), null, what + ": " + refusal.reason().text());
    failed.initCause(refusal);
    return failed;
  }
}
