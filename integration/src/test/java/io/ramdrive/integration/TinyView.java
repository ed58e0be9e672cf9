// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.integration;

import org.jspecify.annotations.Nullable;

/** A directory of small files as one view shows it. Any thread. */
interface TinyView {
  /** An open file; what is written are characters below 128. */
  interface Handle {
    void write(int offset, String data);

    String read();

    /** Makes a new size; returns whether only a smaller one counts. */
    boolean truncate(int size);

    void close();
  }

  /**
   * What the attributes say.
   *
   * @param mode the permissions
   */
  record Attributes(int size, int mode, int links) {}

  /** Makes a file and opens it; null when there is one. */
  @Nullable Handle create(String name, int mode);

  /** Opens a file; null when there is none. {@code append}: what is written goes to the end. */
  @Nullable Handle open(String name, boolean append);

  /** Returns false when there is no file of that name, as do the following. */
  boolean exists(String name);

  boolean chmod(String name, int mode);

  boolean rename(String from, String to);

  boolean unlink(String name);

  /** Null when there is no file of that name. */
  @Nullable Attributes stat(String name);

  /** The attributes of an open file; null when this view tells them by name only. */
  @Nullable Attributes stat(Handle handle);
}
