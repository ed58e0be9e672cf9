// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.nio;

import io.ramdrive.volume.Change;

/** The directories that somebody watches. */
final class WatchedDirectories {
  void changed(Change change) {}
}
