// SPDX-License-Identifier: Apache-2.0

package io.ramdrive;

/** A RAM drive. */
public final class RamDrive {

  private RamDrive() {}
}
