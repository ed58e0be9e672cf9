// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;

/**
 * struct fuse_link_in, the body of LINK; the new name follows. The directory for it is the
 * request's node.
 *
 * <pre>
 *   0  oldnodeid
 * </pre>
 */
final class LinkIn {
  static final int SIZE = 8;

  private static final int AT = InHeader.SIZE;

  private LinkIn() {}

  static long oldnodeid(MemorySegment request) {
    return request.get(JAVA_LONG, AT);
  }
}
