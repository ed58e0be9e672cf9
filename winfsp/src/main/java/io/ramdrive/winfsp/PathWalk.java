// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp;

import static io.ramdrive.winfsp.binding.NtStatus.*;
import static java.lang.foreign.ValueLayout.JAVA_CHAR_UNALIGNED;

import io.ramdrive.volume.Call;
import io.ramdrive.volume.Inode;
import io.ramdrive.volume.Mode;
import io.ramdrive.volume.Name;
import io.ramdrive.volume.NameMatching;
import io.ramdrive.volume.Status;
import io.ramdrive.volume.Volume;
import io.ramdrive.winfsp.binding.Pointer;
import io.ramdrive.winfsp.binding.WinFspConstants;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * Finds what a path of WinFsp names: {@code \dir\file:stream}, ended by NUL. Reused: one thread at
 * a time. A walk that succeeds holds what it found until {@link #release} or a take.
 */
final class PathWalk {
  private static final MemorySegment MEMORY = Pointer.MEMORY;
  private static final int MAX_PATH_UNITS = WinFspConstants.FSP_FSCTL_TRANSACT_PATH_SIZEMAX / 2;

  /** The type that every stream has; it may be written out. */
  private static final String STREAM_TYPE = ":$DATA";

  private final Volume volume;
  private final Call call;
  private final byte[] bytes =
      new byte[NameMatching.CASE_INSENSITIVE.maxBytes() + WideName.MAX_BYTES_PER_UNIT + 1];
  private final MemorySegment nameMemory = MemorySegment.ofArray(bytes);

  /** The path as its names are stored. */
  private final char[] stored = new char[2 * MAX_PATH_UNITS];

  private int storedLength;
  private int lastLength;
  private long start;

  /** The component that the walk is at: from here … */
  private long from;

  /** … to here, where a separator, a colon or the NUL is. */
  private long to;

  private int reparseIndex;
  private @Nullable Inode inode;
  private @Nullable Inode owner;
  private boolean stream;

  PathWalk(Volume volume, Call call) {
    this.volume = volume;
    this.call = call;
  }

  /**
   * Finds what {@code path} names; {@code call.attributes()} are those of the last lookup.
   *
   * @return STATUS_OBJECT_NAME_NOT_FOUND when only the last name is missing,
   *     STATUS_OBJECT_PATH_NOT_FOUND when one before it is, STATUS_REPARSE when a reparse point
   *     lies on the way: at {@link #reparseIndex()}
   */
  int find(long path) {
    int status = walk(path, false);
    if (status != STATUS_SUCCESS) {
      return status;
    }
    if (from < to) {
      status = step();
      if (status != STATUS_SUCCESS) {
        release();
        return status;
      }
    }
    return stream ? openStream() : STATUS_SUCCESS;
  }

  /**
   * Finds where {@code path} is to be made or taken away: {@link #inode()} is the directory, or the
   * file of a stream, and {@code name} the last name.
   *
   * @return as {@link #find}; STATUS_ACCESS_DENIED for the root, which has no name
   */
  int findParent(long path, Name name) {
    int status = walk(path, true);
    if (status != STATUS_SUCCESS) {
      return status;
    }
    if (stream) {
      if (from < to) {
        status = step();
      }
      status = status == STATUS_SUCCESS ? toStreamName(name) : status;
    } else if (from == to) {
      status = STATUS_ACCESS_DENIED;
    } else {
      status = encode(name, true);
      if (status == STATUS_SUCCESS) {
        append('\\');
        storedLength += WideName.decode(bytes, name.length(), stored, storedLength, true);
      }
    }
    if (status != STATUS_SUCCESS) {
      release();
    }
    return status;
  }

  /** Finds the one name {@code fileName} in a directory. */
  int findIn(Inode directory, long fileName) {
    start = fileName;
    to = fileName;
    storedLength = 0;
    stream = false;
    nextComponent();
    release(); // what a request that failed has left
    directory.retain();
    inode = directory;
    int status = from < to && unit(to) == 0 && !isDots() ? step() : STATUS_OBJECT_NAME_NOT_FOUND;
    if (status != STATUS_SUCCESS) {
      release();
    }
    return status;
  }

  /** Points {@code name} at the name of the stream that {@code path} names; looks nothing up. */
  int streamName(long path, Name name) {
    to = path;
    storedLength = 0;
    do {
      nextComponent();
    } while (unit(to) == '\\');
    return unit(to) == ':' ? toStreamName(name) : STATUS_OBJECT_NAME_NOT_FOUND;
  }

  private boolean isDots() {
    return unit(from) == '.' && (to - from == 2 || (to - from == 4 && unit(from + 2) == '.'));
  }

  /** What was found; the walk still holds it. */
  Inode inode() {
    Inode found = inode;
    if (found == null) {
      throw new IllegalStateException("the walk has found nothing");
    }
    return found;
  }

  /** What has the attributes: the file of a stream, else what was found. */
  Inode file() {
    Inode file = owner;
    return file == null ? inode() : file;
  }

  /** Whether the path names a stream. */
  boolean isStream() {
    return stream;
  }

  /** Where in the path, in UTF-16 units, the name of the reparse point begins. */
  int reparseIndex() {
    return reparseIndex;
  }

  /** Gives what was found to a new open file; the walk lets go of it. */
  OpenFile open(OpenFiles files, KernelName name) {
    OpenFile file = files.open(inode(), owner, name);
    inode = null;
    owner = null;
    return file;
  }

  /** Lets go of what was found. */
  void release() {
    if (inode != null) {
      inode.release();
      inode = null;
    }
    if (owner != null) {
      owner.release();
      owner = null;
    }
  }

  /** Takes over the inode that an operation in the found directory or file has handed out. */
  void made(Inode made) {
    if (stream) {
      owner = inode;
    } else {
      inode().release();
    }
    inode = made;
  }

  /** Points {@code name} at the last name of {@link #findParent} again. */
  void lastName(Name name) {
    name.wrap(nameMemory, 0, lastLength);
  }

  /** The path with its names as they are stored. */
  String storedPath() {
    return storedLength == 0 ? "\\" : new String(stored, 0, storedLength);
  }

  /**
   * Writes that path without a NUL.
   *
   * @param room bytes
   * @return the bytes written, or 0 when there is not enough room
   */
  int writeStoredPath(long address, int room) {
    if (storedLength == 0) {
      append('\\');
    }
    int size = 2 * storedLength;
    if (size > room) {
      return 0;
    }
    MemorySegment.copy(stored, 0, MEMORY, JAVA_CHAR_UNALIGNED, address, storedLength);
    return size;
  }

  /** Walks to the directory of the last component, which then lies between from and to. */
  private int walk(long path, boolean toParent) {
    start = path;
    to = path;
    storedLength = 0;
    stream = false;
    release(); // what a request that failed has left
    Inode root = volume.root();
    root.retain();
    inode = root;
    nextComponent();
    while (unit(to) == '\\') {
      int status = step();
      if (status == STATUS_SUCCESS) {
        status = passThrough();
      } else if (status == STATUS_OBJECT_NAME_NOT_FOUND) {
        status = STATUS_OBJECT_PATH_NOT_FOUND;
      }
      if (status != STATUS_SUCCESS) {
        release();
        return status;
      }
      nextComponent();
    }
    if (unit(to) == ':') {
      stream = !isMainStream(to);
    }
    if (!toParent && from == to) {
      volume.getattr(call, inode());
    }
    return STATUS_SUCCESS;
  }

  /** Whether the directory that was just found leads on. */
  private int passThrough() {
    Inode passed = inode();
    if (call.attributes().reparseTag() != 0 || passed.type() == Mode.S_IFLNK) {
      reparseIndex = (int) ((from - start) / 2);
      return STATUS_REPARSE;
    }
    return passed.type() == Mode.S_IFDIR ? STATUS_SUCCESS : STATUS_OBJECT_PATH_NOT_FOUND;
  }

  private void nextComponent() {
    from = to;
    while (unit(from) == '\\') {
      from += 2;
    }
    to = from;
    char unit = unit(to);
    while (unit != 0 && unit != '\\' && unit != ':') {
      to += 2;
      unit = unit(to);
    }
  }

  /** Goes on to what the component names in the directory. */
  private int step() {
    int status = encode(call.name(), true);
    if (status != STATUS_SUCCESS) {
      return status;
    }
    Inode dir = inode();
    Status found = volume.lookup(call, dir);
    if (found != Status.OK) {
      return NtStatuses.ofNaming(found);
    }
    dir.release();
    inode = call.inode();
    append('\\');
    appendFound(true);
    return STATUS_SUCCESS;
  }

  private int openStream() {
    int status = toStreamName(call.name());
    Inode file = inode();
    if (status == STATUS_SUCCESS) {
      status = NtStatuses.ofNaming(volume.streams().open(call, file));
    }
    if (status != STATUS_SUCCESS) {
      release();
      return status;
    }
    owner = file;
    inode = call.inode();
    return STATUS_SUCCESS;
  }

  /** Points {@code name} at the stream's name, and adds it to the stored path as it is given. */
  private int toStreamName(Name name) {
    from = to + 2;
    to = from;
    while (unit(to) != 0 && unit(to) != ':') {
      to += 2;
    }
    int status = encode(name, false);
    if (status == STATUS_SUCCESS) {
      append(':');
      storedLength += WideName.decode(bytes, name.length(), stored, storedLength, false);
    }
    return status;
  }

  private void appendFound(boolean standIns) {
    byte[] name = call.foundName();
    if (storedLength + name.length <= stored.length) {
      storedLength += WideName.decode(name, name.length, stored, storedLength, standIns);
    }
  }

  private int encode(Name name, boolean standIns) {
    int length = WideName.encode(MEMORY, from, (int) ((to - from) / 2), bytes, standIns);
    if (length < 0) {
      return STATUS_OBJECT_NAME_INVALID;
    }
    lastLength = length;
    lastName(name);
    return STATUS_SUCCESS;
  }

  private void append(char unit) {
    stored[storedLength++] = unit;
  }

  /** Whether the colon at {@code at} begins {@code ::$DATA}: the content that has no name. */
  private static boolean isMainStream(long at) {
    long next = at + 2;
    if (unit(next) == 0) {
      return true;
    }
    for (int i = 0; i < STREAM_TYPE.length(); i++) {
      if (NameMatching.upperCase(unit(next + 2L * i)) != STREAM_TYPE.charAt(i)) {
        return false;
      }
    }
    return unit(next + 2L * STREAM_TYPE.length()) == 0;
  }

  private static char unit(long at) {
    return MEMORY.get(JAVA_CHAR_UNALIGNED, at);
  }
}
