// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.volume;

/** A view that looks at a volume, until it is closed. */
public interface Attachment extends AutoCloseable {
  /** Ends it: the view is told of nothing any more. Closing twice does nothing. */
  @Override
  void close();
}
