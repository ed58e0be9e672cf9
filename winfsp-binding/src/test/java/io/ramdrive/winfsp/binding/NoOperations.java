// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.binding;

import java.util.Set;

/** A file system that does nothing. */
final class NoOperations implements Operations {
  @Override
  public Set<InterfaceSlot> slots() {
    return Set.of();
  }
}
