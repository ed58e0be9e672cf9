// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp;

import io.ramdrive.winfsp.binding.Operations;

/** A view that leaves a byte behind the end of a file that is cut. */
final class ForgetsToCut extends ForwardingOperations {
  ForgetsToCut(Operations view) {
    super(view);
  }

  @Override
  public int setFileSize(long fileContext, long newSize, boolean setAllocationSize, long fileInfo) {
    long size = newSize > 0 && !setAllocationSize ? newSize + 1 : newSize;
    return view.setFileSize(fileContext, size, setAllocationSize, fileInfo);
  }
}
