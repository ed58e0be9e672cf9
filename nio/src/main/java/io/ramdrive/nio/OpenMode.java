// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.nio;

import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.Set;

/**
 * What a file is opened for. SYNC and DSYNC are met by what is always so: a write is in memory when
 * it returns. SPARSE is, too: what was never written takes no memory.
 */
record OpenMode(
    boolean read,
    boolean write,
    boolean append,
    boolean truncate,
    boolean create,
    boolean createNew,
    boolean deleteOnClose,
    boolean follow) {

  /**
   * Reads the options with the defaults and rules of the JDK's own file system.
   *
   * @param appendAllowed false for an asynchronous channel
   */
  static OpenMode of(Set<? extends OpenOption> options, boolean appendAllowed) {
    for (OpenOption option : options) {
      if (!(Objects.requireNonNull(option) instanceof StandardOpenOption)
          && option != LinkOption.NOFOLLOW_LINKS) {
        throw new UnsupportedOperationException(option + " not supported");
      }
    }
    boolean append = options.contains(StandardOpenOption.APPEND);
    if (append && !appendAllowed) {
      throw new UnsupportedOperationException("APPEND not allowed");
    }
    boolean write = options.contains(StandardOpenOption.WRITE) || append;
    boolean read = options.contains(StandardOpenOption.READ) || !write;
    boolean truncate = options.contains(StandardOpenOption.TRUNCATE_EXISTING);
    if (append && read) {
      throw new IllegalArgumentException("READ + APPEND not allowed");
    }
    if (append && truncate) {
      throw new IllegalArgumentException("APPEND + TRUNCATE_EXISTING not allowed");
    }
    boolean deleteOnClose = options.contains(StandardOpenOption.DELETE_ON_CLOSE);
    boolean createNew = options.contains(StandardOpenOption.CREATE_NEW);
    boolean noFollow = deleteOnClose || options.contains(LinkOption.NOFOLLOW_LINKS);
    return new OpenMode(
        read,
        write,
        append,
        write && truncate,
        write && options.contains(StandardOpenOption.CREATE),
        write && createNew,
        deleteOnClose,
        createNew || !noFollow);
  }

  boolean creates() {
    return create || createNew;
  }
}
