// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp;

/**
 * How a volume is shown on Windows. Times are milliseconds, for which the kernel may use what it
 * knows without asking; {@link #FOR_EVER} means until told otherwise.
 *
 * @param label the volume's label, until a program sets another: at most 32 UTF-16 units
 * @param enableKernelCache whether the kernel may cache at all; false overrides all timeouts
 * @param fileInfoTimeoutMs for attributes and sizes; with {@link #FOR_EVER}, and only with it, the
 *     kernel caches the data of files too, and writes late
 * @param volumeInfoTimeoutMs for free space and label; {@link #AS_FILE_INFO}: as attributes, but at
 *     most a second
 * @param dirInfoTimeoutMs for listings, or {@link #AS_FILE_INFO}
 * @param securityTimeoutMs for security descriptors, or {@link #AS_FILE_INFO}
 * @param streamInfoTimeoutMs for the lists of named streams, or {@link #AS_FILE_INFO}
 * @param eaTimeoutMs for extended attributes, or {@link #AS_FILE_INFO}
 * @param enableNotifications whether the kernel is told of changes that it did not make itself
 * @param flushAndPurgeOnCleanup whether the kernel drops the data of files that nobody has open
 * @param fileSystemName what the volume says it is: at most 15 UTF-16 units
 * @param rootSecurity the security descriptor of the root directory in SDDL, if it has none yet
 * @param uid the owner, to other views, of what Windows programs make
 * @param gid its group
 * @param umask the permission bits that it does not get
 * @param threads how many threads serve requests; 0 = as many as WinFsp finds right
 * @param debugLog which kinds of requests WinFsp logs, one bit for each; -1 = all
 */
public record WinFspOptions(
    String label,
    boolean enableKernelCache,
    long fileInfoTimeoutMs,
    long volumeInfoTimeoutMs,
    long dirInfoTimeoutMs,
    long securityTimeoutMs,
    long streamInfoTimeoutMs,
    long eaTimeoutMs,
    boolean enableNotifications,
    boolean flushAndPurgeOnCleanup,
    String fileSystemName,
    String rootSecurity,
    int uid,
    int gid,
    int umask,
    int threads,
    int debugLog) {
  /** A timeout: without limit. */
  public static final long FOR_EVER = 4294967295L;

  /** A timeout: that of {@link #fileInfoTimeoutMs()}. */
  public static final long AS_FILE_INFO = -1;

  /**
   * A root that everybody may use: SYSTEM, the administrators and everyone have all rights. Each
   * entry is inherited by files and directories (OICI); without that, programs could not even
   * reopen what they make.
   */
  public static final String DEFAULT_ROOT_SECURITY =
      "O:BAG:BAD:P(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)(A;OICI;FA;;;WD)";

  /** The longest label, in UTF-16 units. */
  public static final int MAX_LABEL_LENGTH = AttributeOperations.MAX_LABEL_UNITS;

  /** The most threads. */
  public static final int MAX_THREADS = 256;

  private static final int MAX_FILE_SYSTEM_NAME = 15;

  /** However long attributes may be cached: free space is wrong as soon as anybody writes. */
  private static final long VOLUME_INFO_TIMEOUT_MS = 1000;

  /** Rejects what cannot be mounted with; the message is a sentence for users. */
  public WinFspOptions {
    require(
        label.length() <= MAX_LABEL_LENGTH && label.chars().noneMatch(Character::isISOControl),
        "The label must have at most "
            + MAX_LABEL_LENGTH
            + " characters, none a control character.");
    requireTimeout("file info", fileInfoTimeoutMs, 0);
    requireTimeout("volume info", volumeInfoTimeoutMs, AS_FILE_INFO);
    requireTimeout("directory info", dirInfoTimeoutMs, AS_FILE_INFO);
    requireTimeout("security", securityTimeoutMs, AS_FILE_INFO);
    requireTimeout("stream info", streamInfoTimeoutMs, AS_FILE_INFO);
    requireTimeout("extended attribute", eaTimeoutMs, AS_FILE_INFO);
    require(
        !fileSystemName.isEmpty() && fileSystemName.length() <= MAX_FILE_SYSTEM_NAME,
        "The file system's name must have 1 to " + MAX_FILE_SYSTEM_NAME + " characters.");
    require(
        threads >= 0 && threads <= MAX_THREADS,
        "The number of threads must lie between 0 (automatic) and "
            + MAX_THREADS
            + ", but is "
            + threads
            + ".");
    Sddl.parse(rootSecurity);
  }

  private static void require(boolean condition, String sentence) {
    if (!condition) {
      throw new IllegalArgumentException(sentence);
    }
  }

  private static void requireTimeout(String what, long millis, long smallest) {
    require(
        millis >= smallest && millis <= FOR_EVER,
        "The "
            + what
            + " timeout must lie between 0 and "
            + FOR_EVER
            + " (for ever) milliseconds, but is "
            + millis
            + ".");
  }

  /** What a volume is mounted with unless told otherwise. */
  public static WinFspOptions defaults() {
    return builder().build();
  }

  /** A builder that starts with the defaults. */
  public static Builder builder() {
    return new Builder();
  }

  /** Whether the kernel keeps the data of files, and writes it late. */
  boolean cachesData() {
    return timeout(fileInfoTimeoutMs) == FOR_EVER;
  }

  /** The timeout in force for one that was chosen. */
  long timeout(long chosen) {
    if (!enableKernelCache) {
      return 0;
    }
    return chosen == AS_FILE_INFO ? fileInfoTimeoutMs : chosen;
  }

  /** The timeout in force for free space and label. */
  long volumeInfoTimeout() {
    long timeout = timeout(volumeInfoTimeoutMs);
    return volumeInfoTimeoutMs == AS_FILE_INFO
        ? Math.min(timeout, VOLUME_INFO_TIMEOUT_MS)
        : timeout;
  }

  /** The security descriptor of the root directory. */
  byte[] rootDescriptor() {
    return Sddl.parse(rootSecurity);
  }

  /** Makes {@link WinFspOptions}; each method is named after the component that it sets. */
  public static final class Builder {
    private String label = "RamDrive";
    private boolean enableKernelCache = true;
    private long fileInfoTimeoutMs = 1000;
    private long volumeInfoTimeoutMs = AS_FILE_INFO;
    private long dirInfoTimeoutMs = AS_FILE_INFO;
    private long securityTimeoutMs = AS_FILE_INFO;
    private long streamInfoTimeoutMs = AS_FILE_INFO;
    private long eaTimeoutMs = AS_FILE_INFO;
    private boolean enableNotifications = true;
    private boolean flushAndPurgeOnCleanup;
    private String fileSystemName = "NTFS";
    private String rootSecurity = DEFAULT_ROOT_SECURITY;
    private int uid;
    private int gid;
    private int umask = 0022;
    private int threads;
    private int debugLog;

    private Builder() {}

    /** Sets {@link WinFspOptions#label()}. */
    public Builder label(String label) {
      this.label = label;
      return this;
    }

    /** Sets {@link WinFspOptions#enableKernelCache()}. */
    public Builder enableKernelCache(boolean enableKernelCache) {
      this.enableKernelCache = enableKernelCache;
      return this;
    }

    /** Sets {@link WinFspOptions#fileInfoTimeoutMs()}. */
    public Builder fileInfoTimeoutMs(long fileInfoTimeoutMs) {
      this.fileInfoTimeoutMs = fileInfoTimeoutMs;
      return this;
    }

    /** Sets {@link WinFspOptions#volumeInfoTimeoutMs()}. */
    public Builder volumeInfoTimeoutMs(long volumeInfoTimeoutMs) {
      this.volumeInfoTimeoutMs = volumeInfoTimeoutMs;
      return this;
    }

    /** Sets {@link WinFspOptions#dirInfoTimeoutMs()}. */
    public Builder dirInfoTimeoutMs(long dirInfoTimeoutMs) {
      this.dirInfoTimeoutMs = dirInfoTimeoutMs;
      return this;
    }

    /** Sets {@link WinFspOptions#securityTimeoutMs()}. */
    public Builder securityTimeoutMs(long securityTimeoutMs) {
      this.securityTimeoutMs = securityTimeoutMs;
      return this;
    }

    /** Sets {@link WinFspOptions#streamInfoTimeoutMs()}. */
    public Builder streamInfoTimeoutMs(long streamInfoTimeoutMs) {
      this.streamInfoTimeoutMs = streamInfoTimeoutMs;
      return this;
    }

    /** Sets {@link WinFspOptions#eaTimeoutMs()}. */
    public Builder eaTimeoutMs(long eaTimeoutMs) {
      this.eaTimeoutMs = eaTimeoutMs;
      return this;
    }

    /** Sets {@link WinFspOptions#enableNotifications()}. */
    public Builder enableNotifications(boolean enableNotifications) {
      this.enableNotifications = enableNotifications;
      return this;
    }

    /** Sets {@link WinFspOptions#flushAndPurgeOnCleanup()}. */
    public Builder flushAndPurgeOnCleanup(boolean flushAndPurgeOnCleanup) {
      this.flushAndPurgeOnCleanup = flushAndPurgeOnCleanup;
      return this;
    }

    /** Sets {@link WinFspOptions#fileSystemName()}. */
    public Builder fileSystemName(String fileSystemName) {
      this.fileSystemName = fileSystemName;
      return this;
    }

    /** Sets {@link WinFspOptions#rootSecurity()}. */
    public Builder rootSecurity(String rootSecurity) {
      this.rootSecurity = rootSecurity;
      return this;
    }

    /** Sets {@link WinFspOptions#uid()}. */
    public Builder uid(int uid) {
      this.uid = uid;
      return this;
    }

    /** Sets {@link WinFspOptions#gid()}. */
    public Builder gid(int gid) {
      this.gid = gid;
      return this;
    }

    /** Sets {@link WinFspOptions#umask()}. */
    public Builder umask(int umask) {
      this.umask = umask;
      return this;
    }

    /** Sets {@link WinFspOptions#threads()}. */
    public Builder threads(int threads) {
      this.threads = threads;
      return this;
    }

    /** Sets {@link WinFspOptions#debugLog()}. */
    public Builder debugLog(int debugLog) {
      this.debugLog = debugLog;
      return this;
    }

    /**
     * Makes the options.
     *
     * @throws IllegalArgumentException when a value cannot be; the message is a sentence for users
     */
    public WinFspOptions build() {
      return new WinFspOptions(
          label,
          enableKernelCache,
          fileInfoTimeoutMs,
          volumeInfoTimeoutMs,
          dirInfoTimeoutMs,
          securityTimeoutMs,
          streamInfoTimeoutMs,
          eaTimeoutMs,
          enableNotifications,
          flushAndPurgeOnCleanup,
          fileSystemName,
          rootSecurity,
          uid,
          gid,
          umask,
          threads,
          debugLog);
    }
  }
}
