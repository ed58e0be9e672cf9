// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.volume;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * The context of the operations of one thread: who asks, through which view, and where the results
 * go. Reused from call to call, so that an operation need not allocate; never shared between
 * threads.
 */
public final class Call {
  private static final byte[] NO_NAME = {};
  private static final WallClock CLOCK = WallClock.ofThisPlatform();

  final View view;
  final Attributes attributes = new Attributes();
  final Name name = new Name();
  final Name newName = new Name();
  final Change change;
  int uid;
  int gid;
  int umask;
  @Nullable Inode inode;
  long count;
  MemorySegment mapped = MemorySegment.NULL;
  long position;
  boolean keepsTimes;
  boolean keepsAccessTimes;
  boolean writesBack;

  /** Where the bytes of the next write lie, unless in what it is given. */
  @Nullable SparePages arrived;

  byte[] foundName = NO_NAME;
  int birthAttributes = Attributes.NO_DOS_ATTRIBUTES;
  byte @Nullable [] birthDescriptor;

  /** The inode that lost its last name in the operation under way. */
  @Nullable Inode lost;

  /** The id of the file that was read last, and where that ended. */
  private long readFile;

  private long readEnd;

  /** Where {@link Views} has counted the operation under way, if it has. */
  Views.@Nullable Viewer naming;

  /** The present, as the operation under way stamps it on inodes. */
  long nowSeconds;

  int nowNanos;

  final PageSupply supply = new PageSupply();

  /** A context for operations that come through {@code view}. */
  public Call(View view) {
    this.view = view;
    change = new Change(view, name, newName);
  }

  /**
   * Says who asks. New inodes belong to this user and group; {@code umask} is taken off their mode.
   */
  public Call as(int uid, int gid, int umask) {
    this.uid = uid;
    this.gid = gid;
    this.umask = umask;
    return this;
  }

  /**
   * Lets writes leave the times of files alone: for a view that sets them itself, as a kernel does
   * that keeps written data back.
   */
  public Call keepTimes() {
    keepsTimes = true;
    return this;
  }

  /** Lets reads leave the time of access alone: for a view that could not tell its kernel of it. */
  public Call keepAccessTimes() {
    keepsAccessTimes = true;
    return this;
  }

  /**
   * Says whether what is written from now on comes out of a cache of the view, which holds on to it
   * until it is written; see {@link Change#isWrittenBack()}.
   */
  public Call writingBack(boolean writingBack) {
    writesBack = writingBack;
    return this;
  }

  /**
   * Says that the bytes of the next {@link Volume#write} lie in {@code pages}, from the first of
   * them on, instead of in its source, and that the offset is a multiple of the {@linkplain
   * SparePages#pageSize() size of a page}. If all is written, others are in their places
   * afterwards; if not, the bytes are there still. Null takes it back.
   */
  public Call arrivedIn(@Nullable SparePages pages) {
    arrived = pages;
    return this;
  }

  /**
   * What the inode is to have from its first moment on that the next {@link Volume#create} or
   * {@link Volume#symlink} makes; forgotten with that operation, whatever comes of it.
   *
   * @param dosAttributes see {@link Attributes#dosAttributes()}
   * @param securityDescriptor see {@link WindowsMetadata}; not to be changed any more; null for
   *     none
   */
  public Call atBirth(int dosAttributes, byte @Nullable [] securityDescriptor) {
    birthAttributes = dosAttributes;
    birthDescriptor = securityDescriptor;
    return this;
  }

  /** Forgets what {@link #atBirth} said. */
  void forgetBirth() {
    birthAttributes = Attributes.NO_DOS_ATTRIBUTES;
    birthDescriptor = null;
  }

  /**
   * The name that the last {@link Volume#lookup} or {@link NamedStreams#open} found, as it was
   * given to the inode; not to be changed. Valid only after {@link Status#OK}.
   */
  public byte[] foundName() {
    return foundName;
  }

  /**
   * A name for the caller to fill: the operation's first or only name. Where case does not matter,
   * an operation that takes this name away leaves here how it was spelled.
   */
  public Name name() {
    return name;
  }

  /** A name for the caller to fill: the new name of a rename. */
  public Name newName() {
    return newName;
  }

  /**
   * The inode that the last operation handed out; valid only after {@link Status#OK} from an
   * operation that says so.
   */
  public Inode inode() {
    Inode result = inode;
    if (result == null) {
      throw new IllegalStateException("the last operation handed out no inode");
    }
    return result;
  }

  /** The memory that the last {@link Volume#map} gave; forgotten with this call. */
  public MemorySegment takeMapped() {
    MemorySegment result = mapped;
    mapped = MemorySegment.NULL;
    return result;
  }

  /** The attributes that the last operation filled in. */
  public Attributes attributes() {
    return attributes;
  }

  /** The number that the last operation counted: bytes read, written, copied; or an offset. */
  public long count() {
    return count;
  }

  /** Where the last {@link Volume#append} put its bytes. */
  public long position() {
    return position;
  }

  /** Reads the clock, once for all the stamps of an operation. */
  void readClock() {
    long now = CLOCK.now();
    nowSeconds = Math.floorDiv(now, WallClock.NANOS_PER_SECOND);
    nowNanos = (int) (now - nowSeconds * WallClock.NANOS_PER_SECOND);
  }

  /** Notes a read of {@link #count()} bytes; whether it does not go on where the last one ended. */
  boolean beginsToRead(Inode file, long offset) {
    boolean goesOn = readFile == file.id() && readEnd == offset;
    readFile = file.id();
    readEnd = offset + count;
    return !goesOn;
  }

  /** Hands {@code result} to the view; under a lock that keeps it alive. */
  void handOut(Inode result) {
    view.retain(result);
    inode = result;
  }
}
