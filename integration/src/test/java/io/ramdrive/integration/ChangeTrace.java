// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.integration;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ramdrive.volume.Change;
import io.ramdrive.volume.ChangeListener;
import io.ramdrive.volume.Name;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes the changes of a volume as they are published, in the format of the trace that the mounts
 * write ({@code io.ramdrive.fuse.trace}). To be attached before them: a change is in the trace then
 * before any mount acts on it.
 */
final class ChangeTrace implements ChangeListener, AutoCloseable {
  private final Writer file;

  ChangeTrace(Path file) throws IOException {
    this.file = Files.newBufferedWriter(file);
  }

  @Override
  public void changed(Change change) {
    String line =
        "kind="
            + change.kind()
            + " ino="
            + change.inode()
            + " links="
            + change.links()
            + switch (change.kind()) {
              case CREATED, LINKED, UNLINKED, REMOVED -> name(change);
              case RENAMED, EXCHANGED -> name(change) + newName(change);
              case WRITTEN, RESIZED ->
                  " off="
                      + change.offset()
                      + " len="
                      + change.length()
                      + " displaced="
                      + (change.isDisplaced() ? 1 : 0);
              case ALLOCATED, ATTRIBUTES, XATTRS, STREAMS -> "";
            };
    write("change", line);
  }

  private static String name(Change change) {
    return " parent=" + change.parent() + " name=" + encoded(change.name());
  }

  private static String newName(Change change) {
    return " newParent="
        + change.newParent()
        + " newName="
        + encoded(change.newName())
        + " replaced="
        + change.replaced()
        + " replacedLinks="
        + change.replacedLinks();
  }

  private static String encoded(Name name) {
    return URLEncoder.encode(new String(name.toBytes(), UTF_8), UTF_8);
  }

  @Override
  public boolean awaitDelivered(long deadline) {
    return true;
  }

  /** Writes an event of the calling thread. */
  synchronized void write(String event, String rest) {
    try {
      long thread = Thread.currentThread().threadId();
      file.write(event + " at=" + System.nanoTime() + " t=" + thread + " " + rest + "\n");
      file.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
