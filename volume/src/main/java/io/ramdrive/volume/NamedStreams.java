// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.volume;

import io.ramdrive.volume.WindowsAttributes.NamedStream;
import org.jspecify.annotations.Nullable;

/**
 * The operations on named streams: further contents that a file or directory has beside its own. A
 * stream is a regular file, for everything that can be done with an inode, but it has no name in a
 * directory and lives with its file. All methods may be called by any number of threads, each with
 * a {@link Call} of its own; {@code call.name()} is the stream's name without colons.
 */
public final class NamedStreams {
  private final Volume volume;
  private final InodeTable inodes;

  NamedStreams(Volume volume, InodeTable inodes) {
    this.volume = volume;
    this.inodes = inodes;
  }

  /** Finds a stream; hands out its inode and its attributes. */
  public Status open(Call call, Inode file) {
    if (volume.nameMatching().isTooLong(call.name)) {
      return Status.NAME_TOO_LONG;
    }
    RegularFile content;
    file.lockRead();
    try {
      NamedStream stream = find(call, file);
      if (stream == null) {
        return Status.NOT_FOUND;
      }
      call.foundName = stream.name;
      content = stream.content;
      content.retain();
    } finally {
      file.unlockRead();
    }
    volume.getattr(call, content);
    call.handOut(content);
    content.release();
    return Status.OK;
  }

  /**
   * Makes an empty stream; hands out its inode and its attributes. It counts as an inode.
   *
   * @return INVALID when {@code file} is neither file nor directory, or a stream itself
   */
  public Status create(Call call, Inode file) {
    Status checked = Namespace.check(call.name, volume.nameMatching());
    if (checked != Status.OK) {
      return checked;
    }
    if (!(file instanceof RegularFile || file instanceof Directory)) {
      return Status.INVALID;
    }
    call.readClock();
    Status status;
    file.lockWrite();
    try {
      status = add(call, file);
    } finally {
      file.unlockWrite();
    }
    return volume.published(call, status);
  }

  private Status add(Call call, Inode file) {
    if (file.isStream()) {
      return Status.INVALID;
    }
    if (find(call, file) != null) {
      return Status.EXISTS;
    }
    if (!inodes.charge(1)) {
      return Status.NO_SPACE;
    }
    int mode = Mode.S_IFREG | (file.mode & 0666);
    RegularFile content = volume.content().newFile(volume, inodes.newId(), call, mode);
    content.uid = file.uid;
    content.gid = file.gid;
    content.links = 1;
    content.windowsAttributes().owner = file;
    content.fill(call.attributes);
    inodes.put(content);
    file.windowsAttributes().add(new NamedStream(call.name.toBytes(), content));
    file.changed(call);
    call.handOut(content);
    call.change.about(ChangeKind.STREAMS, file);
    return Status.OK;
  }

  /** Takes a stream away from its file; it is freed with its last holder. */
  public Status remove(Call call, Inode file) {
    call.readClock();
    NamedStream stream;
    file.lockWrite();
    try {
      stream = find(call, file);
      if (stream == null) {
        return Status.NOT_FOUND;
      }
      file.windowsAttributes().remove(stream);
      file.changed(call);
      call.change.about(ChangeKind.STREAMS, file);
    } finally {
      file.unlockWrite();
    }
    abandon(stream.content);
    return volume.published(call, Status.OK);
  }

  /** Gives all streams of {@code file} to {@code visitor}, in the order they were made in. */
  public Status list(Call call, Inode file, StreamVisitor visitor) {
    file.lockRead();
    WindowsAttributes windows = file.windows;
    NamedStream[] streams = windows == null ? WindowsAttributes.NO_STREAMS : windows.streams;
    file.unlockRead();
    for (NamedStream stream : streams) {
      volume.getattr(call, stream.content);
      Attributes attributes = call.attributes;
      if (!visitor.stream(stream.name, attributes.size(), attributes.allocated())) {
        break;
      }
    }
    return Status.OK;
  }

  /**
   * The file that this inode is a stream of; null if it is none, or its file has been freed. A
   * caller that does not hold the file must {@link Inode#tryRetain()} it before use.
   */
  public @Nullable Inode owner(Inode stream) {
    stream.lockRead();
    try {
      WindowsAttributes windows = stream.windows;
      return windows == null ? null : windows.owner;
    } finally {
      stream.unlockRead();
    }
  }

  /** Lets the streams go of a file that nobody holds any more. */
  void free(WindowsAttributes windows) {
    for (NamedStream stream : windows.streams) {
      abandon(stream.content);
    }
  }

  private void abandon(RegularFile content) {
    content.lockWrite();
    content.windowsAttributes().owner = null;
    content.links = 0;
    content.unlockWrite();
    volume.reaper().dropNames(content);
  }

  private @Nullable NamedStream find(Call call, Inode file) {
    WindowsAttributes windows = file.windows;
    return windows == null ? null : windows.stream(call.name, volume.nameMatching());
  }
}
