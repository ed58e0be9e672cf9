// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

import io.ramdrive.volume.NameMatching;
import io.ramdrive.volume.View;
import io.ramdrive.volume.Volume;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What one mount agrees on with the kernel. This is the one place that decides it, from the options
 * and from what the kernel offers; {@link #toString()} tells each decision and its reason.
 *
 * <p>ATOMIC_O_TRUNC is never asked for, whatever the options: together with NO_OPEN_SUPPORT the
 * kernel sends neither an OPEN nor a SETATTR for O_TRUNC, and the truncation is lost without a
 * sign. WRITEBACK_CACHE is asked for only by a mount that is its volume's only view: the kernel
 * then owns sizes and times, and nobody else could change them.
 */
final class Negotiation {
  /** FUSE_KERNEL_VERSION of linux/fuse.h; the protocol has had no other since Linux 2.6.14. */
  static final int MAJOR = 7;

  /** The newest minor version whose messages this server knows: Linux 6.18. */
  static final int MINOR = 45;

  /** The oldest minor version that is served: Linux 5.4. The layouts of messages end there. */
  static final int OLDEST_MINOR = 31;

  /** FUSE_NOTIFY_INC_EPOCH came with it: include/uapi/linux/fuse.h. */
  private static final int EPOCH_MINOR = 44;

  /** What a kernel sends at most without MAX_PAGES: FUSE_DEFAULT_MAX_PAGES_PER_REQ of fs/fuse. */
  private static final int DEFAULT_MAX_PAGES = 32;

  private static final int PAGE = 4096;

  /** The most bytes that one READ or WRITE ever moves; more was measured to gain nothing. */
  static final int MAX_REQUEST = 256 * PAGE;

  private final int minor;
  private final long offered;
  private final int maxReadahead;
  private final FuseOptions options;
  private final NameMatching names;
  private final long asked;
  private final boolean cached;
  private final boolean notified;
  private final boolean exclusive;
  private final boolean passthrough;
  private final boolean checkPermissions;
  private final boolean xattrs;
  private final Timeout timeout;
  private final Timeout entryTimeout;
  private final Optional<String> ringless;
  private final List<Decision> decisions = new ArrayList<>();

  /** One line of the explanation. */
  private record Decision(String name, boolean offered, boolean wanted, String reason) {
    @Override
    public String toString() {
      return String.format(
          "%-22s %-8s %-6s %s",
          name, offered ? "yes" : "no", offered && wanted ? "yes" : "no", reason);
    }
  }

  /**
   * Decides.
   *
   * @param minor the kernel's minor version
   * @param offered the kernel's {@link InitFlags}
   * @param maxReadahead the kernel's largest read-ahead, in bytes
   * @param names the volume's
   * @param ringless why requests cannot come through rings, in a clause; empty when they can
   * @throws IllegalArgumentException when the kernel is too old; the message is a sentence for
   *     users
   */
  Negotiation(
      int minor,
      long offered,
      int maxReadahead,
      FuseOptions options,
      NameMatching names,
      Optional<String> ringless) {
    if (minor < OLDEST_MINOR) {
      throw new IllegalArgumentException(
          "This kernel speaks FUSE 7."
              + minor
              + ", but RamDrive needs 7."
              + OLDEST_MINOR
              + " or newer; use Linux 5.4 or newer.");
    }
    this.minor = Math.min(minor, MINOR);
    this.offered = offered;
    this.maxReadahead = maxReadahead;
    this.options = options;
    this.names = names;
    this.cached = options.enableKernelCache();
    this.exclusive = options.exclusive();
    this.passthrough = options.passthrough();
    this.checkPermissions = options.checkPermissions();
    this.xattrs = options.xattrs();
    if (passthrough && (offered & InitFlags.PASSTHROUGH) == 0) {
      throw new IllegalArgumentException(
          "This kernel cannot read and write files by itself; use Linux 6.9 or newer, with"
              + " CONFIG_FUSE_PASSTHROUGH, or --data-path served.");
    }
    this.notified = options.enableNotifications() || exclusive;
    this.timeout = cached ? Timeout.ofMillis(options.fileInfoTimeoutMs()) : Timeout.NONE;
    this.entryTimeout = names == NameMatching.EXACT ? timeout : Timeout.NONE;
    this.ringless = ringless;
    if (options.transport() == FuseOptions.Transport.RING && ringless.isPresent()) {
      throw new IllegalArgumentException(
          "Requests cannot come through io_uring (transport 'ring'): "
              + ringless.get().replaceFirst("^off: ", "")
              + ". Let the transport be 'auto', which takes /dev/fuse then.");
    }
    this.asked = decide();
  }

  /**
   * The same, but requests cannot come through rings.
   *
   * @param why in a clause or sentence
   * @throws MountException when they were to come through nothing else
   */
  Negotiation withoutRings(String why) throws MountException {
    String clause = why.endsWith(".") ? why.substring(0, why.length() - 1) : why;
    try {
      return new Negotiation(
          minor, offered, maxReadahead, options, names, Optional.of("off: " + clause));
    } catch (IllegalArgumentException impossible) {
      throw new MountException(String.valueOf(impossible.getMessage()), impossible);
    }
  }

  private long decide() {
    boolean told = cached && notified;
    String withoutOpendir =
        told
            ? "an open file costs no request"
            : cached
                ? "off: without notifications each open must drop stale pages"
                : "off: each open must say that it bypasses the page cache";
    String withoutOpen =
        passthrough ? "off: each open must say what the kernel is to read" : withoutOpendir;
    return ask(InitFlags.ASYNC_READ, "ASYNC_READ", true, "reads of one file run side by side")
        | ask(InitFlags.BIG_WRITES, "BIG_WRITES", true, "writes larger than a page")
        | ask(InitFlags.MAX_PAGES, "MAX_PAGES", true, "requests of up to 1 MiB")
        | ask(InitFlags.ASYNC_DIO, "ASYNC_DIO", true, "pieces of direct I/O run side by side")
        | ask(InitFlags.PARALLEL_DIROPS, "PARALLEL_DIROPS", true, "the volume locks directories")
        | ask(InitFlags.DO_READDIRPLUS, "DO_READDIRPLUS", true, "listings bring attributes")
        | ask(InitFlags.READDIRPLUS_AUTO, "READDIRPLUS_AUTO", true, "only where they are used")
        | ask(InitFlags.EXPORT_SUPPORT, "EXPORT_SUPPORT", true, "file handles stay valid")
        | ask(
            InitFlags.POSIX_ACL,
            "POSIX_ACL",
            checkPermissions && xattrs,
            !checkPermissions
                ? "off: it makes the kernel check permissions"
                : xattrs ? "access control lists, kernel-checked" : "off: they are attributes")
        | ask(InitFlags.DONT_MASK, "DONT_MASK", true, "a default ACL replaces the umask")
        | ask(InitFlags.HANDLE_KILLPRIV_V2, "HANDLE_KILLPRIV_V2", true, "no GETXATTR per write")
        | ask(InitFlags.SETXATTR_EXT, "SETXATTR_EXT", true, "an ACL may clear setgid")
        | ask(InitFlags.ABORT_ERROR, "ABORT_ERROR", true, "an abort is told from an unmount")
        | ask(InitFlags.INIT_EXT, "INIT_EXT", true, "flags from 32 up")
        | ask(
            InitFlags.CACHE_SYMLINKS,
            "CACHE_SYMLINKS",
            told,
            "an inode's target never changes; without notifications nothing is kept")
        | ask(
            InitFlags.EXPLICIT_INVAL_DATA,
            "EXPLICIT_INVAL_DATA",
            told,
            told ? "pages are dropped when we say so" : "off: nothing would drop stale pages")
        | ask(
            InitFlags.AUTO_INVAL_DATA,
            "AUTO_INVAL_DATA",
            !told,
            told ? "off: each read would ask for attributes" : "pages are checked at each read")
        | ask(InitFlags.NO_OPEN_SUPPORT, "NO_OPEN_SUPPORT", told && !passthrough, withoutOpen)
        | ask(InitFlags.NO_OPENDIR_SUPPORT, "NO_OPENDIR_SUPPORT", told, withoutOpendir)
        | ask(
            InitFlags.DIRECT_IO_ALLOW_MMAP,
            "DIRECT_IO_ALLOW_MMAP",
            !cached,
            cached ? "off: no file is opened for direct I/O" : "shared mmap still works")
        | ask(
            InitFlags.ATOMIC_O_TRUNC,
            "ATOMIC_O_TRUNC",
            false,
            "off: loses truncations together with NO_OPEN_SUPPORT")
        | ask(
            InitFlags.WRITEBACK_CACHE,
            "WRITEBACK_CACHE",
            exclusive,
            exclusive ? "there is no other view" : "off: the kernel would own sizes and times")
        | ask(
            InitFlags.OVER_IO_URING,
            "OVER_IO_URING",
            ringless.isEmpty(),
            ringless.orElse("a request is served on the processor of its program"))
        | ask(
            InitFlags.PASSTHROUGH,
            "PASSTHROUGH",
            passthrough,
            passthrough ? "the kernel moves the data of files" : "off: not asked for")
        | ask(InitFlags.POSIX_LOCKS, "POSIX_LOCKS", false, "off: the kernel keeps locks itself")
        | ask(InitFlags.FLOCK_LOCKS, "FLOCK_LOCKS", false, "off: the kernel keeps locks itself");
  }

  private long ask(long flag, String name, boolean wanted, String reason) {
    boolean available = (offered & flag) != 0;
    decisions.add(new Decision(name, available, wanted, reason));
    return available && wanted ? flag : 0;
  }

  /** Whether this {@link InitFlags} flag is in force. */
  boolean has(long flag) {
    return (asked & flag) != 0;
  }

  /** All {@link InitFlags} in force. */
  long flags() {
    return asked;
  }

  /** The minor version spoken. */
  int minor() {
    return minor;
  }

  /** OPEN is to be answered ENOSYS; then no file has an OPEN or a RELEASE, only CREATE comes. */
  boolean noOpen() {
    return has(InitFlags.NO_OPEN_SUPPORT);
  }

  /** OPENDIR is to be answered ENOSYS. */
  boolean noOpendir() {
    return has(InitFlags.NO_OPENDIR_SUPPORT);
  }

  /** Requests come through rings, all but those that expect no answer. */
  boolean rings() {
    return has(InitFlags.OVER_IO_URING);
  }

  /** The kernel keeps written data back, and owns sizes and times. */
  boolean writeback() {
    return has(InitFlags.WRITEBACK_CACHE);
  }

  /** Whether the mount is to be the volume's only view, whatever the kernel offers. */
  boolean isExclusive() {
    return exclusive;
  }

  /** Whether the kernel is told of what other views change. */
  boolean notifies() {
    return cached && notified && !exclusive;
  }

  /** INC_EPOCH is known: since 7.44. */
  boolean knowsEpochs() {
    return minor >= EPOCH_MINOR;
  }

  /** The kernel reads and writes the content of files by itself. */
  boolean passthrough() {
    return has(InitFlags.PASSTHROUGH);
  }

  /** The kernel checks permission bits; else it leaves that to us, and only one user comes. */
  boolean checksPermissions() {
    return checkPermissions;
  }

  /** The mount shows extended attributes. */
  boolean xattrs() {
    return xattrs;
  }

  /** {@link OpenFlags} of the answers to OPEN and CREATE. */
  int openFlags() {
    if (passthrough()) {
      return OpenFlags.FOPEN_PASSTHROUGH | OpenFlags.FOPEN_NOFLUSH;
    }
    if (!cached) {
      return OpenFlags.FOPEN_DIRECT_IO | OpenFlags.FOPEN_PARALLEL_DIRECT_WRITES;
    }
    return notified ? OpenFlags.FOPEN_KEEP_CACHE : 0;
  }

  /** {@link OpenFlags} of the answer to OPENDIR. */
  int opendirFlags() {
    return cached && notified ? OpenFlags.FOPEN_KEEP_CACHE | OpenFlags.FOPEN_CACHE_DIR : 0;
  }

  /** Reads and writes bypass the page cache. */
  boolean directIo() {
    return !cached;
  }

  /**
   * How long a name is believed: where case does not matter, not at all. The kernel would keep each
   * spelling by itself, and what it does to one of them it does not know to concern the others.
   */
  Timeout entryTimeout() {
    return entryTimeout;
  }

  /** How long attributes are believed. */
  Timeout attrTimeout() {
    return timeout;
  }

  /**
   * How long the attributes in a reply to SETATTR or LINK are believed. The kernel takes them as
   * they are, when the program has its turn; those of other replies only if it has not been told
   * since the request that they are out of date. So where another view could have changed them
   * meanwhile, the kernel had better ask.
   */
  Timeout unversionedTimeout(Volume volume, View view) {
    return notifies() && volume.hasOtherViews(view) ? Timeout.NONE : timeout;
  }

  /** How long the absence of a name is believed: as long as a name. */
  Timeout negativeTimeout() {
    return entryTimeout;
  }

  /** The most bytes that one READ or WRITE moves. */
  int maxWrite() {
    return maxPages() * PAGE;
  }

  /** The most pages of one request. */
  int maxPages() {
    return has(InitFlags.MAX_PAGES) ? MAX_REQUEST / PAGE : DEFAULT_MAX_PAGES;
  }

  /** Bytes of read-ahead: all that the kernel offers. */
  int maxReadahead() {
    return maxReadahead;
  }

  @Override
  public String toString() {
    StringBuilder text =
        new StringBuilder(
            String.format(
                "FUSE %d.%d by %s, max_write %d, max_readahead %d, timeout %s%s%n%-22s %-8s %-6s"
                    + " %s",
                MAJOR,
                minor,
                rings() ? "io_uring" : "/dev/fuse",
                maxWrite(),
                Integer.toUnsignedLong(maxReadahead),
                describe(timeout),
                entryTimeout.equals(timeout) ? "" : ", of names none: case does not matter",
                "flag",
                "offered",
                "asked",
                "why"));
    for (Decision decision : decisions) {
      text.append(System.lineSeparator()).append(decision);
    }
    return text.toString();
  }

  private static String describe(Timeout timeout) {
    return timeout.equals(Timeout.FOR_EVER)
        ? "for ever"
        : (timeout.seconds() * 1000 + timeout.nanoseconds() / 1_000_000) + " ms";
  }
}
