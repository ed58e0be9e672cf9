// SPDX-License-Identifier: Apache-2.0
package io.ramdrive;

import io.ramdrive.volume.NameMatching;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a drive is made with and how it is mounted. Every component has the same name, in lower case
 * with dashes, in configuration files and on the command line: {@link DriveOption} lists them.
 *
 * @param size bytes that files can hold, in whole pages
 * @param maxInodes the largest number of files, directories and links
 * @param pageSizeKb the smallest piece of memory that a file takes, in KiB: a power of two from 4
 *     to 2048; with {@link DataPath#PASSTHROUGH} 4, or 2048 for pages of 4 KiB to 2 MiB, as large
 *     as the file is there
 * @param preAllocate whether all memory is taken from the operating system at once and kept
 * @param volumeLabel the name that the mount table shows as the drive's source
 * @param enableKernelCache whether the kernel may keep names, attributes and data; {@code false}
 *     makes every access ask the drive, whatever {@code fileInfoTimeoutMs} says
 * @param fileInfoTimeoutMs how long the kernel may keep names and attributes, in milliseconds; 0 =
 *     not at all, {@link #FOR_EVER} = until the drive says otherwise
 * @param dirInfoTimeoutMs on Windows, how long the kernel may keep listings, in milliseconds;
 *     {@link #AS_FILE_INFO} = as {@code fileInfoTimeoutMs}
 * @param volumeInfoTimeoutMs on Windows, how long the kernel may keep free space and label, in
 *     milliseconds; {@link #AS_FILE_INFO} = as {@code fileInfoTimeoutMs}, but at most 1000
 * @param purgeOnClose on Windows, whether the kernel drops what it has cached of a file when its
 *     last program closes it
 * @param enableNotifications whether the drive tells each kernel of changes that did not come
 *     through it; {@code false} leaves only {@code fileInfoTimeoutMs} to bound how long a mount may
 *     show what is not true any more
 * @param cache whether the drive may have several views, or one mount that keeps changes to itself
 * @param transport how the requests of the Linux kernel reach the drive
 * @param dataPath who moves the data of files on Linux
 * @param checkPermissions whether Linux checks permission bits; {@code false} saves a request after
 *     each change in a directory, and is for drives that only the mounting user may use
 * @param enableXattrs whether Linux mounts show extended attributes; {@code false} saves a request
 *     before the first write to each file
 * @param caseSensitive whether names that differ only in upper and lower case are different names;
 *     otherwise each name keeps the case it was made with, and is found in any
 * @param initialDirectories directories that the drive begins with, separated by commas, such as
 *     {@code Temp,Cache/App1}; empty = none
 * @param allowOther whether users other than the mounting one may use the mount
 * @param uid the owner of the root directory
 * @param gid the group of the root directory
 * @param mode the permission bits of the root directory
 */
public record RamDriveOptions(
    long size,
    long maxInodes,
    int pageSizeKb,
    boolean preAllocate,
    String volumeLabel,
    boolean enableKernelCache,
    long fileInfoTimeoutMs,
    long dirInfoTimeoutMs,
    long volumeInfoTimeoutMs,
    boolean purgeOnClose,
    boolean enableNotifications,
    CacheMode cache,
    Transport transport,
    DataPath dataPath,
    boolean checkPermissions,
    boolean enableXattrs,
    boolean caseSensitive,
    String initialDirectories,
    boolean allowOther,
    int uid,
    int gid,
    int mode) {

  /** A {@link #fileInfoTimeoutMs} without end. */
  public static final long FOR_EVER = 0xFFFF_FFFFL;

  /**
   * A {@link #dirInfoTimeoutMs} or {@link #volumeInfoTimeoutMs} like {@link #fileInfoTimeoutMs}.
   */
  public static final long AS_FILE_INFO = -1;

  /** A volume counts its pages in an int. */
  private static final long SIZE_LIMIT = 8L << 40;

  private static final int MAX_LABEL_LENGTH = 64;
  private static final int MAX_MODE = 07777;

  /**
   * Checks every value.
   *
   * @throws IllegalArgumentException in one sentence that begins with the option's key
   */
  public RamDriveOptions {
    if (pageSizeKb < 4 || pageSizeKb > 2048 || Integer.bitCount(pageSizeKb) != 1) {
      throw new IllegalArgumentException(
          "page-size-kb: " + pageSizeKb + " is not a power of two from 4 to 2048");
    }
    long page = (long) pageSizeKb << 10;
    if (size < 1 || size > SIZE_LIMIT - page) {
      throw new IllegalArgumentException(
          "size: " + size + " bytes is not at least one page (" + page + ") and less than 8 TiB");
    }
    size = (size + page - 1) & -page;
    if (maxInodes < 1 || maxInodes > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "max-inodes: " + maxInodes + " is not between 1 and " + Integer.MAX_VALUE);
    }
    checkTimeout("file-info-timeout-ms", fileInfoTimeoutMs, 0, "0 (off)");
    String least = "-1 (as file-info-timeout-ms)";
    checkTimeout("dir-info-timeout-ms", dirInfoTimeoutMs, AS_FILE_INFO, least);
    checkTimeout("volume-info-timeout-ms", volumeInfoTimeoutMs, AS_FILE_INFO, least);
    checkLabel(volumeLabel);
    Objects.requireNonNull(cache, "cache");
    if (cache == CacheMode.EXCLUSIVE && !enableKernelCache) {
      throw new IllegalArgumentException(
          "cache: 'exclusive' leaves data in the kernel's cache, which enable-kernel-cache = false"
              + " switches off; leave out one of the two");
    }
    Objects.requireNonNull(transport, "transport");
    Objects.requireNonNull(dataPath, "dataPath");
    if (dataPath == DataPath.PASSTHROUGH && cache == CacheMode.EXCLUSIVE) {
      throw new IllegalArgumentException(
          "data-path: with 'passthrough' the kernel keeps no data back, which cache = exclusive"
              + " asks for; leave out one of the two");
    }
    if (dataPath == DataPath.PASSTHROUGH
        && ((pageSizeKb != 4 && pageSizeKb != 2048) || preAllocate)) {
      throw new IllegalArgumentException(
          "data-path: with 'passthrough' the kernel allocates pages of 4 KiB, or with page-size-kb"
              + " = 2048 of up to 2 MiB, as files grow; leave out other page sizes and"
              + " pre-allocate");
    }
    if (!checkPermissions && allowOther) {
      throw new IllegalArgumentException(
          "check-permissions: 'false' is for a drive that nobody else may use; leave out"
              + " allow-other = true, or let permissions be checked");
    }
    InitialDirectories.parse(initialDirectories, matching(caseSensitive));
    if ((mode & ~MAX_MODE) != 0) {
      throw new IllegalArgumentException(
          "mode: " + Integer.toOctalString(mode) + " is not an octal mode from 0 to 7777");
    }
  }

  /** When two names of the drive are one. */
  NameMatching nameMatching() {
    return matching(caseSensitive);
  }

  private static NameMatching matching(boolean caseSensitive) {
    return caseSensitive ? NameMatching.EXACT : NameMatching.CASE_INSENSITIVE;
  }

  private static void checkTimeout(String key, long millis, long least, String leastInWords) {
    if (millis < least || millis > FOR_EVER) {
      throw new IllegalArgumentException(
          key + ": " + millis + " is not between " + leastInWords + " and 4294967295 (for ever)");
    }
  }

  private static void checkLabel(String label) {
    Objects.requireNonNull(label, "volumeLabel");
    if (label.isBlank() || label.length() > MAX_LABEL_LENGTH) {
      throw new IllegalArgumentException(
          "volume-label: it has " + label.length() + " characters; 1 to 64 are allowed");
    }
    for (int i = 0; i < label.length(); i++) {
      char c = label.charAt(i);
      if (c == ',' || c == '\\' || Character.isISOControl(c)) {
        throw new IllegalArgumentException(
            "volume-label: a comma, a backslash or a control character at position "
                + (i + 1)
                + " would break the mount table; leave it out");
      }
    }
  }

  /** The defaults. */
  public static RamDriveOptions defaults() {
    return builder().build();
  }

  /** A builder that starts from the defaults. */
  public static Builder builder() {
    return new Builder();
  }

  /** How long the kernel may keep names and attributes after all, in milliseconds. */
  public long effectiveTimeoutMs() {
    return enableKernelCache ? fileInfoTimeoutMs : 0;
  }

  /** Collects options; {@link #build} checks them. For one thread. */
  public static final class Builder {
    /**
     * Bytes of heap for each inode: it takes 220 to 250 with its name, up to 520 with the longest
     * one, and the collector wants a third of the heap for itself.
     */
    private static final int HEAP_PER_INODE = 768;

    private long size;
    private long maxInodes = Math.max(1024, Runtime.getRuntime().maxMemory() / HEAP_PER_INODE);
    private int pageSizeKb = 4;
    private boolean preAllocate;
    private String volumeLabel = "ramdrive";
    private boolean enableKernelCache = true;
    private long fileInfoTimeoutMs = 1000;
    private long dirInfoTimeoutMs = AS_FILE_INFO;
    private long volumeInfoTimeoutMs = AS_FILE_INFO;
    private boolean purgeOnClose;
    private boolean enableNotifications = true;
    private CacheMode cache = CacheMode.COHERENT;
    private Transport transport = Transport.AUTO;
    private DataPath dataPath = DataPath.SERVED;
    private boolean checkPermissions = true;
    private boolean enableXattrs = true;
    private boolean caseSensitive = Platform.current() != Platform.WINDOWS;
    private String initialDirectories = "";
    private int uid = ProcessOwner.uid();
    private int gid = ProcessOwner.gid();
    private @Nullable Boolean allowOther;
    private int mode = 0755;

    private Builder() {
      maxInodes = Math.min(maxInodes, Integer.MAX_VALUE);
    }

    /** In bytes, rounded up to whole pages; by default half of the machine's memory. */
    public Builder size(long bytes) {
      if (bytes < 1) {
        throw new IllegalArgumentException("size: " + bytes + " bytes hold nothing; ask for more");
      }
      size = bytes;
      return this;
    }

    /** Such as {@code 512m}, {@code 2g} or {@code 50%} of the machine's memory. */
    public Builder size(String text) {
      return DriveOption.SIZE.set(this, text);
    }

    /** By default one for each 768 bytes of the largest heap that this JVM may have. */
    public Builder maxInodes(long inodes) {
      maxInodes = inodes;
      return this;
    }

    /** In KiB; by default 4, so that small files cost what they cost on tmpfs. */
    public Builder pageSizeKb(int kibibytes) {
      pageSizeKb = kibibytes;
      return this;
    }

    /** By default false: memory is taken as files grow. */
    public Builder preAllocate(boolean now) {
      preAllocate = now;
      return this;
    }

    /** By default {@code ramdrive}. */
    public Builder volumeLabel(String label) {
      volumeLabel = label;
      return this;
    }

    /** By default true. */
    public Builder enableKernelCache(boolean enable) {
      enableKernelCache = enable;
      return this;
    }

    /** In milliseconds; by default 1000. */
    public Builder fileInfoTimeoutMs(long milliseconds) {
      fileInfoTimeoutMs = milliseconds;
      return this;
    }

    /** In milliseconds; by default {@link #AS_FILE_INFO}. */
    public Builder dirInfoTimeoutMs(long milliseconds) {
      dirInfoTimeoutMs = milliseconds;
      return this;
    }

    /** In milliseconds; by default {@link #AS_FILE_INFO}. */
    public Builder volumeInfoTimeoutMs(long milliseconds) {
      volumeInfoTimeoutMs = milliseconds;
      return this;
    }

    /** By default false. */
    public Builder purgeOnClose(boolean purge) {
      purgeOnClose = purge;
      return this;
    }

    /** By default true. */
    public Builder enableNotifications(boolean enable) {
      enableNotifications = enable;
      return this;
    }

    /** By default {@link CacheMode#COHERENT}. */
    public Builder cache(CacheMode mode) {
      cache = mode;
      return this;
    }

    /** By default {@link Transport#AUTO}. */
    public Builder transport(Transport way) {
      transport = way;
      return this;
    }

    /** By default {@link DataPath#SERVED}. */
    public Builder dataPath(DataPath path) {
      dataPath = path;
      return this;
    }

    /** By default true; false also makes {@link #allowOther} false by default. */
    public Builder checkPermissions(boolean check) {
      checkPermissions = check;
      return this;
    }

    /** By default true. */
    public Builder enableXattrs(boolean enable) {
      enableXattrs = enable;
      return this;
    }

    /** By default true on Linux, false on Windows. */
    public Builder caseSensitive(boolean sensitive) {
      caseSensitive = sensitive;
      return this;
    }

    /** Separated by commas, such as {@code Temp,Cache/App1}; by default none. */
    public Builder initialDirectories(String directories) {
      initialDirectories = directories;
      return this;
    }

    /** By default true for root and on Windows, false for everybody else. */
    public Builder allowOther(boolean allow) {
      allowOther = allow;
      return this;
    }

    /** By default this process's user, on Windows 0. */
    public Builder uid(int owner) {
      uid = owner;
      return this;
    }

    /** By default this process's group, on Windows 0. */
    public Builder gid(int group) {
      gid = group;
      return this;
    }

    /** By default 0755. */
    public Builder mode(int permissions) {
      mode = permissions;
      return this;
    }

    /**
     * The options.
     *
     * @throws IllegalArgumentException in one sentence that begins with the option's key
     */
    public RamDriveOptions build() {
      boolean forEverybody = ProcessOwner.uid() == 0 && checkPermissions;
      return new RamDriveOptions(
          size == 0 ? HostMemory.read().total() / 2 : size,
          maxInodes,
          pageSizeKb,
          preAllocate,
          volumeLabel,
          enableKernelCache,
          fileInfoTimeoutMs,
          dirInfoTimeoutMs,
          volumeInfoTimeoutMs,
          purgeOnClose,
          enableNotifications,
          cache,
          transport,
          dataPath,
          checkPermissions,
          enableXattrs,
          caseSensitive,
          initialDirectories,
          allowOther == null ? forEverybody : allowOther,
          uid,
          gid,
          mode);
    }
  }
}
