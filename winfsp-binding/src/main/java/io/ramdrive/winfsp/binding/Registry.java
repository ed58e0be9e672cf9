// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.binding;

import java.util.Optional;

/** Windows' registry. */
interface Registry {
  /** A value of type REG_SZ below HKEY_LOCAL_MACHINE; nothing if it is absent or cannot be read. */
  Optional<String> text(String key, String value);
}
