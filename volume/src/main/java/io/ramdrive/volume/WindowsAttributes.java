// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.volume;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What only Windows knows of an inode. Guarded by the inode's lock. */
final class WindowsAttributes {
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  static final NamedStream[] NO_STREAMS = {};

  /** A stream of a file, and the name that it goes by. */
  static final class NamedStream {
    final byte[] name;
    final RegularFile content;

    NamedStream(byte[] name, RegularFile content) {
      this.name = name;
      this.content = content;
    }
  }

  int dosAttributes = Attributes.NO_DOS_ATTRIBUTES;
  @Nullable SecurityDescriptor securityDescriptor;
  byte @Nullable [] reparseData;

  /** ReparseTag of REPARSE_DATA_BUFFER, or 0. */
  int reparseTag;

  /** In the order in which they were made; replaced, never changed. */
  NamedStream[] streams = NO_STREAMS;

  /** The file that this inode is a stream of. */
  @Nullable Inode owner;

  void reparseData(byte @Nullable [] data) {
    reparseData = data;
    reparseTag =
        data == null || data.length < Integer.BYTES ? 0 : MemorySegment.ofArray(data).get(INT, 0);
  }

  @Nullable NamedStream stream(Name name, NameMatching matching) {
    for (NamedStream stream : streams) {
      if (matching.matches(name, stream.name)) {
        return stream;
      }
    }
    return null;
  }

  void add(NamedStream stream) {
    NamedStream[] more = Arrays.copyOf(streams, streams.length + 1);
    more[streams.length] = stream;
    streams = more;
  }

  void remove(NamedStream stream) {
    streams = Arrays.stream(streams).filter(other -> other != stream).toArray(NamedStream[]::new);
  }
}
