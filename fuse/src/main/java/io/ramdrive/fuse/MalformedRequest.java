// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

/** A request that is not what the protocol says; the kernel is answered EINVAL. */
final class MalformedRequest extends RuntimeException {
  private static final long serialVersionUID = 1;

  MalformedRequest(String message) {
    super(message, null, false, false);
  }
}
