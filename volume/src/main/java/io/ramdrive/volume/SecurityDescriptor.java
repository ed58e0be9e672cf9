// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.volume;

import java.util.Arrays;

/** A security descriptor, and how many inodes have it. */
final class SecurityDescriptor {
  /** Never changed. */
  final byte[] bytes;

  /** Guarded by {@link SecurityDescriptors}. */
  int holders;

  SecurityDescriptor(byte[] bytes) {
    this.bytes = bytes;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SecurityDescriptor descriptor && Arrays.equals(bytes, descriptor.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }
}
