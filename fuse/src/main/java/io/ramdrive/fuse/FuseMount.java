// SPDX-License-Identifier: Apache-2.0

package io.ramdrive.fuse;

/** A volume seen by the Linux kernel. */
public final class FuseMount {

  private FuseMount() {}
}
