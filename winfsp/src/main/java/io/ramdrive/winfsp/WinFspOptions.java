// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp;

/** How a volume is shown on Windows. */
public final class WinFspOptions {
  private WinFspOptions() {}
}
