// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.volume;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A file system in memory. All methods may be called by any number of threads, each with a {@link
 * Call} of its own; none checks permissions, that is the view's part.
 *
 * <p>An operation that fails changes nothing, unless it says otherwise.
 */
public final class Volume implements AutoCloseable {
  /** The id of the root directory: FUSE_ROOT_ID of linux/fuse.h. */
  public static final long ROOT_ID = 1;

  /** The longest target of a symlink, in bytes: PATH_MAX of linux/limits.h less the NUL. */
  public static final int MAX_TARGET_LENGTH = 4095;

  /** The largest extended attribute, in bytes: XATTR_SIZE_MAX of linux/limits.h. */
  public static final int MAX_XATTR_SIZE = 65536;

  /**
   * {@link #rename}: fail with EXISTS when the new name is taken. RENAME_NOREPLACE of linux/fs.h.
   */
  public static final int RENAME_NOREPLACE = 1;

  /** {@link #rename}: the two names change places. RENAME_EXCHANGE of linux/fs.h. */
  public static final int RENAME_EXCHANGE = 2;

  /** {@link #rename}: leave a whiteout (character device 0:0). RENAME_WHITEOUT of linux/fs.h. */
  public static final int RENAME_WHITEOUT = 4;

  /**
   * {@link #fallocate}: the length stays. FALLOC_FL_KEEP_SIZE of linux/falloc.h; the next are from
   * there too.
   */
  public static final int FALLOC_FL_KEEP_SIZE = 1;

  /** {@link #fallocate}: make a hole. Needs KEEP_SIZE. */
  public static final int FALLOC_FL_PUNCH_HOLE = 2;

  /** {@link #fallocate}: make the range read as zeros and keep its pages reserved. */
  public static final int FALLOC_FL_ZERO_RANGE = 16;

  /**
   * {@link #fallocate}: also give the file pages of its own for those that it shares, so that no
   * write to the range can fail. Needs KEEP_SIZE; leaves the times alone.
   */
  public static final int FALLOC_FL_UNSHARE_RANGE = 64;

  /** {@link #setxattr}: fail with EXISTS when it exists. XATTR_CREATE of linux/xattr.h. */
  public static final int XATTR_CREATE = 1;

  /** {@link #setxattr}: fail with NO_DATA when it does not. XATTR_REPLACE of linux/xattr.h. */
  public static final int XATTR_REPLACE = 2;

  private static final byte[] NO_TARGET = new byte[0];

  private final VolumeOptions options;
  private final ContentStore store;
  private final InodeTable inodes;
  private final Namespace namespace;
  private final Rename rename;
  private final Xattrs xattrs;
  private final WindowsMetadata windows;
  private final NamedStreams streams;
  private final Reaper reaper;
  private final FileContent content;
  private final AttributeSetting attributeSetting;
  private final Views views;
  private final Directory root;

  private Volume(VolumeOptions options) {
    this.options = options;
    store = ContentStore.of(options);
    views = new Views(count -> store.viewed(this, count));
    inodes = new InodeTable(options.maxInodes());
    windows = new WindowsMetadata(this, inodes);
    streams = new NamedStreams(this, inodes);
    reaper = new Reaper(inodes, streams, windows);
    namespace = new Namespace(this, inodes, windows);
    rename = new Rename(this, inodes, namespace);
    xattrs = new Xattrs(inodes);
    content = new FileContent(xattrs);
    attributeSetting = new AttributeSetting(xattrs);
    root = Directory.root(this, inodes, options);
  }

  /**
   * Links the native calls that {@link #create} needs, which it otherwise does itself; takes some
   * 50 ms. For a program that has something else to do meanwhile, on another thread.
   *
   * @throws UnsupportedOperationException as {@link #create} does
   */
  public static void prepare() {
    NativeMemory.ofThisPlatform().prepare();
  }

  /** Makes an empty volume. */
  public static Volume create(VolumeOptions options) {
    return new Volume(options);
  }

  /**
   * Lets {@code view} look at the volume: from now on {@code listener} learns of every change.
   *
   * @param description what the view is, within a sentence: {@code the mount at /mnt/ram}
   * @param exclusive whether there may be no other view
   * @throws IllegalStateException in one sentence for users, when there is another view and one of
   *     the two is exclusive
   */
  public Attachment attach(
      View view, String description, boolean exclusive, ChangeListener listener) {
    return views.attach(view, description, exclusive, listener);
  }

  /** Whether anybody but {@code view} looks at the volume. */
  public boolean hasOtherViews(View view) {
    return views.hasOthersThan(view);
  }

  /**
   * Waits until all views but {@code origin} know of all changes made before. Not for a thread that
   * a view needs in order to know: one that serves a kernel's requests, or holds a lock such a
   * thread may wait for.
   *
   * @param origin the view whose own change is waited for, or null for all views; a view that did
   *     not take notice in time before is not waited for again until it has, unless this is null
   * @param deadline a value of {@link System#nanoTime()}
   * @return false when some view does not know yet
   */
  public boolean awaitDelivered(@Nullable View origin, long deadline) {
    store.noticeWrites();
    return views.awaitDelivered(origin, deadline);
  }

  /** The root directory; it lives as long as the volume. */
  public Inode root() {
    return root;
  }

  /**
   * The live inode with this id, or null. A caller that does not hold the inode must {@link
   * Inode#tryRetain()} it before use.
   */
  public @Nullable Inode inode(long id) {
    return inodes.get(id);
  }

  /** Fills {@code into}. Never blocks. */
  public void statistics(VolumeStatistics into) {
    store.statistics(into);
    into.maxInodes = inodes.maxUnits();
    into.inodes = inodes.units();
  }

  /** The size of a page, in bytes. */
  public int pageSize() {
    return store.pageSize();
  }

  /**
   * How many inodes have no name and live only because somebody holds them. While a kernel's
   * messages that it has let go of some are under way, this is not 0, and a shortage of space may
   * pass.
   */
  public long orphans() {
    return reaper.orphans();
  }

  /** When two names are one. */
  public NameMatching nameMatching() {
    return options.names();
  }

  /** The operations on named streams. */
  public NamedStreams streams() {
    return streams;
  }

  /** The operations on what only Windows knows of inodes. */
  public WindowsMetadata windows() {
    return windows;
  }

  /** The content of files, where it is kept so that a kernel can read and write it by itself. */
  public Optional<OpenableContent> openableContent() {
    return store.openable(this);
  }

  /** All inodes. */
  InodeTable inodes() {
    return inodes;
  }

  /** The content of all regular files. */
  ContentStore content() {
    return store;
  }

  /**
   * Gives all names that {@code inode} has at this moment to {@code visitor}. The root has none, a
   * stream neither.
   */
  public void names(Inode inode, NameVisitor visitor) {
    inode.lockRead();
    try {
      Dentry.visit(inode, visitor);
    } finally {
      inode.unlockRead();
    }
  }

  /**
   * Finds {@code call.name()} in {@code dir}, also {@code .} and {@code ..}; hands out the inode
   * and its attributes.
   */
  public Status lookup(Call call, Inode dir) {
    if (!(dir instanceof Directory directory)) {
      return Status.NOT_DIRECTORY;
    }
    return namespace.lookup(call, directory);
  }

  /** Fills {@code call.attributes()}. */
  public Status getattr(Call call, Inode inode) {
    inode.lockRead();
    inode.fill(call.attributes);
    inode.unlockRead();
    return Status.OK;
  }

  /** Changes attributes; fills {@code call.attributes()} with those after the change. */
  public Status setattr(Call call, Inode inode, AttributeChange change) {
    call.readClock();
    Status status;
    inode.lockWrite();
    try {
      status = attributeSetting.set(call, inode, change);
    } finally {
      inode.unlockWrite();
    }
    return published(call, status);
  }

  /**
   * Makes the inode {@code call.name()} in {@code dir}: a regular file, directory, FIFO, socket or
   * device node, as the type bits of {@code mode} say (0 = regular file). Hands out the inode and
   * its attributes.
   *
   * @param device the device number of a device node, else 0
   */
  public Status create(Call call, Inode dir, int mode, int device) {
    try {
      if (!(dir instanceof Directory directory)) {
        return Status.NOT_DIRECTORY;
      }
      views.beginNaming(call);
      return published(call, namespace.create(call, directory, mode, device));
    } finally {
      call.forgetBirth();
    }
  }

  /**
   * Makes a regular file without a name in the file system of {@code dir}; hands out the inode and
   * its attributes. It is freed with its last holder unless linked.
   */
  public Status tmpfile(Call call, Inode dir, int mode) {
    if (!(dir instanceof Directory directory)) {
      return Status.NOT_DIRECTORY;
    }
    return namespace.tmpfile(call, directory, mode);
  }

  /**
   * Makes the symlink {@code call.name()} in {@code dir}; hands out the inode and its attributes.
   */
  public Status symlink(Call call, Inode dir, MemorySegment target, long offset, int length) {
    try {
      if (!(dir instanceof Directory directory)) {
        return Status.NOT_DIRECTORY;
      }
      views.beginNaming(call);
      return published(call, namespace.symlink(call, directory, target, offset, length));
    } finally {
      call.forgetBirth();
    }
  }

  /**
   * The target of a symlink; not to be changed. Empty for any other inode (its {@link Inode#type()}
   * tells).
   */
  public byte[] readlink(Call call, Inode symlink) {
    if (!(symlink instanceof Symlink link)) {
      return NO_TARGET;
    }
    link.lockRead();
    link.accessed(call);
    link.unlockRead();
    return link.target;
  }

  /**
   * Gives {@code inode} the further name {@code call.name()} in {@code dir}; hands it out again,
   * with its attributes.
   */
  public Status link(Call call, Inode inode, Inode dir) {
    if (!(dir instanceof Directory directory)) {
      return Status.NOT_DIRECTORY;
    }
    views.beginNaming(call);
    return published(call, namespace.link(call, inode, directory));
  }

  /** Removes the name {@code call.name()} of anything but a directory. */
  public Status unlink(Call call, Inode dir) {
    if (!(dir instanceof Directory directory)) {
      return Status.NOT_DIRECTORY;
    }
    views.beginNaming(call);
    return published(call, namespace.unlink(call, directory));
  }

  /** Removes the empty directory {@code call.name()}. */
  public Status rmdir(Call call, Inode dir) {
    if (!(dir instanceof Directory directory)) {
      return Status.NOT_DIRECTORY;
    }
    views.beginNaming(call);
    return published(call, namespace.rmdir(call, directory));
  }

  /**
   * Removes the name {@code call.name()}, whatever it names, if that is {@code expected}.
   *
   * @return STALE if it names something else; NOT_EMPTY for a directory with entries
   */
  public Status remove(Call call, Inode dir, Inode expected) {
    if (!(dir instanceof Directory directory)) {
      return Status.NOT_DIRECTORY;
    }
    views.beginNaming(call);
    return published(call, namespace.remove(call, directory, expected));
  }

  /**
   * Renames {@code call.name()} in {@code dir} to {@code call.newName()} in {@code newDir},
   * replacing what is there unless {@code flags} (RENAME_*) say otherwise. Atomic. If the two are
   * one name in two spellings, the second is its spelling from now on.
   */
  public Status rename(Call call, Inode dir, Inode newDir, int flags) {
    if (!(dir instanceof Directory from) || !(newDir instanceof Directory to)) {
      return Status.NOT_DIRECTORY;
    }
    views.beginNaming(call);
    return published(call, rename.rename(call, from, to, flags));
  }

  /**
   * Renames as Windows does: {@code call.name()} only if it names {@code expected}; over no
   * directory; of two names of one inode the old one goes.
   *
   * @return STALE if it names nothing or something else; EXISTS if the new name is taken and {@code
   *     replace} is not set, IS_DIRECTORY if it is and a directory has it
   */
  public Status move(Call call, Inode dir, Inode expected, Inode newDir, boolean replace) {
    if (!(dir instanceof Directory from) || !(newDir instanceof Directory to)) {
      return Status.NOT_DIRECTORY;
    }
    views.beginNaming(call);
    return published(call, rename.move(call, from, expected, to, replace));
  }

  /**
   * Gives the entries of {@code dir} behind {@code position} (0 = from the start) to {@code
   * visitor}.
   */
  public Status readdir(Call call, Inode dir, long position, DirectoryVisitor visitor) {
    if (!(dir instanceof Directory directory)) {
      return Status.NOT_DIRECTORY;
    }
    return namespace.list(call, directory, position, visitor);
  }

  /**
   * Reads up to {@code length} bytes at {@code offset}: {@code sink} gets the memory itself. {@code
   * call.count()} is the number of bytes.
   */
  public Status read(Call call, Inode file, long offset, int length, ExtentSink sink) {
    if (!(file instanceof RegularFile regular)) {
      return notAFile(file);
    }
    return content.read(call, regular, offset, length, sink);
  }

  /**
   * Writes {@code length} bytes of {@code source} at {@code offset}. {@code call.count()} is the
   * number of bytes written: fewer when the volume is full, and {@link Status#NO_SPACE} only when
   * none could be.
   */
  public Status write(
      Call call,
      Inode file,
      long offset,
      MemorySegment source,
      long sourceOffset,
      int length,
      boolean killPrivileges) {
    if (!(file instanceof RegularFile regular)) {
      return notAFile(file);
    }
    return published(
        call, content.write(call, regular, offset, source, sourceOffset, length, killPrivileges));
  }

  /**
   * As {@link #write}, but at the end of the file, where that is at this moment: {@code
   * call.position()}.
   *
   * @param saidOffset where the caller believes the end to be; if it is not there, the {@link
   *     Change} says so
   */
  public Status append(
      Call call,
      Inode file,
      long saidOffset,
      MemorySegment source,
      long sourceOffset,
      int length,
      boolean killPrivileges) {
    if (!(file instanceof RegularFile regular)) {
      return notAFile(file);
    }
    return published(
        call,
        content.append(call, regular, saidOffset, source, sourceOffset, length, killPrivileges));
  }

  /** As {@link #write}, but never makes the file longer: bytes behind its end are left out. */
  public Status writeInside(
      Call call,
      Inode file,
      long offset,
      MemorySegment source,
      long sourceOffset,
      int length,
      boolean killPrivileges) {
    if (!(file instanceof RegularFile regular)) {
      return notAFile(file);
    }
    return published(
        call,
        content.writeInside(call, regular, offset, source, sourceOffset, length, killPrivileges));
  }

  /** Allocates, zeroes or punches a range of bytes, as {@code mode} (FALLOC_FL_*) says. */
  public Status fallocate(Call call, Inode file, int mode, long offset, long length) {
    if (!(file instanceof RegularFile regular)) {
      return notAFile(file);
    }
    return published(call, content.fallocate(call, regular, mode, offset, length));
  }

  /** Gives back the pages behind the file's end and behind {@code keep} bytes; fills attributes. */
  public Status trim(Call call, Inode file, long keep) {
    if (!(file instanceof RegularFile regular)) {
      return notAFile(file);
    }
    return published(call, content.trim(call, regular, keep));
  }

  /**
   * Empties a file and reserves what its new content needs; fills {@code call.attributes()}.
   *
   * @param reserve how many bytes of pages the file is to have then, rounded up
   */
  public Status replaceContent(Call call, Inode file, long reserve) {
    if (!(file instanceof RegularFile regular)) {
      return notAFile(file);
    }
    return published(call, content.replace(call, regular, reserve));
  }

  /**
   * Gives out the memory that holds {@code [offset, offset + length)} of a file: {@code
   * call.takeMapped()}, good until {@code arena} is closed. What is written to the file is seen
   * there at once, and what is stored there by whoever reads the file, though views are told of it
   * only by {@link #stored}. Holes in the range get pages. Pages that the file lets go of meanwhile
   * stay mapped and belong to nobody else; where content is openable they are gone, and whoever
   * touches them there gets an {@link InternalError}.
   *
   * @param whenUnmapped runs as the arena is closed, before the memory is let go of
   * @return INVALID when the range is empty or not all in the file; NO_SPACE when there are not
   *     enough free pages in a row, or a part is mapped elsewhere already
   */
  public Status map(
      Call call, Inode file, long offset, long length, Arena arena, Runnable whenUnmapped) {
    if (!(file instanceof RegularFile regular)) {
      return notAFile(file);
    }
    return regular.map(call, offset, length, arena, whenUnmapped);
  }

  /** Says that a program has stored to mapped memory: the file is modified, views are told. */
  public Status stored(Call call, Inode file, long offset, long length) {
    if (!(file instanceof RegularFile regular)) {
      return notAFile(file);
    }
    return published(call, content.stored(call, regular, offset, length));
  }

  /**
   * Finds the next data (SEEK_DATA) or hole (SEEK_HOLE) at or behind {@code offset}; {@code
   * call.count()} is its offset.
   */
  public Status seek(Call call, Inode file, long offset, boolean data) {
    if (!(file instanceof RegularFile regular)) {
      return notAFile(file);
    }
    return content.seek(call, regular, offset, data);
  }

  /**
   * Copies up to {@code length} bytes, sharing whole pages where both offsets allow it. {@code
   * call.count()} is the number of bytes copied, 0 at the end of the source.
   */
  public Status copyRange(
      Call call, Inode source, long sourceOffset, Inode target, long targetOffset, long length) {
    if (!(source instanceof RegularFile from)) {
      return notAFile(source);
    }
    if (!(target instanceof RegularFile to)) {
      return notAFile(target);
    }
    return published(call, content.copyRange(call, from, sourceOffset, to, targetOffset, length));
  }

  /**
   * Reads the extended attribute {@code call.name()} into {@code into}; {@code call.count()} is its
   * size. With {@code capacity} 0 only the size is told.
   *
   * @return RANGE when it does not fit, NO_DATA when there is none
   */
  public Status getxattr(Call call, Inode inode, MemorySegment into, long offset, int capacity) {
    return xattrs.get(call, inode, into, offset, capacity);
  }

  /**
   * Sets the extended attribute {@code call.name()}; {@code flags} may be XATTR_CREATE or
   * XATTR_REPLACE.
   */
  public Status setxattr(
      Call call,
      Inode inode,
      MemorySegment value,
      long offset,
      int length,
      int flags,
      boolean killSetgid) {
    return published(call, xattrs.set(call, inode, value, offset, length, flags, killSetgid));
  }

  /**
   * Writes the names of all extended attributes, each followed by NUL; {@code call.count()} is
   * their size. With {@code capacity} 0 only the size is told.
   */
  public Status listxattr(Call call, Inode inode, MemorySegment into, long offset, int capacity) {
    return xattrs.list(call, inode, into, offset, capacity);
  }

  /** Removes the extended attribute {@code call.name()}. */
  public Status removexattr(Call call, Inode inode) {
    return published(call, xattrs.remove(call, inode));
  }

  /** Frees all memory at once. No operation may be under way or follow. */
  @Override
  public void close() {
    store.close();
  }

  Reaper reaper() {
    return reaper;
  }

  /** Tells the views of what an operation has changed; when all its locks are released. */
  Status published(Call call, Status status) {
    views.publish(call);
    return status;
  }

  static Status notAFile(Inode inode) {
    return inode.isDirectory() ? Status.IS_DIRECTORY : Status.INVALID;
  }
}
