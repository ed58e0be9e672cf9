// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

import java.time.Duration;

/**
 * How a volume is mounted.
 *
 * @param label the source that {@code mount} and {@code df} show for the mount
 * @param enableKernelCache whether the kernel may cache at all; false overrides {@code
 *     fileInfoTimeoutMs}
 * @param fileInfoTimeoutMs for how many milliseconds the kernel may use names, attributes and "does
 *     not exist" without asking; 0 = not at all, {@link #FOR_EVER} = until told otherwise
 * @param enableNotifications whether the kernel is told of changes that it did not make itself
 * @param exclusive whether the kernel may keep written data, sizes and times to itself for a while,
 *     which is faster; the volume can then have no other view
 * @param transport how requests reach the mount
 * @param passthrough whether the kernel reads and writes the content of files itself
 * @param checkPermissions whether the kernel checks the permission bits, for which it asks for a
 *     directory's after each change in it; without, only the user who mounts may use the mount
 * @param xattrs whether the mount shows extended attributes; without, the kernel asks for none,
 *     which it else does before the first write to each file
 * @param access which users may use the mount
 * @param specialFiles whether setuid bits and device nodes work; only root's mounts can have that
 * @param dispatchers the number of threads that serve requests; 0 = as many as suit the machine
 * @param unmountTimeout how long closing waits for programs that still have files open, before it
 *     takes them away
 */
public record FuseOptions(
    String label,
    boolean enableKernelCache,
    long fileInfoTimeoutMs,
    boolean enableNotifications,
    boolean exclusive,
    Transport transport,
    boolean passthrough,
    boolean checkPermissions,
    boolean xattrs,
    Access access,
    boolean specialFiles,
    int dispatchers,
    Duration unmountTimeout) {
  /** {@link #fileInfoTimeoutMs()}: without limit. */
  public static final long FOR_EVER = 4294967295L;

  /** The largest number of dispatchers. */
  public static final int MAX_DISPATCHERS = 256;

  /** The longest label, in UTF-16 units. */
  public static final int MAX_LABEL_LENGTH = 255;

  /** How requests reach a mount. */
  public enum Transport {
    /** By rings where the kernel offers them, else by the device. */
    AUTO,
    /** By reading and writing /dev/fuse. */
    DEVICE,
    /** By io_uring, one queue a processor; where the kernel offers none, mounting fails. */
    RING
  }

  /** Which users may use a mount. */
  public enum Access {
    /** Everybody for a mount made by root that checks permissions, its owner for any other. */
    AUTOMATIC,
    /** The user who mounts, and nobody else, root included. */
    OWNER,
    /** Everybody, as far as the permission bits allow. */
    EVERYBODY
  }

  /** Rejects what cannot be mounted with; the message is a sentence for users. */
  public FuseOptions {
    if (label.isEmpty()
        || label.length() > MAX_LABEL_LENGTH
        || label.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(
          "The label must have 1 to "
              + MAX_LABEL_LENGTH
              + " characters, none a control character.");
    }
    if (fileInfoTimeoutMs < 0 || fileInfoTimeoutMs > FOR_EVER) {
      throw new IllegalArgumentException(
          "The file info timeout must lie between 0 and "
              + FOR_EVER
              + " (for ever) milliseconds, but is "
              + fileInfoTimeoutMs
              + ".");
    }
    if (exclusive && !enableKernelCache) {
      throw new IllegalArgumentException(
          "An exclusive mount leaves data in the kernel's cache, and the kernel's cache is switched"
              + " off: choose one of the two.");
    }
    if (exclusive && passthrough) {
      throw new IllegalArgumentException(
          "An exclusive mount keeps written data back, and with passthrough there is none to keep:"
              + " choose one of the two.");
    }
    if (!checkPermissions && access == Access.EVERYBODY) {
      throw new IllegalArgumentException(
          "A mount that checks no permissions is for its owner alone: let it check them, or let"
              + " nobody else use it.");
    }
    if (dispatchers < 0 || dispatchers > MAX_DISPATCHERS) {
      throw new IllegalArgumentException(
          "The number of dispatchers must lie between 0 (automatic) and "
              + MAX_DISPATCHERS
              + ", but is "
              + dispatchers
              + ".");
    }
    if (unmountTimeout.isNegative() || unmountTimeout.compareTo(Duration.ofHours(1)) > 0) {
      throw new IllegalArgumentException(
          "The unmount timeout must lie between 0 and one hour, but is " + unmountTimeout + ".");
    }
  }

  /** What a mount is made with unless told otherwise. */
  public static FuseOptions defaults() {
    return builder().build();
  }

  /** A builder that starts with the defaults. */
  public static Builder builder() {
    return new Builder();
  }

  /** Makes {@link FuseOptions}; each method is named after the component that it sets. */
  public static final class Builder {
    private String label = "ramdrive";
    private boolean enableKernelCache = true;
    private long fileInfoTimeoutMs = 1000;
    private boolean enableNotifications = true;
    private boolean exclusive;
    private Transport transport = Transport.AUTO;
    private boolean passthrough;
    private boolean checkPermissions = true;
    private boolean xattrs = true;
    private Access access = Access.AUTOMATIC;
    private boolean specialFiles = true;
    private int dispatchers;
    private Duration unmountTimeout = Duration.ofSeconds(2);

    private Builder() {}

    /** Sets {@link FuseOptions#label()}. */
    public Builder label(String label) {
      this.label = label;
      return this;
    }

    /** Sets {@link FuseOptions#enableKernelCache()}. */
    public Builder enableKernelCache(boolean enableKernelCache) {
      this.enableKernelCache = enableKernelCache;
      return this;
    }

    /** Sets {@link FuseOptions#fileInfoTimeoutMs()}. */
    public Builder fileInfoTimeoutMs(long fileInfoTimeoutMs) {
      this.fileInfoTimeoutMs = fileInfoTimeoutMs;
      return this;
    }

    /** Sets {@link FuseOptions#enableNotifications()}. */
    public Builder enableNotifications(boolean enableNotifications) {
      this.enableNotifications = enableNotifications;
      return this;
    }

    /** Sets {@link FuseOptions#exclusive()}. */
    public Builder exclusive(boolean exclusive) {
      this.exclusive = exclusive;
      return this;
    }

    /** Sets {@link FuseOptions#transport()}. */
    public Builder transport(Transport transport) {
      this.transport = transport;
      return this;
    }

    /** Sets {@link FuseOptions#passthrough()}. */
    public Builder passthrough(boolean passthrough) {
      this.passthrough = passthrough;
      return this;
    }

    /** Sets {@link FuseOptions#checkPermissions()}. */
    public Builder checkPermissions(boolean checkPermissions) {
      this.checkPermissions = checkPermissions;
      return this;
    }

    /** Sets {@link FuseOptions#xattrs()}. */
    public Builder xattrs(boolean xattrs) {
      this.xattrs = xattrs;
      return this;
    }

    /** Sets {@link FuseOptions#access()}. */
    public Builder access(Access access) {
      this.access = access;
      return this;
    }

    /** Sets {@link FuseOptions#specialFiles()}. */
    public Builder specialFiles(boolean specialFiles) {
      this.specialFiles = specialFiles;
      return this;
    }

    /** Sets {@link FuseOptions#dispatchers()}. */
    public Builder dispatchers(int dispatchers) {
      this.dispatchers = dispatchers;
      return this;
    }

    /** Sets {@link FuseOptions#unmountTimeout()}. */
    public Builder unmountTimeout(Duration unmountTimeout) {
      this.unmountTimeout = unmountTimeout;
      return this;
    }

    /**
     * Makes the options.
     *
     * @throws IllegalArgumentException when a value cannot be; the message is a sentence for users
     */
    public FuseOptions build() {
      return new FuseOptions(
          label,
          enableKernelCache,
          fileInfoTimeoutMs,
          enableNotifications,
          exclusive,
          transport,
          passthrough,
          checkPermissions,
          xattrs,
          access,
          specialFiles,
          dispatchers,
          unmountTimeout);
    }
  }
}
