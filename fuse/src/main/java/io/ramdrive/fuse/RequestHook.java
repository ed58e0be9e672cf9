// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

/** Sees each request before it is handled; what it throws counts as thrown by the handler. */
@FunctionalInterface
interface RequestHook {
  /** Lets every request pass. */
  RequestHook NONE = exchange -> {};

  /** Called on the dispatcher's thread. */
  void before(Exchange exchange);
}
